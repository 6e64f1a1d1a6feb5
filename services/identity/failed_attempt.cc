#include "services/identity/failed_attempt.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/audit/chain.h"
#include "services/identity/errors.h"
#include "services/identity/repository/sign_in.h"

namespace sems::identity {
namespace {

// The same for both, so that the answer takes as long: what was tried is named by the beginning of
// its hash, since people now and then type a password into the field of the login.
server::AuditEntry Entry(const std::string& action, const std::string& login_key,
                         const std::string& account_id) {
  return {.stream_id = account_id.empty() ? audit::NumberedStream(login_key) : account_id,
          .action = action,
          .subject = account_id.empty() ? "unknown login" : absl::StrCat("account ", account_id),
          .detail = absl::StrCat("{\"login_sha256\":\"",
                                 absl::BytesToHexString(login_key).substr(0, 16), "\"}")};
}

}  // namespace

absl::Status CountFailedAttempt(server::UnitOfWork& work, const std::string& login_key,
                                const std::string& account_id, absl::Time now,
                                const absl::Status& refusal) {
  const SignInFailures record = LockFailures(work.tx(), login_key, now);
  if (const auto until = LockedUntil(record, now)) return SignInLocked(*until);
  const SignInFailures after = AfterFailure(record, now);
  StoreFailures(work.tx(), login_key, after);
  DropOldFailures(work.tx(), now);
  work.Audit(Entry("SIGN_IN_FAILED", login_key, account_id));
  if (after.locked_until.has_value()) work.Audit(Entry("SIGN_IN_LOCKED", login_key, account_id));
  work.KeepDespite(refusal);
  return absl::OkStatus();
}

}  // namespace sems::identity
