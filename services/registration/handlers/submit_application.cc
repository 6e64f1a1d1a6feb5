#include <optional>

#include "absl/strings/str_cat.h"
#include "common/values/districts.h"
#include "common/values/uuid.h"
#include "services/registration/convert.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/repository/applications.h"
#include "services/registration/repository/site_numbers.h"

namespace sems::registration::handlers {
namespace {

absl::StatusOr<Application> ReadApplication(server::Call& call,
                                            const v1::SubmitApplicationRequest& request) {
  FieldErrors errors;
  Violations violations;
  Application application;
  const std::optional<RequestReason> reason = FromProto(request.request_reason());
  if (!reason.has_value()) errors.Required("request_reason");
  application.reason = reason.value_or(RequestReason::kNew);
  application.facts = ReadSiteFacts(FromProto(request.facts()), "facts.", call.today(),
                                    Districts::Table(), violations);
  if (application.reason == RequestReason::kNumberChange) {
    application.change =
        ReadNumberChange(FromProto(request.number_change()), NumberOf(application.facts),
                         "number_change.", call.today(), violations);
  } else if (reason.has_value() && request.has_number_change()) {
    errors.Add("number_change", "NOT_ALLOWED", "belongs to a change of number only",
               "사업자변경 신청에만 입력합니다");
  }
  AddViolations(violations, errors);
  if (!errors.empty()) return errors.ToStatus();

  application.applicant_account_id = call.caller().account_id;
  application.submitted_at = call.now();
  application.applied_on = call.today();
  return application;
}

}  // namespace

absl::StatusOr<v1::SubmitApplicationResponse> SubmitApplication(
    Deps&, server::Call& call, const v1::SubmitApplicationRequest& request) {
  absl::StatusOr<Application> application = ReadApplication(call, request);
  if (!application.ok()) return application.status();

  return call.Write<v1::SubmitApplicationResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::SubmitApplicationResponse> {
        // Only what the applicant may know: a number that others hold is for the officer to see.
        if (repository::OperatesNumber(call.scope(), work.tx(), NumberOf(application->facts))) {
          return Error(absl::StatusCode::kAlreadyExists, "SITE_REGISTERED",
                       "You operate a registered site with this business number and site sequence.",
                       "같은 사업자등록번호·구분번호의 사업장이 이미 등록되어 있습니다.");
        }
        Application stored = *application;
        stored.id = NewUuidV7(call.now());
        if (!repository::InsertApplication(call.scope(), work.tx(), stored)) {
          return Error(absl::StatusCode::kAlreadyExists, "APPLICATION_PENDING",
                       "The same application is waiting for a decision already.",
                       "같은 사업자등록번호·구분번호의 신청이 이미 승인대기 중입니다.");
        }
        work.Audit({.stream_id = stored.id,
                    .action = "APPLICATION_SUBMITTED",
                    .subject = absl::StrCat("application ", stored.id),
                    .detail = absl::StrCat(
                        "{\"district_code\":\"", stored.facts.district_code,
                        "\",\"number_change\":", stored.change ? "true" : "false", "}")});
        const std::optional<Application> found =
            repository::FindApplication(call.scope(), work.tx(), stored.id);
        if (!found.has_value()) return Internal();
        v1::SubmitApplicationResponse response;
        *response.mutable_application() = ToProto(*found, Audience::kApplicant);
        return response;
      });
}

}  // namespace sems::registration::handlers
