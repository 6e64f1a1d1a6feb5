#include "common/status/error.h"
#include "services/identity/convert.h"
#include "services/identity/domain/password_policy.h"
#include "services/identity/errors.h"
#include "services/identity/failed_attempt.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"
#include "services/identity/repository/sign_in.h"
#include "services/identity/tokens.h"

namespace sems::identity::handlers {
namespace {

absl::Status Validate(const v1::ChangePasswordRequest& request, const std::string& login) {
  FieldErrors errors;
  if (request.current_password().empty()) errors.Required("current_password");
  if (const auto problem = CheckPassword(request.new_password(), login)) {
    AddProblem(*problem, "new_password", errors);
  } else if (request.new_password() == request.current_password()) {
    errors.Add("new_password", "SAME_AS_BEFORE", "must differ from the present password",
               "현재 비밀번호와 달라야 합니다.");
  }
  return errors.ToStatus();
}

struct Known {
  std::string login;
  SignInFailures failures;
  std::optional<Credentials> credentials;
};

}  // namespace

absl::StatusOr<v1::ChangePasswordResponse> ChangePassword(
    Deps& deps, server::Call& call, const v1::ChangePasswordRequest& request) {
  const std::string& account_id = call.caller().account_id;
  absl::StatusOr<Known> known = call.Read<Known>([&](db::Tx& tx) -> absl::StatusOr<Known> {
    const std::string login = FindLogin(tx, account_id);
    return Known{login, FindFailures(tx, LoginKey(login)), FindCredentials(tx, login)};
  });
  if (!known.ok()) return known.status();
  if (!known->credentials.has_value()) return AccountNotFound(account_id);
  if (known->credentials->locked) return AccountLocked();
  if (absl::Status status = Validate(request, known->login); !status.ok()) return status;
  if (const auto until = LockedUntil(known->failures, call.now())) return SignInLocked(*until);

  const absl::StatusOr<bool> matches = deps.passwords.Matches(
      request.current_password(), known->credentials->password_hash, call.deadline());
  if (!matches.ok()) return matches.status();
  std::string new_hash;
  if (*matches) {
    absl::StatusOr<std::string> hash = deps.passwords.Hash(request.new_password(), call.deadline());
    if (!hash.ok()) return hash.status();
    new_hash = *std::move(hash);
  }

  return call.Write<v1::ChangePasswordResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::ChangePasswordResponse> {
        const std::string login_key = LoginKey(known->login);
        if (!*matches) {
          absl::Status status =
              CountFailedAttempt(work, login_key, account_id, call.now(), CurrentPasswordWrong());
          if (!status.ok()) return status;
          return v1::ChangePasswordResponse();
        }
        const SignInFailures failures = LockFailures(work.tx(), login_key, call.now());
        if (const auto until = LockedUntil(failures, call.now())) return SignInLocked(*until);
        const std::optional<Credentials> account = LockCredentials(work.tx(), account_id);
        // Changed by another call since it was compared.
        if (!account.has_value() || account->password_hash != known->credentials->password_hash) {
          return CurrentPasswordWrong();
        }
        StorePassword(work.tx(), account_id, new_hash);
        ForgetFailures(work.tx(), login_key);
        RevokeFamiliesOf(work.tx(), account_id, "PASSWORD_CHANGED", call.now());
        work.Audit({.stream_id = account_id,
                    .action = "PASSWORD_CHANGED",
                    .subject = "account " + account_id,
                    .detail = "{}"});
        return v1::ChangePasswordResponse();
      });
}

}  // namespace sems::identity::handlers
