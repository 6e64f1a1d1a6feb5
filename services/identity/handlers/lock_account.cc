#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/reason.h"
#include "services/identity/repository/account.h"
#include "services/identity/repository/sign_in.h"
#include "services/identity/tokens.h"

namespace sems::identity::handlers {

absl::StatusOr<v1::LockAccountResponse> LockAccount(Deps& deps, server::Call& call,
                                                    const v1::LockAccountRequest& request) {
  if (absl::Status status = CheckReason(request.reason()); !status.ok()) return status;
  if (!IsUuid(request.account_id())) return AccountNotFound(request.account_id());
  return call.Write<v1::LockAccountResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::LockAccountResponse> {
        if (!IsActive(work.tx(), call.caller().account_id)) return AccountLocked();
        std::optional<AccountRow> account =
            LockAccountRow(call.scope(), work.tx(), request.account_id(), call.now());
        if (!account.has_value()) return AccountNotFound(request.account_id());
        if (account->account_id == call.caller().account_id) return OwnAccount();
        v1::LockAccountResponse response;
        if (account->locked) {
          work.NothingChanged();
          *response.mutable_account() = ToProto(*account);
          return response;
        }
        account->locked = true;
        UpdateAccount(work.tx(), *account, call.now(), call.caller().account_id);
        RevokeFamiliesOf(work.tx(), account->account_id, "ACCOUNT_LOCKED", call.now());
        work.Audit({.stream_id = account->account_id,
                    .action = "ACCOUNT_LOCKED",
                    .subject = "account " + account->account_id,
                    .detail = ReasonDetail(request.reason())});
        *response.mutable_account() =
            ToProto(*LockAccountRow(call.scope(), work.tx(), account->account_id, call.now()));
        return response;
      });
}

absl::StatusOr<v1::UnlockAccountResponse> UnlockAccount(Deps& deps, server::Call& call,
                                                        const v1::UnlockAccountRequest& request) {
  if (absl::Status status = CheckReason(request.reason()); !status.ok()) return status;
  if (!IsUuid(request.account_id())) return AccountNotFound(request.account_id());
  return call.Write<v1::UnlockAccountResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::UnlockAccountResponse> {
        if (!IsActive(work.tx(), call.caller().account_id)) return AccountLocked();
        std::optional<AccountRow> account =
            LockAccountRow(call.scope(), work.tx(), request.account_id(), call.now());
        if (!account.has_value()) return AccountNotFound(request.account_id());
        v1::UnlockAccountResponse response;
        if (!account->locked && !account->sign_in_locked_until.has_value()) {
          work.NothingChanged();
          *response.mutable_account() = ToProto(*account);
          return response;
        }
        ForgetFailures(work.tx(), LoginKey(account->login));
        if (account->locked) {
          account->locked = false;
          UpdateAccount(work.tx(), *account, call.now(), call.caller().account_id);
        }
        work.Audit({.stream_id = account->account_id,
                    .action = "ACCOUNT_UNLOCKED",
                    .subject = "account " + account->account_id,
                    .detail = ReasonDetail(request.reason())});
        *response.mutable_account() =
            ToProto(*LockAccountRow(call.scope(), work.tx(), account->account_id, call.now()));
        return response;
      });
}

}  // namespace sems::identity::handlers
