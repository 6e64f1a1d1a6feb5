#include "services/identity/repository/sign_in.h"

#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/domain/login_name.h"
#include "services/identity/domain/refresh_rotation.h"
#include "services/identity/errors.h"
#include "services/identity/failed_attempt.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"
#include "services/identity/tokens.h"

namespace sems::identity::handlers {
namespace {

constexpr size_t kLongestField = 1024;

absl::Status Validate(const v1::SignInRequest& request) {
  FieldErrors errors;
  if (request.login().empty()) errors.Required("login");
  if (request.password().empty()) errors.Required("password");
  if (request.login().size() > kLongestField) {
    errors.Add("login", "TOO_LONG", "is too long", "입력할 수 있는 길이를 넘었습니다.");
  }
  if (request.password().size() > kLongestField) {
    errors.Add("password", "TOO_LONG", "is too long", "입력할 수 있는 길이를 넘었습니다.");
  }
  return errors.ToStatus();
}

struct Attempt {
  SignInFailures failures;
  std::optional<Credentials> credentials;
};

}  // namespace

absl::StatusOr<v1::SignInResponse> SignIn(Deps& deps, server::Call& call,
                                          const v1::SignInRequest& request) {
  if (absl::Status status = Validate(request); !status.ok()) return status;
  const std::string login_key = LoginKey(request.login());
  // What cannot be a login is looked up like any other, and found as little.
  const std::string login = NormaliseLogin(request.login()).value_or("");

  absl::StatusOr<Attempt> attempt = call.Read<Attempt>([&](db::Tx& tx) -> absl::StatusOr<Attempt> {
    return Attempt{FindFailures(tx, login_key), FindCredentials(tx, login)};
  });
  if (!attempt.ok()) return attempt.status();
  if (const auto until = LockedUntil(attempt->failures, call.now())) return SignInLocked(*until);

  // Outside a transaction: a hash takes longer than all the statements together.
  const std::optional<Credentials>& known = attempt->credentials;
  const absl::StatusOr<bool> matches =
      known.has_value()
          ? deps.passwords.Matches(request.password(), known->password_hash, call.deadline())
          : deps.passwords.MatchesNothing(request.password(), call.deadline());
  if (!matches.ok()) return matches.status();

  return call.Write<v1::SignInResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::SignInResponse> {
        v1::SignInResponse response;
        if (!*matches) {
          const std::string account_id = known.has_value() ? known->account_id : "";
          absl::Status status =
              CountFailedAttempt(work, login_key, account_id, call.now(), SignInFailed());
          if (!status.ok()) return status;
          return response;
        }

        // Others may have locked the login, or changed the account, while this one was hashed.
        const SignInFailures failures = LockFailures(work.tx(), login_key, call.now());
        if (const auto until = LockedUntil(failures, call.now())) return SignInLocked(*until);
        const std::optional<Credentials> account = LockCredentials(work.tx(), known->account_id);
        if (!account.has_value() || account->password_hash != known->password_hash) {
          return SignInFailed();
        }
        if (account->locked) {
          work.Audit({.stream_id = account->account_id,
                      .action = "SIGN_IN_REFUSED",
                      .subject = "account " + account->account_id,
                      .detail = "{\"reason\":\"ACCOUNT_LOCKED\"}"});
          work.KeepDespite(AccountLocked());
          return response;
        }

        ForgetFailures(work.tx(), login_key);
        DropEndedFamilies(work.tx(), account->account_id, call.now());
        const TokenFamily family{.family_id = NewUuidV7(call.now()),
                                 .account_id = account->account_id,
                                 .started_at = call.now(),
                                 .ends_at = call.now() + kSignInLifetime};
        InsertFamily(work.tx(), family);
        *response.mutable_tokens() =
            IssueTokens(work.tx(), deps.signing_key, account->account_id, account->role,
                        family.family_id, family.ends_at, call.now());
        response.set_account_id(account->account_id);
        response.set_role(ParseRole(account->role));
        response.set_password_change_due(account->password_change_due);
        response.set_privacy_consent_due(account->consent_version !=
                                         NoticeInForce(work.tx(), call.today()).version);
        work.Audit({.stream_id = account->account_id,
                    .action = "SIGNED_IN",
                    .subject = "account " + account->account_id,
                    .detail = "{\"sign_in\":\"" + family.family_id + "\"}"});
        return response;
      });
}

}  // namespace sems::identity::handlers
