#include "services/identity/bootstrap.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/audit/chain.h"
#include "common/db/pool.h"
#include "common/db/tx.h"
#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/domain/login_name.h"
#include "services/identity/domain/password_policy.h"
#include "services/identity/errors.h"
#include "services/identity/password_hasher.h"
#include "services/identity/repository/account.h"

namespace sems::identity {
namespace {

constexpr absl::Duration kTime = absl::Seconds(30);

absl::Status AdminExists() {
  return Error(absl::StatusCode::kFailedPrecondition, "ADMIN_EXISTS",
               "An administrator exists already; further ones are made through the API.",
               "관리자 계정이 이미 있습니다. 추가 계정은 API로 만드십시오.");
}

NewAccount Administrator(const std::string& login, const std::string& hash, absl::Time now) {
  NewAccount account;
  account.row.account_id = NewUuidV7(now);
  account.row.login = login;
  account.row.role = "ROLE_NIER_ADMIN";
  account.row.password_change_due = true;
  account.row.profile.organisation_name = "국립환경과학원";
  account.row.created_at = now;
  account.row.updated_at = now;
  account.password_hash = hash;
  return account;
}

}  // namespace

absl::StatusOr<std::string> BootstrapAdmin(db::Pool& db, std::string_view login,
                                           std::string_view password, absl::Time now) {
  now = absl::FromUnixMicros(absl::ToUnixMicros(now));  // as PostgreSQL keeps it
  const std::optional<std::string> name = NormaliseLogin(login);
  FieldErrors errors;
  if (!name.has_value()) AddProblem(kNoLogin, errors);
  if (const auto problem = CheckPassword(password, name.value_or(""))) AddProblem(*problem, errors);
  if (!errors.empty()) return errors.ToStatus();

  const absl::Time deadline = absl::Now() + kTime;
  absl::StatusOr<std::unique_ptr<PasswordHasher>> hasher = PasswordHasher::Make();
  if (!hasher.ok()) return hasher.status();
  const absl::StatusOr<std::string> hash = (*hasher)->Hash(password, deadline);
  if (!hash.ok()) return hash.status();

  std::string done;
  absl::Status status = db.Run(db::TxMode::kReadWrite, deadline, [&](db::Tx& tx) -> absl::Status {
    // Two at the same time meet here.
    tx.Exec("SELECT pg_advisory_xact_lock(hashtext('sems.bootstrap_admin'))");
    const std::vector<std::string> administrators = AdministratorLogins(tx);
    if (std::find(administrators.begin(), administrators.end(), *name) != administrators.end()) {
      done = absl::StrCat("The administrator ", *name, " exists already; nothing was changed.");
      return absl::OkStatus();
    }
    if (!administrators.empty()) return AdminExists();
    const NewAccount account = Administrator(*name, *hash, now);
    if (!InsertAccount(tx, account)) return LoginTaken();
    audit::Append(tx, audit::Trail::kChanges,
                  {.stream_id = account.row.account_id,
                   .at = now,
                   .actor = "",
                   .actor_service = "semsd bootstrap-admin",
                   .role = "",
                   .method = "",
                   .action = "ACCOUNT_CREATED",
                   .subject = absl::StrCat("account ", account.row.account_id),
                   .detail = "{\"role\":\"ROLE_NIER_ADMIN\"}",
                   .trace_id = ""});
    done = absl::StrCat("Made the administrator ", *name, ".");
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return done;
}

}  // namespace sems::identity
