#include "services/identity/convert.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"

namespace sems::identity::handlers {

absl::StatusOr<v1::GetMyAccountResponse> GetMyAccount(Deps& deps, server::Call& call,
                                                      const v1::GetMyAccountRequest& request) {
  const std::string& account_id = call.caller().account_id;
  return call.Read<v1::GetMyAccountResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::GetMyAccountResponse> {
        const std::optional<AccountRow> account =
            FindAccount(call.scope(), tx, account_id, call.now());
        if (!account.has_value()) return AccountNotFound(account_id);
        v1::GetMyAccountResponse response;
        *response.mutable_account() = ToProto(*account);
        return response;
      });
}

}  // namespace sems::identity::handlers
