#include <optional>

#include "common/records/etag.h"
#include "common/status/error.h"
#include "services/ieps/convert.h"
#include "services/ieps/domain/text.h"
#include "services/ieps/handlers/handlers.h"
#include "services/ieps/repository/site_code.h"

namespace sems::ieps::handlers {
namespace {

absl::Status Check(const v1::SetSiteCodeRequest& request) {
  FieldErrors errors;
  if (request.code().empty()) {
    errors.Required("code");
  } else if (!IsSiteCode(request.code())) {
    errors.Add("code", "FORMAT", "must be exactly 8 ASCII letters or digits",
               "영문자와 숫자 8자리여야 합니다.");
  }
  return errors.ToStatus();
}

absl::Status Stale() { return EtagMismatch("IEPS site code", "IEPS 사업장코드"); }

}  // namespace

absl::StatusOr<v1::SetSiteCodeResponse> SetSiteCode(Deps& deps, server::Call& call,
                                                    const v1::SetSiteCodeRequest& request) {
  if (absl::Status status = Check(request); !status.ok()) return status;
  return call.Write<v1::SetSiteCodeResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::SetSiteCodeResponse> {
        const std::optional<SiteCodeRow> former = LockSiteCode(call.site(), work.tx());
        const std::int64_t version = former ? former->version : 0;
        if (!request.etag().empty() && records::ParseEtag(request.etag()) != version) {
          return Stale();
        }
        v1::SetSiteCodeResponse response;
        if (former && former->code == request.code()) {
          work.NothingChanged();
          *response.mutable_site_code() = ToProto(call.site().site_id(), *former);
          return response;
        }
        const SiteCodeRow row{request.code(), version + 1, call.now(), call.caller().account_id};
        if (former) {
          ReplaceSiteCode(call.site(), work.tx(), *former, row);
        } else if (!InsertSiteCode(call.site(), work.tx(), row)) {
          return Stale();
        }
        work.Audit({.stream_id = call.site().site_id(),
                    .action = "IEPS_SITE_CODE_SET",
                    .subject = "ieps site code",
                    .detail = "{\"code\":\"" + row.code + "\",\"former\":\"" +
                              (former ? former->code : "") + "\"}"});
        *response.mutable_site_code() = ToProto(call.site().site_id(), row);
        return response;
      });
}

}  // namespace sems::ieps::handlers
