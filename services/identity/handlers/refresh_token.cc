#include "common/status/error.h"
#include "services/identity/domain/refresh_rotation.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/sign_in.h"
#include "services/identity/tokens.h"

namespace sems::identity::handlers {
namespace {

server::AuditEntry Entry(const std::string& action, const FoundRefreshToken& found) {
  return {.stream_id = found.account_id,
          .action = action,
          .subject = "account " + found.account_id,
          .detail = "{\"sign_in\":\"" + found.family_id + "\"}"};
}

}  // namespace

absl::StatusOr<v1::RefreshTokenResponse> RefreshToken(Deps& deps, server::Call& call,
                                                      const v1::RefreshTokenRequest& request) {
  FieldErrors errors;
  if (request.refresh_token().empty()) errors.Required("refresh_token");
  if (!errors.empty()) return errors.ToStatus();
  const std::string token_hash = Sha256(request.refresh_token());

  return call.Write<v1::RefreshTokenResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::RefreshTokenResponse> {
        v1::RefreshTokenResponse response;
        const std::optional<FoundRefreshToken> found = LockRefreshToken(work.tx(), token_hash);
        if (!found.has_value()) return RefreshTokenInvalid();
        switch (DecideRefresh(found->token, call.now())) {
          case RefreshDecision::kRefuse:
            return RefreshTokenInvalid();
          case RefreshDecision::kRefuseAndRevoke:
            RevokeFamily(work.tx(), found->family_id, "REFRESH_TOKEN_REUSED", call.now());
            work.Audit(Entry("SIGN_IN_REVOKED", *found));
            work.KeepDespite(RefreshTokenInvalid());
            return response;
          case RefreshDecision::kRotate:
            break;
        }
        MarkRefreshTokenUsed(work.tx(), token_hash, call.now());
        *response.mutable_tokens() =
            IssueTokens(work.tx(), deps.signing_key, found->account_id, found->role,
                        found->family_id, found->token.family_ends_at, call.now());
        work.Audit(Entry("TOKEN_REFRESHED", *found));
        return response;
      });
}

}  // namespace sems::identity::handlers
