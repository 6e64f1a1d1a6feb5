#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/domain/login_name.h"
#include "services/identity/domain/password_policy.h"
#include "services/identity/domain/roles.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"

namespace sems::identity::handlers {
namespace {

absl::Status Validate(const v1::CreateAccountRequest& request,
                      const std::optional<std::string>& login) {
  FieldErrors errors;
  if (!login.has_value()) AddProblem(kNoLogin, errors);
  if (const auto problem = CheckPassword(request.initial_password(), login.value_or(""))) {
    AddProblem(*problem, "initial_password", errors);
  }
  if (!HasPassword(RoleName(request.role()))) {
    errors.Add("role", "NOT_ALLOWED", "must be the role of a person",
               "사람이 쓰는 역할이어야 합니다.");
  }
  for (const FieldProblem& problem :
       CheckProfile(ToDomain(request.profile()), ProfileBy::kAdministrator)) {
    AddProblem(problem, errors);
  }
  return errors.ToStatus();
}

}  // namespace

absl::StatusOr<v1::CreateAccountResponse> CreateAccount(Deps& deps, server::Call& call,
                                                        const v1::CreateAccountRequest& request) {
  const std::optional<std::string> login = NormaliseLogin(request.login());
  if (absl::Status status = Validate(request, login); !status.ok()) return status;
  const absl::StatusOr<std::string> hash =
      deps.passwords.Hash(request.initial_password(), call.deadline());
  if (!hash.ok()) return hash.status();

  return call.Write<v1::CreateAccountResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::CreateAccountResponse> {
        if (!IsActive(work.tx(), call.caller().account_id)) return AccountLocked();
        NewAccount account;
        account.row.account_id = NewUuidV7(call.now());
        account.row.login = *login;
        account.row.role = RoleName(request.role());
        account.row.password_change_due = true;
        account.row.profile = ToDomain(request.profile());
        account.row.created_at = call.now();
        account.row.updated_at = call.now();
        account.password_hash = *hash;
        account.created_by = call.caller().account_id;
        if (!InsertAccount(work.tx(), account)) return LoginTaken();
        work.Audit({.stream_id = account.row.account_id,
                    .action = "ACCOUNT_CREATED",
                    .subject = "account " + account.row.account_id,
                    .detail = "{\"role\":\"" + account.row.role + "\"}"});
        v1::CreateAccountResponse response;
        *response.mutable_account() = ToProto(account.row);
        return response;
      });
}

}  // namespace sems::identity::handlers
