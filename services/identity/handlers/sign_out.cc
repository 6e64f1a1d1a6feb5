#include "common/status/error.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/sign_in.h"
#include "services/identity/tokens.h"

namespace sems::identity::handlers {

absl::StatusOr<v1::SignOutResponse> SignOut(Deps& deps, server::Call& call,
                                            const v1::SignOutRequest& request) {
  FieldErrors errors;
  if (request.refresh_token().empty()) errors.Required("refresh_token");
  if (!errors.empty()) return errors.ToStatus();
  const std::string token_hash = Sha256(request.refresh_token());

  return call.Write<v1::SignOutResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::SignOutResponse> {
        const std::optional<FoundRefreshToken> found = LockRefreshToken(work.tx(), token_hash);
        if (!found.has_value() || found->token.family_revoked_at.has_value()) {
          work.NothingChanged();
          return v1::SignOutResponse();
        }
        RevokeFamily(work.tx(), found->family_id, "SIGNED_OUT", call.now());
        work.Audit({.stream_id = found->account_id,
                    .action = "SIGNED_OUT",
                    .subject = "account " + found->account_id,
                    .detail = "{\"sign_in\":\"" + found->family_id + "\"}"});
        return v1::SignOutResponse();
      });
}

}  // namespace sems::identity::handlers
