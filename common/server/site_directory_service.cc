#include "common/server/site_directory_service.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/server/authority.h"
#include "common/sitedirectory/directory.h"
#include "common/values/uuid.h"

namespace sems::server {
namespace {

namespace v1 = common::internal::v1;

constexpr absl::Duration kDeliveryTimeout = absl::Seconds(2);

}  // namespace

SiteDirectoryService::SiteDirectoryService(Gate& gate, OnApplied on_applied)
    : gate_(gate), on_applied_(std::move(on_applied)) {}

grpc::Status SiteDirectoryService::ApplySiteEvent(grpc::ServerContext* context,
                                                  const v1::ApplySiteEventRequest* request,
                                                  v1::ApplySiteEventResponse* response) {
  static const std::string name =
      std::string(v1::SiteDirectoryService::service_full_name()) + "/ApplySiteEvent";
  return gate_.Unary(
      *context, name, *request, response,
      [&](Call& call) -> absl::StatusOr<v1::ApplySiteEventResponse> {
        const v1::SiteEvent& event = request->event();
        FieldErrors errors;
        if (!IsUuid(event.site_id()))
          errors.Add("event.site_id", "NOT_A_UUID", "must be a UUID", "UUID 형식이어야 합니다.");
        if (event.version() < 1)
          errors.Add("event.version", "OUT_OF_RANGE", "must be positive", "1 이상이어야 합니다.");
        for (const std::string& account : event.operator_account_ids()) {
          if (!IsUuid(account))
            errors.Add("event.operator_account_ids", "NOT_A_UUID", "must be UUIDs",
                       "UUID 형식이어야 합니다.");
        }
        if (!errors.empty()) return errors.ToStatus();
        return call.Write<v1::ApplySiteEventResponse>(
            [&](UnitOfWork& work) -> absl::StatusOr<v1::ApplySiteEventResponse> {
              v1::ApplySiteEventResponse result;
              result.set_applied(sitedirectory::Apply(work.tx(), event));
              if (!result.applied()) {
                work.NothingChanged();
                return result;
              }
              if (on_applied_) {
                if (absl::Status status = on_applied_(call, work, event); !status.ok())
                  return status;
              }
              work.Audit({event.site_id(), "SITE_DIRECTORY_UPDATED", "site " + event.site_id(),
                          absl::StrCat("{\"version\":", event.version(), "}")});
              return result;
            });
      });
}

absl::Status SendSiteEvent(Peers& peers, ServiceIdentity& identity, const std::string& target,
                           const std::string& payload, absl::Time now) {
  v1::ApplySiteEventRequest request;
  if (!request.mutable_event()->ParseFromString(payload))
    return absl::InternalError("site event that does not parse");
  auto stub = v1::SiteDirectoryService::NewStub(peers.Channel(target));
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kDeliveryTimeout));
  context.AddMetadata("x-sems-service-token", identity.Token(nullptr, now));
  v1::ApplySiteEventResponse response;
  return FromGrpc(stub->ApplySiteEvent(&context, request, &response));
}

}  // namespace sems::server
