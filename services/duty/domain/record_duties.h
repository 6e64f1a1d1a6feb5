#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/calendar/closing_dates.h"
#include "services/duty/domain/duty.h"

// The duties that come from records: operating records by month or year, self-measurement by the
// class of the stack. Nothing of them is stored here: what is there is asked of those who keep the
// records, when they are due follows from the month (common/calendar/closing_dates.h).
namespace sems::duty {

// How much of a kind of record is there in a month; a month without expected records has no row.
struct MonthRow {
  absl::CivilMonth month;
  calendar::RecordKind kind = calendar::RecordKind::kStackHours;
  int expected = 0;
  int entered = 0;
  int late = 0;
};

struct SampledDay {
  absl::CivilDay day;
  bool late = false;
};

// A stack as it stands in a survey year, with its sampling days of that year.
struct SampledStack {
  std::string stack_id;
  int survey_year = 0;
  std::string number;
  int stack_class = 0;  // 배출구 종별 1–5; 0: not entered, the site's own class counts
  bool tms = false;     // measured automatically: no self-measurement
  std::optional<absl::CivilDay> closed_on;
  std::vector<SampledDay> days;
};

// For whom and when.
struct RecordQuestion {
  absl::CivilDay from;  // due days, both included
  absl::CivilDay to;
  absl::CivilDay today;
  absl::CivilDay approved_on;  // nothing is owed for the time before
  int site_class = 0;          // 종별 1–5
  bool site_closed = false;    // owes nothing for months that have not begun to be owed
};

// The months whose records have to be known to answer: none when nothing can fall due.
struct MonthRange {
  absl::CivilMonth first;
  absl::CivilMonth last;
};
std::optional<MonthRange> MonthsToAsk(const RecordQuestion& question);

// Daily records by the month, amounts of use and output by the year. Months to come have what the
// latest known month has.
std::vector<Duty> OperatingRecordDuties(const RecordQuestion& question,
                                        const std::vector<MonthRow>& rows);

// 자가측정: class 1 once a week, class 2 twice a month, class 3 once in two months, classes 4 and 5
// once in half a year (대기환경보전법 시행규칙 별표 11). One duty for each month in which a period
// of a stack ends, due by the end of the next month.
std::vector<Duty> SelfMeasurementDuties(const RecordQuestion& question,
                                        const std::vector<SampledStack>& stacks);

}  // namespace sems::duty
