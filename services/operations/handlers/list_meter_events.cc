#include "common/paging/page.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/operations/convert.h"
#include "services/operations/handlers/handlers.h"
#include "services/operations/handlers/request_fields.h"
#include "services/operations/repository/meter_events.h"

namespace sems::operations::handlers {

absl::StatusOr<v1::ListMeterEventsResponse> ListMeterEvents(
    Deps&, server::Call& call, const v1::ListMeterEventsRequest& request) {
  FieldErrors errors;
  const auto month = ReadMonth("month", request.month(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 2);
  if (!page.ok()) return page.status();
  std::optional<repository::MeterEventCursor> after;
  if (!page->IsFirst()) {
    const auto day = ParseDay(page->cursor[0]);
    if (!day || !IsUuid(page->cursor[1])) return InvalidPageToken();
    after = {*day, page->cursor[1]};
  }

  return call.Read<v1::ListMeterEventsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListMeterEventsResponse> {
        auto rows = repository::ListMeterEvents(tx, call.site(), *month, after, page->size + 1);
        v1::ListMeterEventsResponse response;
        if (rows.size() > static_cast<size_t>(page->size)) {
          rows.resize(static_cast<size_t>(page->size));
          response.set_next_page_token(
              page->NextToken({FormatDay(rows.back().record.day), rows.back().record.meter_id}));
        }
        for (const auto& row : rows) *response.add_events() = ToProto(row);
        return response;
      });
}

}  // namespace sems::operations::handlers
