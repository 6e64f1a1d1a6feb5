#include "services/operations/domain/stack_hours.h"

#include "common/records/etag.h"
#include "common/records/line_reader.h"
#include "common/values/civil.h"
#include "services/operations/domain/item_checks.h"

namespace sems::operations {
namespace {

using records::ProblemKind;

constexpr size_t kMaxRemark = 500;
constexpr ProblemKind kHours{"OUT_OF_RANGE", "must be 0 to 24", "0에서 24까지의 정수여야 합니다"};
constexpr ProblemKind kMinutes{"OUT_OF_RANGE", "must be 0 to 59", "0에서 59까지의 정수여야 합니다"};
constexpr ProblemKind kOverADay{"OUT_OF_RANGE",
                                "a day has 24 hours: with 24 hours the minutes must be 0",
                                "하루는 24시간입니다. 24시간이면 분은 0이어야 합니다"};
constexpr ProblemKind kRemark{"TOO_LONG", "must be at most 500 characters",
                              "500자까지 입력할 수 있습니다"};
constexpr ProblemKind kUnknownStack{"UNKNOWN_STACK", "the inventory of that year has no such stack",
                                    "해당 조사년도의 시설현황에 없는 배출구입니다"};
constexpr ProblemKind kStackClosed{"STACK_CLOSED", "the stack was closed by that day",
                                   "해당 일자에는 이미 폐쇄된 배출구입니다"};

}  // namespace

StackHoursLine ReadStackHours(const RawStackHours& raw, int line, absl::CivilDay today,
                              records::LineProblems& problems) {
  records::LineReader reader(line, today, problems);
  StackHoursLine out;
  out.etag = records::ParseEtag(raw.etag);
  out.remove = raw.remove;
  out.record.stack_id = reader.Id("stack_id", raw.stack_id);
  const std::optional<absl::CivilDay> day = reader.Day("day", raw.day);
  if (day) {
    out.record.day = *day;
    out.month = MonthOf(*day);
    if (!out.record.stack_id.empty()) out.key = StackHoursKey(out.record.stack_id, *day);
  }
  if (raw.remove) return out;

  out.record.hours = raw.hours.value_or(0);
  out.record.minutes = raw.minutes.value_or(0);
  if (!raw.hours) {
    reader.Problem("hours", records::kRequired);
  } else if (*raw.hours < 0 || *raw.hours > 24) {
    reader.Problem("hours", kHours);
  }
  if (out.record.minutes < 0 || out.record.minutes > 59) {
    reader.Problem("minutes", kMinutes);
  } else if (out.record.hours == 24 && out.record.minutes > 0) {
    reader.Problem("minutes", kOverADay);
  }
  out.record.remark = reader.Text("remark", raw.remark, kMaxRemark, kRemark);
  return out;
}

void CheckStacks(const std::vector<StackHoursLine>& lines, const Inventories& inventories,
                 records::LineProblems& problems) {
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].key.empty()) continue;
    const StackHours& record = lines[i].record;
    CheckItem(inventories, &Inventory::stacks, record.stack_id, record.day, static_cast<int>(i),
              "stack_id", kUnknownStack, kStackClosed, problems);
  }
}

std::string StackHoursKey(std::string_view stack_id, absl::CivilDay day) {
  return std::string(stack_id) + ' ' + FormatDay(day);
}

}  // namespace sems::operations
