#include "services/noise/domain/operation_log.h"

#include <map>
#include <optional>
#include <set>

#include "common/records/etag.h"
#include "common/records/line_reader.h"
#include "common/values/civil.h"

namespace sems::noise {
namespace {

using records::ProblemKind;

constexpr size_t kMaxFacility = 100;
constexpr size_t kMaxName = 50;
constexpr size_t kMaxMatters = 2000;

constexpr ProblemKind kWeekNotOver{"WEEK_NOT_OVER",
                                   "the week can be recorded from the day after its last day on",
                                   "해당 주가 끝난 다음 날부터 기록할 수 있습니다"};
constexpr ProblemKind kOffTheClock{
    "OFF_THE_CLOCK", "the week must end on the day before a due day of the duty's case",
    "운영기록 의무의 기한일 전날에 끝나는 주여야 합니다"};
constexpr ProblemKind kOverlapping{"OVERLAPPING_WEEK",
                                   "another entry of the facility has days of this week",
                                   "같은 시설의 다른 기록과 기간이 겹칩니다"};
constexpr ProblemKind kHours{"OUT_OF_RANGE", "must be 0 to the hours of the week (168)",
                             "0부터 한 주의 시간(168시간)까지여야 합니다"};
constexpr ProblemKind kFacility{"TOO_LONG", "must be at most 100 characters",
                                "100자까지 입력할 수 있습니다"};
constexpr ProblemKind kName{"TOO_LONG", "must be at most 50 characters",
                            "50자까지 입력할 수 있습니다"};
constexpr ProblemKind kMatters{"TOO_LONG", "must be at most 2,000 characters",
                               "2,000자까지 입력할 수 있습니다"};

}  // namespace

std::string OperationKey(absl::CivilDay week_from, std::string_view facility) {
  return FormatDay(week_from) + ' ' + std::string(facility);
}

OperationLine ReadOperationEntry(const RawOperationEntry& raw, int line, int week_days,
                                 absl::CivilDay today, records::LineProblems& problems) {
  records::LineReader reader(line, today, problems);
  OperationLine out;
  out.etag = records::ParseEtag(raw.etag);
  out.remove = raw.remove;
  OperationEntry& entry = out.record;
  entry.facility = reader.RequiredText("facility", raw.facility, kMaxFacility, kFacility);
  const std::optional<absl::CivilDay> day = reader.Day("week_from", raw.week_from);
  if (day) {
    entry.week_from = *day;
    out.month = MonthOf(*day);
    if (!entry.facility.empty()) out.key = OperationKey(*day, entry.facility);
    if (!raw.remove && *day + week_days > today) reader.Problem("week_from", kWeekNotOver);
  }
  if (raw.remove) return out;

  static constexpr int kHoursOfADay = 24;
  if (raw.running_hours.empty()) reader.Problem("running_hours", records::kRequired);
  entry.running_hours = reader
                            .OptionalNumber("running_hours", raw.running_hours, Decimal(0),
                                            Decimal(kHoursOfADay * week_days), kHours)
                            .value_or(Decimal());
  entry.managed_by = reader.RequiredText("managed_by", raw.managed_by, kMaxName, kName);
  entry.operated_by = reader.RequiredText("operated_by", raw.operated_by, kMaxName, kName);
  entry.important_matters =
      reader.Text("important_matters", raw.important_matters, kMaxMatters, kMatters);
  entry.discontinued = raw.discontinued;
  return out;
}

void CheckOnGrid(const std::vector<OperationLine>& lines, absl::CivilDay anchor, int week_days,
                 const std::string& facility, records::LineProblems& problems) {
  for (size_t i = 0; i < lines.size(); ++i) {
    const OperationLine& line = lines[i];
    if (line.key.empty() || line.remove || line.record.week_from < anchor) continue;
    if (!facility.empty() && line.record.facility != facility) continue;
    if ((line.record.week_from - anchor) % week_days != 0)
      problems.Add(static_cast<int>(i), "week_from", kOffTheClock);
  }
}

void CheckOverlaps(const std::vector<OperationLine>& lines,
                   const records::StoredRecords<OperationEntry>& stored, int week_days,
                   records::LineProblems& problems) {
  std::map<std::string, std::set<absl::CivilDay>> weeks;  // by facility
  for (const auto& [key, entry] : stored)
    weeks[entry.record.facility].insert(entry.record.week_from);
  for (const OperationLine& line : lines) {
    if (line.key.empty()) continue;
    if (line.remove) {
      weeks[line.record.facility].erase(line.record.week_from);
    } else {
      weeks[line.record.facility].insert(line.record.week_from);
    }
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    const OperationLine& line = lines[i];
    if (line.key.empty() || line.remove) continue;
    const std::set<absl::CivilDay>& others = weeks[line.record.facility];
    const auto self = others.find(line.record.week_from);
    const bool before = self != others.begin() && *self - *std::prev(self) < week_days;
    const bool after = std::next(self) != others.end() && *std::next(self) - *self < week_days;
    if (before || after) problems.Add(static_cast<int>(i), "week_from", kOverlapping);
  }
}

}  // namespace sems::noise
