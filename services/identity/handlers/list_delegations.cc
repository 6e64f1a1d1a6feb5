#include "common/paging/page.h"
#include "common/status/error.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/delegation.h"

namespace sems::identity::handlers {
namespace {

constexpr size_t kCursorParts = 2;  // first day, id

absl::StatusOr<std::optional<DelegationCursor>> ReadCursor(const paging::Page& page) {
  if (page.IsFirst()) return std::optional<DelegationCursor>();
  const auto day = ParseDay(page.cursor[0]);
  if (!day.has_value() || !IsUuid(page.cursor[1])) {
    FieldErrors errors;
    errors.Add("page_token", "INVALID_PAGE_TOKEN", "is not a token of this list",
               "이 목록의 페이지 토큰이 아닙니다.");
    return errors.ToStatus();
  }
  return std::optional<DelegationCursor>(DelegationCursor{*day, page.cursor[1]});
}

// One page, from the rows and perhaps one too many.
template <class Response>
Response Answer(std::vector<DelegationRow> rows, const paging::Page& page, absl::CivilDay today) {
  Response response;
  if (rows.size() > static_cast<size_t>(page.size)) {
    rows.pop_back();
    response.set_next_page_token(
        page.NextToken({FormatDay(rows.back().period.starts_on), rows.back().delegation_id}));
  }
  for (const DelegationRow& row : rows) *response.add_delegations() = ToProto(row, today);
  return response;
}

}  // namespace

absl::StatusOr<v1::ListDelegationsResponse> ListDelegations(
    Deps& deps, server::Call& call, const v1::ListDelegationsRequest& request) {
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, kCursorParts);
  if (!page.ok()) return page.status();
  const auto cursor = ReadCursor(*page);
  if (!cursor.ok()) return cursor.status();
  return call.Read<v1::ListDelegationsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListDelegationsResponse> {
        return Answer<v1::ListDelegationsResponse>(ListOfSite(call.site(), tx, *cursor, page->size),
                                                   *page, call.today());
      });
}

absl::StatusOr<v1::ListMyDelegationsResponse> ListMyDelegations(
    Deps& deps, server::Call& call, const v1::ListMyDelegationsRequest& request) {
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, kCursorParts);
  if (!page.ok()) return page.status();
  const auto cursor = ReadCursor(*page);
  if (!cursor.ok()) return cursor.status();
  std::optional<absl::CivilDay> live_on;
  if (request.live_only()) live_on = call.today();
  return call.Read<v1::ListMyDelegationsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListMyDelegationsResponse> {
        return Answer<v1::ListMyDelegationsResponse>(
            ListOfAgent(call.scope(), tx, live_on, *cursor, page->size), *page, call.today());
      });
}

}  // namespace sems::identity::handlers
