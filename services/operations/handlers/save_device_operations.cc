#include "services/operations/convert.h"
#include "services/operations/domain/day_electricity.h"
#include "services/operations/handlers/batch.h"
#include "services/operations/handlers/handlers.h"
#include "services/operations/handlers/line_items.h"
#include "services/operations/inventories.h"
#include "services/operations/repository/device_operations.h"
#include "services/operations/repository/meter_events.h"

namespace sems::operations::handlers {

absl::StatusOr<v1::SaveDeviceOperationsResponse> SaveDeviceOperations(
    Deps& deps, server::Call& call, const v1::SaveDeviceOperationsRequest& request) {
  if (absl::Status status = CheckLineCount(request.lines_size()); !status.ok()) return status;
  records::LineProblems problems(request.lines_size());
  std::vector<DeviceOperationLine> lines;
  lines.reserve(static_cast<size_t>(request.lines_size()));
  for (const v1::DeviceOperation& line : request.lines()) {
    lines.push_back(
        ReadDeviceOperation(Raw(line), static_cast<int>(lines.size()), call.today(), problems));
  }
  records::MarkDuplicates(lines, problems);
  const std::set<int> years = records::KeepTwoYears(lines, problems);
  absl::StatusOr<Inventories> inventories =
      LoadInventories(deps, call, call.site().site_id(), years);
  if (!inventories.ok()) return inventories.status();
  CheckDevices(lines, *inventories, problems);

  static const BatchTable<DeviceOperation> table{calendar::RecordKind::kDeviceOperation,
                                                 v1::RECORD_KIND_DEVICE_OPERATION,
                                                 "device_operation",
                                                 "DEVICE_OPERATIONS_SAVED",
                                                 repository::LoadDeviceOperations,
                                                 repository::SaveDeviceOperations};
  const auto item = [&](int i) {
    const v1::DeviceOperation& line = request.lines(i);
    return ItemLabel("device", *inventories, &Inventory::devices, line.device_id(), line.day());
  };
  // The reading is saved all the same; the line says why the day's electricity stays empty.
  const auto warn = [&](db::Tx& tx, const std::vector<bool>& saved,
                        v1::SaveDeviceOperationsResponse& response) {
    repository::DayRange range;
    for (size_t i = 0; i < lines.size(); ++i) {
      if (saved[i] && !lines[i].remove) range.Add(lines[i].record.day);
    }
    if (range.empty()) return;
    const DayElectricity electricity(
        *inventories, repository::FindReadings(tx, call.site(), range.first - 1, range.last),
        repository::FindMeterEvents(tx, call.site(), range.first, range.last));
    for (size_t i = 0; i < lines.size(); ++i) {
      if (!saved[i] || lines[i].remove) continue;
      const records::ProblemKind* warning =
          ElectricityWarning(electricity.Of(lines[i].record).state);
      if (warning == nullptr) continue;
      common::v1::LineWarning& out = *response.add_warnings();
      out.set_line(static_cast<int>(i));
      out.set_item(item(static_cast<int>(i)));
      out.set_field("readings");
      out.set_code(std::string(warning->code));
      out.set_message(std::string(warning->message));
      out.set_message_ko(std::string(warning->message_ko));
    }
  };
  return SaveBatch<v1::SaveDeviceOperationsResponse>(
      call, table, lines, problems, request.allow_partial(), item, {.check = {}, .after = warn});
}

}  // namespace sems::operations::handlers
