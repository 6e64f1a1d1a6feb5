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

absl::Status Validate(const v1::SignUpRequest& request, const std::optional<std::string>& login) {
  FieldErrors errors;
  if (!login.has_value()) AddProblem(kNoLogin, errors);
  if (const auto problem = CheckPassword(request.password(), login.value_or(""))) {
    AddProblem(*problem, errors);
  }
  if (!MaySignUpAs(RoleName(request.role()))) {
    errors.Add("role", "NOT_ALLOWED",
               "must be a site operator, a measurement agent or an organisation",
               "사업장, 측정대행업자, 업체·기관만 스스로 가입할 수 있습니다.");
  }
  for (const FieldProblem& problem :
       CheckProfile(ToDomain(request.profile()), ProfileBy::kHolder)) {
    AddProblem(problem, errors);
  }
  if (request.accepted_privacy_notice_version().empty()) {
    errors.Required("accepted_privacy_notice_version");
  }
  return errors.ToStatus();
}

}  // namespace

absl::StatusOr<v1::SignUpResponse> SignUp(Deps& deps, server::Call& call,
                                          const v1::SignUpRequest& request) {
  const std::optional<std::string> login = NormaliseLogin(request.login());
  if (absl::Status status = Validate(request, login); !status.ok()) return status;
  const absl::StatusOr<std::string> hash = deps.passwords.Hash(request.password(), call.deadline());
  if (!hash.ok()) return hash.status();

  return call.Write<v1::SignUpResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::SignUpResponse> {
        const PrivacyNotice notice = NoticeInForce(work.tx(), call.today());
        if (request.accepted_privacy_notice_version() != notice.version) {
          return PrivacyNoticeOutdated();
        }
        NewAccount account;
        account.row.account_id = NewUuidV7(call.now());
        account.row.login = *login;
        account.row.role = RoleName(request.role());
        account.row.profile = ToDomain(request.profile());
        account.row.consent = Consent{notice.version, call.now()};
        account.row.created_at = call.now();
        account.row.updated_at = call.now();
        account.password_hash = *hash;
        if (!InsertAccount(work.tx(), account)) return LoginTaken();
        work.Audit({.stream_id = account.row.account_id,
                    .action = "ACCOUNT_SIGNED_UP",
                    .subject = "account " + account.row.account_id,
                    .detail = "{\"role\":\"" + account.row.role + "\",\"notice_version\":\"" +
                              notice.version + "\"}"});
        v1::SignUpResponse response;
        *response.mutable_account() = ToProto(account.row);
        return response;
      });
}

}  // namespace sems::identity::handlers
