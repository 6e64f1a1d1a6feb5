#include "common/paging/page.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/operations/convert.h"
#include "services/operations/handlers/handlers.h"
#include "services/operations/handlers/request_fields.h"
#include "services/operations/repository/stack_hours.h"

namespace sems::operations::handlers {

absl::StatusOr<v1::ListStackHoursResponse> ListStackHours(
    Deps&, server::Call& call, const v1::ListStackHoursRequest& request) {
  FieldErrors errors;
  const auto month = ReadMonth("month", request.month(), errors);
  const auto stack_id = ReadId("stack_id", request.stack_id(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 2);
  if (!page.ok()) return page.status();
  std::optional<repository::StackHoursCursor> after;
  if (!page->IsFirst()) {
    const auto day = ParseDay(page->cursor[0]);
    if (!day || !IsUuid(page->cursor[1])) return InvalidPageToken();
    after = {*day, page->cursor[1]};
  }

  return call.Read<v1::ListStackHoursResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListStackHoursResponse> {
        auto found =
            repository::ListStackHours(tx, call.site(), {*month, stack_id}, after, page->size + 1);
        v1::ListStackHoursResponse response;
        response.set_total_size(found.total);
        if (found.rows.size() > static_cast<size_t>(page->size)) {
          found.rows.resize(static_cast<size_t>(page->size));
          const StackHours& last = found.rows.back().record;
          response.set_next_page_token(page->NextToken({FormatDay(last.day), last.stack_id}));
        }
        for (const auto& row : found.rows) *response.add_stack_hours() = ToProto(row);
        return response;
      });
}

}  // namespace sems::operations::handlers
