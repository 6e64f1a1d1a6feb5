#include <optional>

#include "services/ieps/convert.h"
#include "services/ieps/errors.h"
#include "services/ieps/handlers/handlers.h"
#include "services/ieps/repository/site_code.h"

namespace sems::ieps::handlers {

absl::StatusOr<v1::GetSiteCodeResponse> GetSiteCode(Deps& deps, server::Call& call,
                                                    const v1::GetSiteCodeRequest& request) {
  return call.Read<v1::GetSiteCodeResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::GetSiteCodeResponse> {
        const std::optional<SiteCodeRow> row = FindSiteCode(call.site(), tx);
        if (!row) return SiteCodeMissing(absl::StatusCode::kNotFound);
        v1::GetSiteCodeResponse response;
        *response.mutable_site_code() = ToProto(call.site().site_id(), *row);
        return response;
      });
}

}  // namespace sems::ieps::handlers
