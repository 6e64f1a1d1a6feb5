#include <optional>

#include "services/registration/handlers/change_operators.h"
#include "services/registration/handlers/errors.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/repository/operators.h"
#include "services/registration/repository/sites.h"

namespace sems::registration::handlers {

absl::StatusOr<v1::RemoveSiteOperatorResponse> RemoveSiteOperator(
    Deps& deps, server::Call& call, const v1::RemoveSiteOperatorRequest& request) {
  FieldErrors errors;
  CheckId("account_id", request.account_id(), errors);
  if (!errors.empty()) return errors.ToStatus();

  return call.Write<v1::RemoveSiteOperatorResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::RemoveSiteOperatorResponse> {
        // The site's lock also makes two removals queue: the second one sees who is left.
        std::optional<Site> site = repository::LockSite(call.site(), work.tx());
        if (!site.has_value()) return NotFound("site", "사업장", request.site_id());
        if (repository::EndOperators(work.tx(), {{site->id, request.account_id()}},
                                     call.caller().account_id, call.now()) == 0) {
          return Error(absl::StatusCode::kNotFound, "NOT_AN_OPERATOR",
                       "The account does not operate the site.",
                       "사업장 사용자가 아닌 계정입니다.");
        }
        if (repository::ListOperators(call.site(), work.tx()).empty()) {
          return Error(absl::StatusCode::kFailedPrecondition, "LAST_OPERATOR",
                       "A site keeps at least one operator; name another first.",
                       "마지막 사업장 사용자는 해제할 수 없습니다. 먼저 다른 사용자를 지정하세요.");
        }
        RecordOperatorChange(deps, call, work, *site, ChangeKind::kOperatorRemoved,
                             request.account_id());
        return v1::RemoveSiteOperatorResponse();
      });
}

}  // namespace sems::registration::handlers
