#include "common/calendar/closing_dates.h"

#include "common/calendar/closing_rules.h"
#include "common/values/civil.h"

namespace sems::calendar {
namespace {

ComputedDate Compute(DateRule rule, absl::CivilDay anchor) {
  rule.party = Party::kPrivate;
  rule.article = "SEMS·IEPS 매뉴얼 01 ② 등록 주기";
  return ComputeDate(rule, anchor, {}, {}, anchor, Holidays::BuiltIn());
}

// 익월 말: up to the end of the month after the record's.
ComputedDate NextMonthEnd(absl::CivilMonth month) {
  DateRule rule;
  rule.mode = Mode::kPeriodicMonth;
  rule.direction = Direction::kEvery;
  rule.period = Period{1, Unit::kMonths};
  rule.anchor_event = "record_month";
  return Compute(std::move(rule), FirstDay(month));
}

// 다음해 1월 말: the first 31 January after the record's month.
ComputedDate NextJanuaryEnd(absl::CivilMonth month) {
  DateRule rule;
  rule.mode = Mode::kCalendarYearly;
  rule.direction = Direction::kBefore;
  rule.month_day = "01-31";
  rule.anchor_event = "record_month_after";
  return Compute(std::move(rule), FirstDay(month + 1));
}

}  // namespace

ComputedDate SemsClosing(RecordKind kind, absl::CivilMonth month) {
  switch (kind) {
    case RecordKind::kStackHours:
    case RecordKind::kDeviceOperation:
    case RecordKind::kSelfMeasurement:
      return NextMonthEnd(month);
    case RecordKind::kFuel:
    case RecordKind::kMaterial:
    case RecordKind::kEnergy:
    case RecordKind::kProduct:
      break;
  }
  return NextJanuaryEnd(month);
}

ComputedDate IepsClosing(absl::CivilMonth month) { return NextMonthEnd(month); }

absl::CivilDay SemsDueOn(RecordKind kind, absl::CivilMonth month) {
  return *SemsClosing(kind, month).due;
}

absl::CivilDay IepsClosesOn(absl::CivilMonth month) { return *IepsClosing(month).due; }

}  // namespace sems::calendar
