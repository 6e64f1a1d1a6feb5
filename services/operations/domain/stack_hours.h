#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/records/batch.h"
#include "common/records/line_problems.h"
#include "services/operations/domain/inventory.h"

namespace sems::operations {

// 배출구 가동시간: one stack on one day.
struct StackHours {
  std::string stack_id;
  absl::CivilDay day;
  int hours = 0;
  int minutes = 0;
  std::string remark;
  bool operator==(const StackHours&) const = default;
};

// A line as it was sent.
struct RawStackHours {
  std::string_view stack_id = {};
  std::string_view day = {};
  std::optional<int> hours = {};
  std::optional<int> minutes = {};
  std::string_view remark = {};
  std::string_view etag = {};
  bool remove = false;
};

using StackHoursLine = records::BatchLine<StackHours>;

// A day has 24 hours: 24 h 00 min is the most (IEPS manual, 02 ③ 배출구 가동시간: 시간, 분, 비고).
StackHoursLine ReadStackHours(const RawStackHours& raw, int line, absl::CivilDay today,
                              records::LineProblems& problems);

// The stack exists in the year's inventory and still ran on the day.
void CheckStacks(const std::vector<StackHoursLine>& lines, const Inventories& inventories,
                 records::LineProblems& problems);

std::string StackHoursKey(std::string_view stack_id, absl::CivilDay day);

}  // namespace sems::operations
