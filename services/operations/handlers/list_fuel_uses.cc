#include "common/paging/page.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/operations/convert.h"
#include "services/operations/handlers/handlers.h"
#include "services/operations/handlers/request_fields.h"
#include "services/operations/repository/fuel_uses.h"

namespace sems::operations::handlers {

absl::StatusOr<v1::ListFuelUsesResponse> ListFuelUses(Deps&, server::Call& call,
                                                      const v1::ListFuelUsesRequest& request) {
  FieldErrors errors;
  const auto period = ReadPeriod("period", request.period(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 4);
  if (!page.ok()) return page.status();
  std::optional<repository::FuelUseCursor> after;
  if (!page->IsFirst()) {
    const auto& cursor = page->cursor;
    const auto day = ParseDay(cursor[0]);
    if (!day || !IsUuid(cursor[2]) || !IsUuid(cursor[3])) return InvalidPageToken();
    after = {*day, cursor[1] == "daily", cursor[2], cursor[3]};
  }

  return call.Read<v1::ListFuelUsesResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListFuelUsesResponse> {
        auto found = repository::ListFuelUses(tx, call.site(), period->first, period->second, after,
                                              page->size + 1);
        v1::ListFuelUsesResponse response;
        response.set_total_size(found.total);
        if (found.rows.size() > static_cast<size_t>(page->size)) {
          found.rows.resize(static_cast<size_t>(page->size));
          const FuelUse& last = found.rows.back().record;
          response.set_next_page_token(
              page->NextToken({FormatDay(last.day), last.daily ? "daily" : "monthly",
                               last.emission_facility_id, last.fuel_id}));
        }
        for (const auto& row : found.rows) *response.add_fuel_uses() = ToProto(row);
        return response;
      });
}

}  // namespace sems::operations::handlers
