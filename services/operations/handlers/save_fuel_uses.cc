#include "services/operations/convert.h"
#include "services/operations/handlers/batch.h"
#include "services/operations/handlers/handlers.h"
#include "services/operations/handlers/line_items.h"
#include "services/operations/inventories.h"
#include "services/operations/repository/fuel_uses.h"

namespace sems::operations::handlers {

absl::StatusOr<v1::SaveFuelUsesResponse> SaveFuelUses(Deps& deps, server::Call& call,
                                                      const v1::SaveFuelUsesRequest& request) {
  if (absl::Status status = CheckLineCount(request.lines_size()); !status.ok()) return status;
  records::LineProblems problems(request.lines_size());
  std::vector<FuelUseLine> lines;
  lines.reserve(static_cast<size_t>(request.lines_size()));
  for (const v1::FuelUse& line : request.lines()) {
    lines.push_back(ReadFuelUse(Raw(line), static_cast<int>(lines.size()), call.today(), problems));
  }
  records::MarkDuplicates(lines, problems);
  const std::set<int> years = records::KeepTwoYears(lines, problems);
  absl::StatusOr<Inventories> inventories =
      LoadInventories(deps, call, call.site().site_id(), years);
  if (!inventories.ok()) return inventories.status();
  CheckFuels(lines, *inventories, problems);

  static const BatchTable<FuelUse> table{
      calendar::RecordKind::kFuel, v1::RECORD_KIND_FUEL_USE, "fuel_use",
      "FUEL_USES_SAVED",           repository::LoadFuelUses, repository::SaveFuelUses};
  const auto item = [&](int i) {
    const v1::FuelUse& line = request.lines(i);
    return ItemLabel("emission_facility", *inventories, &Inventory::emission_facilities,
                     line.emission_facility_id(), "") +
           ' ' +
           ItemLabel("fuel", *inventories, &Inventory::fuels, line.fuel_id(),
                     line.day().empty() ? line.month() : line.day());
  };
  return SaveBatch<v1::SaveFuelUsesResponse>(call, table, lines, problems, request.allow_partial(),
                                             item, {.check = CheckOneGrainPerMonth, .after = {}});
}

}  // namespace sems::operations::handlers
