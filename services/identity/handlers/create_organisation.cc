#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"
#include "services/identity/repository/organisation.h"

namespace sems::identity::handlers {

absl::StatusOr<v1::CreateOrganisationResponse> CreateOrganisation(
    Deps& deps, server::Call& call, const v1::CreateOrganisationRequest& request) {
  OrganisationFacts facts{.name = request.name(),
                          .business_number = request.business_number(),
                          .representative = request.representative()};
  FieldErrors errors;
  for (const FieldProblem& problem : CheckOrganisation(facts)) AddProblem(problem, errors);
  if (!errors.empty()) return errors.ToStatus();

  return call.Write<v1::CreateOrganisationResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::CreateOrganisationResponse> {
        if (LockMembership(call.scope(), work.tx()).has_value()) return HasOrganisation();
        if (!IsActive(work.tx(), call.caller().account_id)) return AccountLocked();
        const OrganisationRow organisation{
            .organisation_id = NewUuidV7(call.now()), .facts = facts, .created_at = call.now()};
        if (!InsertOrganisation(call.scope(), work.tx(), organisation)) return OrganisationExists();
        InsertMember(call.scope(), work.tx(), organisation.organisation_id, /*owner=*/true,
                     call.now());
        work.Audit({.stream_id = organisation.organisation_id,
                    .action = "ORGANISATION_CREATED",
                    .subject = "organisation " + organisation.organisation_id,
                    .detail = "{\"business_number\":\"" + facts.business_number + "\"}"});
        v1::CreateOrganisationResponse response;
        *response.mutable_organisation() = ToProto(organisation);
        return response;
      });
}

}  // namespace sems::identity::handlers
