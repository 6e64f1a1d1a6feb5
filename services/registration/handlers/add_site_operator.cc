#include <optional>

#include "common/server/module.h"
#include "common/server/peer.h"
#include "common/values/uuid.h"
#include "sems/identity/internal/v1/authority_service.grpc.pb.h"
#include "services/registration/convert.h"
#include "services/registration/handlers/change_operators.h"
#include "services/registration/handlers/errors.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/repository/operators.h"
#include "services/registration/repository/sites.h"

namespace sems::registration::handlers {
namespace {

namespace peer = identity::internal::v1;

// An active account of a site operator. An unknown account gets the same answer as one of another
// role: nobody learns here which accounts there are.
absl::Status CheckEligible(Deps& deps, server::Call& call, const std::string& account_id) {
  const auto stub = peer::AuthorityService::NewStub(deps.peers->Channel("identity"));
  peer::GetAuthorityRequest request;
  request.set_account_id(account_id);
  absl::StatusOr<peer::GetAuthorityResponse> authority = server::CallPeer(
      call, "identity", *stub, &peer::AuthorityService::Stub::GetAuthority, request);
  const bool unknown = authority.status().code() == absl::StatusCode::kNotFound;
  if (!authority.ok() && !unknown) return authority.status();
  if (unknown || !authority->active() || authority->role() != common::v1::ROLE_SITE_OPERATOR) {
    return Error(absl::StatusCode::kFailedPrecondition, "ACCOUNT_NOT_ELIGIBLE",
                 "This is no active account of a site operator.",
                 "사업장 사용자로 지정할 수 있는 계정이 아닙니다.");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::AddSiteOperatorResponse> AddSiteOperator(
    Deps& deps, server::Call& call, const v1::AddSiteOperatorRequest& request) {
  FieldErrors errors;
  CheckId("account_id", request.account_id(), errors);
  if (!errors.empty()) return errors.ToStatus();
  if (absl::Status status = CheckEligible(deps, call, request.account_id()); !status.ok()) {
    return status;
  }

  return call.Write<v1::AddSiteOperatorResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::AddSiteOperatorResponse> {
        std::optional<Site> site = repository::LockSite(call.site(), work.tx());
        if (!site.has_value()) return NotFound("site", "사업장", request.site_id());
        if (repository::AddOperators(work.tx(),
                                     {{NewUuidV7(call.now()), site->id, request.account_id()}},
                                     call.caller().account_id, call.now()) == 0) {
          return Error(absl::StatusCode::kAlreadyExists, "ALREADY_OPERATOR",
                       "The account operates the site already.", "이미 사업장 사용자입니다.");
        }
        RecordOperatorChange(deps, call, work, *site, ChangeKind::kOperatorAdded,
                             request.account_id());
        v1::AddSiteOperatorResponse response;
        *response.mutable_operator_() =
            ToProto(OperatorTerm{request.account_id(), call.now(), call.caller().account_id});
        return response;
      });
}

}  // namespace sems::registration::handlers
