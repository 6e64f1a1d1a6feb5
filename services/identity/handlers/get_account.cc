#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"

namespace sems::identity::handlers {

absl::StatusOr<v1::GetAccountResponse> GetAccount(Deps& deps, server::Call& call,
                                                  const v1::GetAccountRequest& request) {
  if (!IsUuid(request.account_id())) return AccountNotFound(request.account_id());
  call.LookedAt({.whose = "account " + request.account_id(), .what = "profile of the account"});
  return call.Read<v1::GetAccountResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::GetAccountResponse> {
        if (!IsActive(tx, call.caller().account_id)) return AccountLocked();
        const std::optional<AccountRow> account =
            FindAccount(call.scope(), tx, request.account_id(), call.now());
        if (!account.has_value()) return AccountNotFound(request.account_id());
        v1::GetAccountResponse response;
        *response.mutable_account() = ToProto(*account);
        return response;
      });
}

}  // namespace sems::identity::handlers
