#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/db/tx.h"
#include "common/server/scope.h"
#include "services/operations/domain/stack_hours.h"
#include "services/operations/repository/entry.h"

namespace sems::operations::repository {

// What is stored under the lines' keys and near them, locked.
records::StoredRecords<StackHours> LoadStackHours(db::Tx& tx, const server::SiteScope& site,
                                                  const std::vector<StackHoursLine>& lines);

// Keeps the former rows of what changes, then changes it: at most three statements.
void SaveStackHours(db::Tx& tx, const server::SiteScope& site,
                    const std::vector<Write<StackHours>>& writes, const Actor& actor);

struct StackHoursFilter {
  absl::CivilMonth month;
  std::optional<std::string> stack_id;
};
struct StackHoursCursor {
  absl::CivilDay day;
  std::string stack_id;
};
ListedPage<StackHours> ListStackHours(db::Tx& tx, const server::SiteScope& site,
                                      const StackHoursFilter& filter,
                                      const std::optional<StackHoursCursor>& after, int limit);

// All of the month, in the order of day and stack.
std::vector<Listed<StackHours>> MonthOfStackHours(db::Tx& tx, const server::SiteScope& site,
                                                  absl::CivilMonth month);

}  // namespace sems::operations::repository
