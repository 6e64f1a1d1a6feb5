#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/calendar/holidays.h"
#include "common/calendar/period.h"

// Statutory periods (법정기간): from an anchor, a rule, stops and extensions to a day that explains
// itself. Pure: the same input always gives the same day.
//
// How days are counted (민법 제157조, 제159조–제161조; the laws at hand are silent), in this order:
// 1. The anchor day is not counted, what is done on the due day is in time; months and years end on
//    the same day number or on the last day of the month. A cycle is counted from its anchor each
//    time, so that it does not drift.
// 2. Days of a stop do not count: stops are merged, and the period goes on for as many days as fell
//    into them, stops that it only reaches by that among them. A stop that lies before the anchor,
//    on the anchor day or after the end takes nothing out.
// 3. Each extension is counted from the old expiry, as it was before any move for a holiday, and
//    has stops of its own days taken out in the same way.
// 4. Last, where it may (MayMove), the day moves to the next working day.
namespace sems::calendar {

enum class Direction { kAfter, kBefore, kEvery };

enum class Mode {
  kFixed,           // of the length that the law gives
  kSetByAuthority,  // the authority sets it, up to the law's maximum
  kExtensionLimit,  // the longest extension, from the old expiry
  kImmediate,  // 지체 없이: no number in law; a service level stands in, and is never a legal day
  kSimultaneous,    // 동시에: with the anchor
  kBeforeEvent,     // before the anchor, no number
  kPeriodic,        // each time a cycle comes round
  kPeriodicMonth,   // during the calendar month in which the cycle comes round
  kCalendarYearly,  // each year up to a month and day
  kAbsolute,        // up to one calendar day
  kSameYear,        // up to 31 December of the anchor's year
  kDurationLimit,   // the longest duration of something; the end of a period of obligation
  kUnspecified,     // the law names no limit
};

// What a deadline may say for itself; absent: the default of its mode, direction and party.
struct Switches {
  std::optional<bool> first_day_in;   // default: the anchor day is not counted
  std::optional<bool> holiday_moves;  // default: only after-deadlines of private parties
  std::optional<bool> working_days;   // default: all days count

  friend bool operator==(const Switches&, const Switches&) = default;
};

// Who owes it. The clock of an authority or a public body never moves for a holiday.
enum class Party { kPrivate, kAuthority };

// A time in which a clock stands still; both days are taken out of the count.
struct Stop {
  absl::CivilDay from;
  std::optional<absl::CivilDay> to;  // none: still running
  std::string cause;
};

struct Extension {
  Period period;
  absl::CivilDay granted_on;
  std::string article;
};

struct DateRule {
  Mode mode = Mode::kFixed;
  Direction direction = Direction::kAfter;
  std::optional<Period> period;  // none: no number, and so no day
  Party party = Party::kAuthority;
  Switches switches;
  std::string article;
  std::string anchor_event;
  std::string month_day;              // kCalendarYearly: "11-30"
  std::optional<absl::CivilDay> day;  // kAbsolute
  int step = 1;                       // kEvery and kCalendarYearly: which time it comes round
  int service_level_days = 7;         // kImmediate
};

struct MergedStop {
  absl::CivilDay from;
  std::optional<absl::CivilDay> to;
  std::vector<std::string> causes;
  int days = 0;  // taken out of the count
};

struct AppliedExtension {
  Extension extension;
  absl::CivilDay old_due;  // before any move for a holiday
  absl::CivilDay new_due;
};

struct SkippedDay {
  absl::CivilDay day;
  std::string name_ko;  // "토요일", "설날"
};

// How a day came about.
struct Explanation {
  std::string anchor_event;
  absl::CivilDay anchor_on;
  Mode mode = Mode::kFixed;
  Direction direction = Direction::kAfter;
  std::optional<Period> period;
  int step = 1;
  std::string article;
  bool first_day_in = false;
  bool working_days = false;
  std::optional<absl::CivilDay> unmoved;  // the last day before any move for a holiday
  std::vector<MergedStop> stops;
  std::vector<AppliedExtension> extensions;
  std::vector<SkippedDay> skipped;
};

struct ComputedDate {
  // The last day that is in time. None: the rule has no number.
  std::optional<absl::CivilDay> due;
  // N일 전까지, read with N full days between: past it one is warned, past `due` one is late.
  std::optional<absl::CivilDay> warn;
  // kPeriodicMonth: the whole month.
  std::optional<absl::CivilDay> window_from;
  std::optional<absl::CivilDay> window_to;
  bool service_level_only = false;  // `due` is this system's own level, no day of the law
  bool suspended = false;           // a stop is running: `due` moves on with every day of it
  Explanation explanation;

  bool moved() const { return !explanation.skipped.empty(); }
};

// Stops that overlap or follow each other directly are one. Sorted; a running one counts up to
// `as_of`.
std::vector<MergedStop> MergeStops(const std::vector<Stop>& stops, absl::CivilDay as_of);

// The day, counted as said above. Extensions are applied in the order in which they are given.
ComputedDate ComputeDate(const DateRule& rule, absl::CivilDay anchor,
                         const std::vector<Stop>& stops, const std::vector<Extension>& extensions,
                         absl::CivilDay as_of, const Holidays& holidays);

// Whether a day so computed may move to a later day at all: only an after-deadline of a private
// party. Before-deadlines, an authority's clock, cycles, calendar days and the ends of periods of
// obligation never do, whatever a switch says.
bool MayMove(const DateRule& rule);

// What an event or the cause of a stop is called; empty: it has no name.
using NameLookup = std::function<std::string(const std::string& id)>;

// One paragraph for a reader. Without names the anchor is told by its day alone.
std::string ExplainKo(const ComputedDate& date, const NameLookup& name_of = nullptr);
std::string ExplainEn(const ComputedDate& date, const NameLookup& name_of = nullptr);

}  // namespace sems::calendar
