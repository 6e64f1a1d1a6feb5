#include <charconv>
#include <optional>

#include "common/paging/page.h"
#include "common/status/error.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/measurement/convert.h"
#include "services/measurement/handlers/handlers.h"
#include "services/measurement/repository/samplings.h"

namespace sems::measurement::handlers {
namespace {

// Page tokens are no secret: one whose parts are not what this list put there is as bad as a
// garbled one.
std::optional<repository::Cursor> ReadCursor(const std::vector<std::string>& parts) {
  const auto day = ParseDay(parts[0]);
  int number = 0;
  const auto [end, error] =
      std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), number);
  if (!day || !IsUuid(parts[1]) || error != std::errc() || number < 1 || number > 999)
    return std::nullopt;
  return repository::Cursor{*day, parts[1], number};
}

}  // namespace

absl::StatusOr<v1::ListSelfMeasurementsResponse> ListSelfMeasurements(
    Deps&, server::Call& call, const v1::ListSelfMeasurementsRequest& request) {
  FieldErrors errors;
  const auto month = ParseMonth(request.month());
  if (request.month().empty()) {
    errors.Required("month");
  } else if (!month) {
    errors.Add("month", "INVALID_MONTH", "must be a month, as YYYY-MM",
               "년월을 YYYY-MM 형식으로 입력해야 합니다");
  }
  if (!request.stack_id().empty() && !IsUuid(request.stack_id())) {
    errors.Add("stack_id", "INVALID_ID", "must be a UUID", "식별자 형식이 올바르지 않습니다");
  }
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 3);
  if (!page.ok()) return page.status();
  std::optional<repository::Cursor> after;
  if (!page->IsFirst()) {
    after = ReadCursor(page->cursor);
    if (!after) {
      return Error(absl::StatusCode::kInvalidArgument, "INVALID_PAGE_TOKEN",
                   "The page token is not one of this list.", "이 목록의 페이지 토큰이 아닙니다.");
    }
  }
  const repository::Filter filter{*month, request.stack_id().empty()
                                              ? std::nullopt
                                              : std::optional<std::string>(request.stack_id())};

  using Response = v1::ListSelfMeasurementsResponse;
  absl::StatusOr<Response> response =
      call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
        auto found = repository::ListSamplings(tx, call.site(), filter, after, page->size + 1);
        Response listed;
        listed.set_total_size(found.total);
        if (found.rows.size() > static_cast<size_t>(page->size)) {
          found.rows.resize(static_cast<size_t>(page->size));
          const Sampling& last = found.rows.back().record;
          listed.set_next_page_token(
              page->NextToken({FormatDay(last.day), last.stack_id, std::to_string(last.number)}));
        }
        for (const auto& row : found.rows) *listed.add_self_measurements() = ToProto(row);
        return listed;
      });
  if (!response.ok()) return response.status();
  call.LookedAt({.whose = "site " + call.site().site_id(),
                 .what = "samplers and analysts of self-measurements " + request.month()});
  return response;
}

}  // namespace sems::measurement::handlers
