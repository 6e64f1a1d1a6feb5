#include "common/paging/page.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/operations/convert.h"
#include "services/operations/domain/day_electricity.h"
#include "services/operations/handlers/handlers.h"
#include "services/operations/handlers/request_fields.h"
#include "services/operations/inventories.h"
#include "services/operations/repository/device_operations.h"
#include "services/operations/repository/meter_events.h"

namespace sems::operations::handlers {

absl::StatusOr<v1::ListDeviceOperationsResponse> ListDeviceOperations(
    Deps& deps, server::Call& call, const v1::ListDeviceOperationsRequest& request) {
  FieldErrors errors;
  const auto month = ReadMonth("month", request.month(), errors);
  const auto device_id = ReadId("device_id", request.device_id(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 2);
  if (!page.ok()) return page.status();
  std::optional<repository::DeviceOperationCursor> after;
  if (!page->IsFirst()) {
    const auto day = ParseDay(page->cursor[0]);
    if (!day || !IsUuid(page->cursor[1])) return InvalidPageToken();
    after = {*day, page->cursor[1]};
  }
  const absl::StatusOr<Inventories> inventories =
      LoadInventories(deps, call, call.site().site_id(), {static_cast<int>(month->year())});
  if (!inventories.ok()) return inventories.status();

  using Response = v1::ListDeviceOperationsResponse;
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    auto found = repository::ListDeviceOperations(tx, call.site(), {*month, device_id}, after,
                                                  page->size + 1);
    Response response;
    response.set_total_size(found.total);
    if (found.rows.empty()) return response;
    const DayElectricity electricity(
        *inventories, std::move(found.readings),
        repository::FindMeterEvents(tx, call.site(), found.rows.front().record.day,
                                    found.rows.back().record.day));
    if (found.rows.size() > static_cast<size_t>(page->size)) {
      found.rows.resize(static_cast<size_t>(page->size));
      const DeviceOperation& last = found.rows.back().record;
      response.set_next_page_token(page->NextToken({FormatDay(last.day), last.device_id}));
    }
    for (const auto& row : found.rows)
      *response.add_device_operations() = ToProto(row, electricity.Of(row.record));
    return response;
  });
}

}  // namespace sems::operations::handlers
