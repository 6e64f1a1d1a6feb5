#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"
#include "services/identity/repository/organisation.h"
#include "services/identity/tokens.h"

namespace sems::identity::handlers {

absl::StatusOr<v1::InviteMemberResponse> InviteMember(Deps& deps, server::Call& call,
                                                      const v1::InviteMemberRequest& request) {
  return call.Write<v1::InviteMemberResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::InviteMemberResponse> {
        const std::optional<Membership> own = LockMembership(call.scope(), work.tx());
        if (!own.has_value()) return NoOrganisation();
        if (!own->owner) return PermissionDenied();
        if (!IsActive(work.tx(), call.caller().account_id)) return AccountLocked();
        const std::string code = NewSecret();
        const absl::Time expires_at = call.now() + kInvitationLifetime;
        InsertInvitation(work.tx(), Sha256(code), own->organisation_id, call.caller().account_id,
                         call.now(), expires_at);
        work.Audit({.stream_id = own->organisation_id,
                    .action = "ORGANISATION_MEMBER_INVITED",
                    .subject = "organisation " + own->organisation_id,
                    .detail = "{}"});
        v1::InviteMemberResponse response;
        response.set_code(code);
        *response.mutable_expires_at() = ToTimestamp(expires_at);
        return response;
      });
}

absl::StatusOr<v1::JoinOrganisationResponse> JoinOrganisation(
    Deps& deps, server::Call& call, const v1::JoinOrganisationRequest& request) {
  if (request.code().empty()) {
    FieldErrors errors;
    errors.Required("code");
    return errors.ToStatus();
  }
  return call.Write<v1::JoinOrganisationResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::JoinOrganisationResponse> {
        if (LockMembership(call.scope(), work.tx()).has_value()) return HasOrganisation();
        if (!IsActive(work.tx(), call.caller().account_id)) return AccountLocked();
        const std::optional<std::string> organisation_id =
            TakeInvitation(work.tx(), Sha256(request.code()), call.now());
        if (!organisation_id.has_value()) return InvitationInvalid();
        InsertMember(call.scope(), work.tx(), *organisation_id, /*owner=*/false, call.now());
        work.Audit({.stream_id = *organisation_id,
                    .action = "ORGANISATION_JOINED",
                    .subject = "account " + call.caller().account_id,
                    .detail = "{}"});
        v1::JoinOrganisationResponse response;
        *response.mutable_organisation() = ToProto(*FindOrganisation(work.tx(), *organisation_id));
        return response;
      });
}

absl::StatusOr<v1::RemoveMemberResponse> RemoveMember(Deps& deps, server::Call& call,
                                                      const v1::RemoveMemberRequest& request) {
  const absl::Status missing = NotFound("member", "구성원", request.account_id());
  if (!IsUuid(request.account_id())) return missing;
  return call.Write<v1::RemoveMemberResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::RemoveMemberResponse> {
        const std::string& caller = call.caller().account_id;
        const std::optional<Membership> own = LockMembership(call.scope(), work.tx());
        if (!own.has_value()) return NoOrganisation();
        const bool leaves = request.account_id() == caller;
        if (leaves && own->owner) return OwnerStays();
        if (!leaves && !own->owner) return PermissionDenied();
        if (!RemoveMemberRow(work.tx(), own->organisation_id, request.account_id(), call.now(),
                             caller)) {
          return missing;
        }
        work.Audit({.stream_id = own->organisation_id,
                    .action = leaves ? "ORGANISATION_LEFT" : "ORGANISATION_MEMBER_REMOVED",
                    .subject = "account " + request.account_id(),
                    .detail = "{}"});
        return v1::RemoveMemberResponse();
      });
}

}  // namespace sems::identity::handlers
