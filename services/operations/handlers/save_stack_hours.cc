#include "common/values/civil.h"
#include "services/operations/convert.h"
#include "services/operations/handlers/batch.h"
#include "services/operations/handlers/handlers.h"
#include "services/operations/handlers/line_items.h"
#include "services/operations/inventories.h"
#include "services/operations/repository/stack_hours.h"

namespace sems::operations::handlers {

absl::StatusOr<v1::SaveStackHoursResponse> SaveStackHours(
    Deps& deps, server::Call& call, const v1::SaveStackHoursRequest& request) {
  if (absl::Status status = CheckLineCount(request.lines_size()); !status.ok()) return status;
  records::LineProblems problems(request.lines_size());
  std::vector<StackHoursLine> lines;
  lines.reserve(static_cast<size_t>(request.lines_size()));
  for (const v1::StackHours& line : request.lines()) {
    lines.push_back(
        ReadStackHours(Raw(line), static_cast<int>(lines.size()), call.today(), problems));
  }
  records::MarkDuplicates(lines, problems);
  const std::set<int> years = records::KeepTwoYears(lines, problems);
  absl::StatusOr<Inventories> inventories =
      LoadInventories(deps, call, call.site().site_id(), years);
  if (!inventories.ok()) return inventories.status();
  CheckStacks(lines, *inventories, problems);

  static const BatchTable<StackHours> table{calendar::RecordKind::kStackHours,
                                            v1::RECORD_KIND_STACK_HOURS,
                                            "stack_hours",
                                            "STACK_HOURS_SAVED",
                                            repository::LoadStackHours,
                                            repository::SaveStackHours};
  const auto item = [&](int i) {
    const v1::StackHours& line = request.lines(i);
    return ItemLabel("stack", *inventories, &Inventory::stacks, line.stack_id(), line.day());
  };
  return SaveBatch<v1::SaveStackHoursResponse>(call, table, lines, problems,
                                               request.allow_partial(), item, {});
}

}  // namespace sems::operations::handlers
