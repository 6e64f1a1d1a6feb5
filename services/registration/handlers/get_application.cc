#include <optional>

#include "absl/strings/str_cat.h"
#include "services/registration/convert.h"
#include "services/registration/handlers/errors.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/repository/applications.h"
#include "services/registration/repository/operators.h"
#include "services/registration/repository/sites.h"

namespace sems::registration::handlers {
namespace {

// The present operator beside the applicant, for the officer who is to confirm.
v1::Handover DescribeHandover(const server::Scope& scope, db::Tx& tx, const SiteNumber& previous) {
  v1::Handover handover;
  const std::optional<Site> site = repository::FindSiteByNumber(scope, tx, previous);
  if (!site.has_value()) return handover;
  handover.set_site_id(site->id);
  handover.set_site_etag(EtagOf(site->version));
  *handover.mutable_present_facts() = ToProto(site->facts);
  const std::vector<std::string> operators = repository::OperatorsOf(tx, {site->id})[site->id];
  handover.mutable_present_operator_account_ids()->Assign(operators.begin(), operators.end());
  return handover;
}

}  // namespace

absl::StatusOr<v1::GetApplicationResponse> GetApplication(
    Deps&, server::Call& call, const v1::GetApplicationRequest& request) {
  FieldErrors errors;
  CheckId("application_id", request.application_id(), errors);
  if (!errors.empty()) return errors.ToStatus();

  const bool officer = call.caller().role != common::v1::ROLE_SITE_OPERATOR;
  absl::StatusOr<v1::GetApplicationResponse> response = call.Read<v1::GetApplicationResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::GetApplicationResponse> {
        const std::optional<Application> found =
            repository::FindApplication(call.scope(), tx, request.application_id());
        if (!found.has_value()) return NoApplication(call.scope(), request.application_id());
        v1::GetApplicationResponse answer;
        *answer.mutable_application() =
            ToProto(*found, officer ? Audience::kOfficer : Audience::kApplicant);
        if (officer && found->state == ApplicationState::kPending && found->is_handover) {
          *answer.mutable_application()->mutable_handover() =
              DescribeHandover(call.scope(), tx, found->change->previous);
        }
        return answer;
      });
  if (!response.ok()) return response.status();

  call.LookedAt({.whose = absl::StrCat("application ", request.application_id()),
                 .what = "representative and contact"});
  if (const std::string& site = response->application().handover().site_id(); !site.empty()) {
    call.LookedAt(
        {.whose = absl::StrCat("site ", site), .what = "representative, contact and operators"});
  }
  return response;
}

}  // namespace sems::registration::handlers
