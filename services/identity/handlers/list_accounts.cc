#include <algorithm>

#include "absl/strings/ascii.h"
#include "common/paging/page.h"
#include "common/status/error.h"
#include "services/identity/convert.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"

namespace sems::identity::handlers {
namespace {

absl::StatusOr<AccountFilter> ReadFilter(const v1::ListAccountsRequest& request) {
  FieldErrors errors;
  AccountFilter filter;
  filter.role = RoleName(request.role());
  if (filter.role.empty() && request.role() != common::v1::ROLE_UNSPECIFIED) {
    errors.Add("role", "UNKNOWN", "is no role", "없는 역할입니다.");
  }
  switch (request.state()) {
    case v1::ACCOUNT_STATE_UNSPECIFIED:
      break;
    case v1::ACCOUNT_STATE_ACTIVE:
      filter.state = "ACTIVE";
      break;
    case v1::ACCOUNT_STATE_LOCKED:
      filter.state = "LOCKED";
      break;
    default:
      errors.Add("state", "UNKNOWN", "is no state", "없는 상태입니다.");
  }
  filter.login_prefix = request.login_prefix();
  absl::AsciiStrToLower(&filter.login_prefix);
  const std::string& prefix = filter.login_prefix;
  if (!std::all_of(prefix.begin(), prefix.end(), absl::ascii_isgraph)) {
    errors.Add("login_prefix", "FORMAT", "holds characters that no login has",
               "아이디에 쓸 수 없는 문자입니다.");
  }
  if (!errors.empty()) return errors.ToStatus();
  return filter;
}

}  // namespace

absl::StatusOr<v1::ListAccountsResponse> ListAccounts(Deps& deps, server::Call& call,
                                                      const v1::ListAccountsRequest& request) {
  absl::StatusOr<AccountFilter> filter = ReadFilter(request);
  if (!filter.ok()) return filter.status();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 1);
  if (!page.ok()) return page.status();
  if (!page->IsFirst()) filter->after_login = page->cursor[0];
  filter->limit = page->size;

  call.LookedAt({.whose = "accounts", .what = "list of accounts, masked"});
  return call.Read<v1::ListAccountsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListAccountsResponse> {
        if (!IsActive(tx, call.caller().account_id)) return AccountLocked();
        std::vector<AccountRow> accounts = ListAccountRows(call.scope(), tx, *filter, call.now());
        v1::ListAccountsResponse response;
        if (accounts.size() > static_cast<size_t>(page->size)) {
          accounts.pop_back();
          response.set_next_page_token(page->NextToken({accounts.back().login}));
        }
        for (const AccountRow& account : accounts) {
          *response.add_accounts() = ToMaskedProto(account);
        }
        response.set_total_size(CountAccounts(call.scope(), tx, *filter));
        return response;
      });
}

}  // namespace sems::identity::handlers
