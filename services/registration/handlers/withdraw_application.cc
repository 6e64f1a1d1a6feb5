#include <optional>

#include "absl/strings/str_cat.h"
#include "services/registration/convert.h"
#include "services/registration/handlers/errors.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/repository/applications.h"

namespace sems::registration::handlers {

absl::StatusOr<v1::WithdrawApplicationResponse> WithdrawApplication(
    Deps&, server::Call& call, const v1::WithdrawApplicationRequest& request) {
  const std::string& id = request.application_id();
  FieldErrors errors;
  CheckId("application_id", id, errors);
  if (!errors.empty()) return errors.ToStatus();

  return call.Write<v1::WithdrawApplicationResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::WithdrawApplicationResponse> {
        const std::optional<Application> found =
            repository::FindApplication(call.scope(), work.tx(), id, repository::Lock::kForUpdate);
        if (!found.has_value()) return NoApplication(call.scope(), id);
        if (found->state != ApplicationState::kPending) {
          return Error(absl::StatusCode::kFailedPrecondition, "NOT_PENDING",
                       "Only an application that waits for a decision can be withdrawn.",
                       "승인대기 중인 신청만 철회할 수 있습니다.");
        }
        if (!request.etag().empty() && request.etag() != EtagOf(found->version)) {
          return EtagMismatch("application", "신청");
        }
        repository::StoreWithdrawal(call.scope(), work.tx(), id, call.caller().account_id,
                                    call.now());
        work.Audit({.stream_id = id,
                    .action = "APPLICATION_WITHDRAWN",
                    .subject = absl::StrCat("application ", id),
                    .detail = "{}"});
        v1::WithdrawApplicationResponse response;
        *response.mutable_application() = ToProto(
            *repository::FindApplication(call.scope(), work.tx(), id), Audience::kApplicant);
        return response;
      });
}

}  // namespace sems::registration::handlers
