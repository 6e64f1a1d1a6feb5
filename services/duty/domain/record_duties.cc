#include "services/duty/domain/record_duties.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "common/values/civil.h"

namespace sems::duty {
namespace {

using calendar::RecordKind;

// Records are warned of a week before their day.
constexpr int kWarnDays = 7;
// Half a year, for the longest period of self-measurement, and the week that reaches into it.
constexpr int kLongestPeriodMonths = 6;
constexpr int kMostMonths = 60;

struct KindFacts {
  RecordKind kind;
  std::string_view name;  // in ids
  bool yearly;
  std::string_view ko;
  std::string_view en;
};
constexpr KindFacts kKinds[] = {
    {RecordKind::kStackHours, "stack_hours", false, "배출구 가동시간", "Stack operating hours"},
    {RecordKind::kDeviceOperation, "device_operation", false, "방지시설 운전사항",
     "Control device operation"},
    {RecordKind::kFuel, "fuel", true, "연료사용량", "Fuel use"},
    {RecordKind::kMaterial, "material", true, "원료사용량", "Material use"},
    {RecordKind::kEnergy, "energy", true, "전기사용량", "Electricity and energy use"},
    {RecordKind::kProduct, "product", true, "제품생산량", "Product output"},
};

std::string MonthKo(absl::CivilMonth month) {
  return absl::StrCat(month.year(), "년 ", month.month(), "월분");
}

Status StatusOfRecords(const Progress& progress, bool over, absl::CivilDay due_on,
                       absl::CivilDay today) {
  if (over && progress.entered >= progress.expected)
    return progress.late > 0 ? Status::kDoneLate : Status::kDone;
  return StatusOn(ClockStatus::kRunning, due_on, today);
}

StatutoryRole Operator() {
  return {"operator", {"사업자", "permit holder of emission facility"}, "SITE_OPERATOR"};
}

Duty RecordDuty(std::string_view kind, std::string period, absl::CivilDay due_on) {
  Duty duty;
  duty.id = absl::StrCat("record.", std::string(kind), ".", period);
  duty.source = "operations";
  duty.kind = Kind::kRecord;
  duty.who = {Operator()};
  duty.due_on = due_on;
  duty.warn_on = due_on - kWarnDays;
  return duty;
}

std::string CountsKo(const std::optional<Progress>& progress) {
  if (!progress) return "";
  return absl::StrCat(" ", progress->expected, "건 중 ", progress->entered, "건이 입력되었습니다.");
}
std::string CountsEn(const std::optional<Progress>& progress) {
  if (!progress) return "";
  return absl::StrCat(" ", progress->entered, " of ", progress->expected, " are there.");
}

void Explain(Duty& duty, std::string_view subject_ko, std::string_view subject_en,
             std::string_view rule_ko, std::string_view rule_en) {
  const std::string day = FormatDay(*duty.due_on);
  duty.explanation.ko = absl::StrCat(std::string(subject_ko), ": ", std::string(rule_ko), " ", day,
                                     "까지 입력합니다. 휴일이어도 기한은 옮겨지지 않습니다.",
                                     CountsKo(duty.progress));
  duty.explanation.en =
      absl::StrCat(std::string(subject_en), " is entered by ", day, ", ", std::string(rule_en),
                   ". The day never moves for a holiday.", CountsEn(duty.progress));
}

// The kind's row of a month; nullptr: nothing is expected.
const MonthRow* Row(const std::vector<MonthRow>& rows, RecordKind kind, absl::CivilMonth month) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const MonthRow& row) {
    return row.kind == kind && row.month == month;
  });
  return found == rows.end() ? nullptr : &*found;
}

bool InWindow(const RecordQuestion& question, absl::CivilDay due_on) {
  return question.from <= due_on && due_on <= question.to;
}

void AddMonthly(const RecordQuestion& question, const std::vector<MonthRow>& rows,
                const KindFacts& facts, std::vector<Duty>& duties) {
  const absl::CivilMonth now = MonthOf(question.today);
  const bool goes_on = Row(rows, facts.kind, now) != nullptr && !question.site_closed;
  for (absl::CivilMonth month = std::max(MonthOf(question.from) - 1, MonthOf(question.approved_on));
       month <= MonthOf(question.to) - 1; ++month) {
    const absl::CivilDay due_on = calendar::SemsDueOn(facts.kind, month);
    if (!InWindow(question, due_on)) continue;
    const MonthRow* row = Row(rows, facts.kind, month);
    if (month <= now ? row == nullptr || (month == now && question.site_closed) : !goes_on)
      continue;
    Duty duty = RecordDuty(facts.name, FormatMonth(month), due_on);
    duty.started_on = FirstDay(month);
    if (month <= now) {
      duty.progress = Progress{row->expected, row->entered, row->late};
      duty.status = StatusOfRecords(*duty.progress, month < now || question.today == LastDay(month),
                                    due_on, question.today);
    }
    duty.title = {absl::StrCat(std::string(facts.ko), " ", MonthKo(month), " 입력"),
                  absl::StrCat(std::string(facts.en), " of ", FormatMonth(month))};
    Explain(duty, absl::StrCat(MonthKo(month), " ", std::string(facts.ko)), duty.title.en,
            "익월 말일인", "the end of the next month");
    duties.push_back(std::move(duty));
  }
}

void AddYearly(const RecordQuestion& question, const std::vector<MonthRow>& rows,
               const KindFacts& facts, std::vector<Duty>& duties) {
  const absl::CivilMonth now = MonthOf(question.today);
  const bool goes_on = Row(rows, facts.kind, now) != nullptr && !question.site_closed;
  for (auto year = std::max(question.from.year() - 1, question.approved_on.year());
       year <= question.to.year() - 1; ++year) {
    const absl::CivilDay due_on = calendar::SemsDueOn(facts.kind, absl::CivilMonth(year, 1));
    if (!InWindow(question, due_on)) continue;
    Progress progress;
    bool expected = false;
    bool complete = true;
    for (absl::CivilMonth month =
             std::max(absl::CivilMonth(year, 1), MonthOf(question.approved_on));
         month <= std::min(absl::CivilMonth(year, 12), now); ++month) {
      const MonthRow* row = Row(rows, facts.kind, month);
      if (row == nullptr) continue;
      expected = true;
      complete = complete && row->entered >= row->expected;
      progress.expected += row->expected;
      progress.entered += row->entered;
      progress.late += row->late;
    }
    const bool begun = absl::CivilMonth(year, 1) <= now;
    if (begun ? !expected : !goes_on) continue;
    Duty duty = RecordDuty(facts.name, absl::StrCat(year), due_on);
    duty.started_on = absl::CivilDay(year, 1, 1);
    if (begun) {
      duty.progress = progress;
      // December's amounts count too: the year is complete with its last month.
      const bool over = now >= absl::CivilMonth(year, 12) || question.site_closed;
      duty.status = StatusOfRecords(progress, over && complete, due_on, question.today);
    }
    duty.title = {absl::StrCat(std::string(facts.ko), " ", year, "년분 입력"),
                  absl::StrCat(std::string(facts.en), " of ", year)};
    Explain(duty, absl::StrCat(year, "년 1–12월분 ", std::string(facts.ko)), duty.title.en,
            "다음해 1월 말일인", "31 January of the next year");
    duties.push_back(std::move(duty));
  }
}

// A period of self-measurement of a class: its days, and how many sampling days it asks for.
struct Period {
  absl::CivilDay first;
  absl::CivilDay last;
  int times;
};

// The periods that end in the month.
std::vector<Period> PeriodsEndingIn(absl::CivilMonth month, int stack_class) {
  std::vector<Period> periods;
  switch (stack_class) {
    case 1:
      // Weeks from Monday to Sunday: each belongs to the month of its Sunday.
      for (absl::CivilDay day = FirstDay(month); day <= LastDay(month); ++day) {
        if (absl::GetWeekday(day) == absl::Weekday::sunday) periods.push_back({day - 6, day, 1});
      }
      break;
    case 2:
      periods.push_back({FirstDay(month), LastDay(month), 2});
      break;
    case 3:
      if (month.month() % 2 == 0) periods.push_back({FirstDay(month - 1), LastDay(month), 1});
      break;
    case 4:
    case 5:
      if (month.month() % 6 == 0) periods.push_back({FirstDay(month - 5), LastDay(month), 1});
      break;
    default:
      break;
  }
  return periods;
}

// The days of every year of one stack, with what it is in its latest year.
struct StackDays {
  const SampledStack* latest = nullptr;
  std::vector<SampledDay> days;
};

std::map<std::string, StackDays> ByStack(const std::vector<SampledStack>& stacks) {
  std::map<std::string, StackDays> by_id;
  for (const SampledStack& stack : stacks) {
    StackDays& of = by_id[stack.stack_id];
    if (of.latest == nullptr || of.latest->survey_year < stack.survey_year) of.latest = &stack;
    of.days.insert(of.days.end(), stack.days.begin(), stack.days.end());
  }
  return by_id;
}

}  // namespace

std::optional<MonthRange> MonthsToAsk(const RecordQuestion& question) {
  const absl::CivilMonth now = MonthOf(question.today);
  // Yearly records due in the window are those of the year before.
  const absl::CivilMonth first = std::max(
      {std::min(MonthOf(question.from) - 1, absl::CivilMonth(question.from.year() - 1, 1)) -
           kLongestPeriodMonths,
       MonthOf(question.approved_on), now - (kMostMonths - 1)});
  if (first > now || question.to < question.from) return std::nullopt;
  return MonthRange{first, now};
}

std::vector<Duty> OperatingRecordDuties(const RecordQuestion& question,
                                        const std::vector<MonthRow>& rows) {
  std::vector<Duty> duties;
  for (const KindFacts& facts : kKinds) {
    if (facts.yearly) {
      AddYearly(question, rows, facts, duties);
    } else {
      AddMonthly(question, rows, facts, duties);
    }
  }
  return duties;
}

std::vector<Duty> SelfMeasurementDuties(const RecordQuestion& question,
                                        const std::vector<SampledStack>& stacks) {
  const std::map<std::string, StackDays> by_stack = ByStack(stacks);
  std::vector<Duty> duties;
  const absl::CivilMonth first =
      std::max(MonthOf(question.from) - 1, MonthOf(question.approved_on));
  for (absl::CivilMonth month = first; month <= MonthOf(question.to) - 1; ++month) {
    const absl::CivilDay due_on = calendar::SemsDueOn(RecordKind::kSelfMeasurement, month);
    if (!InWindow(question, due_on)) continue;
    if (question.site_closed && LastDay(month) >= question.today) continue;
    Progress progress;
    std::optional<absl::CivilDay> started_on;
    for (const auto& [id, stack] : by_stack) {
      if (stack.latest->tms) continue;
      const int stack_class =
          stack.latest->stack_class > 0 ? stack.latest->stack_class : question.site_class;
      for (const Period& period : PeriodsEndingIn(month, stack_class)) {
        if (period.first < question.approved_on) continue;
        if (stack.latest->closed_on && *stack.latest->closed_on <= period.last) continue;
        int sampled = 0;
        for (const SampledDay& day : stack.days) {
          if (day.day < period.first || day.day > period.last || sampled == period.times) continue;
          ++sampled;
          progress.late += day.late ? 1 : 0;
        }
        progress.expected += period.times;
        progress.entered += sampled;
        started_on = started_on ? std::min(*started_on, period.first) : period.first;
      }
    }
    if (progress.expected == 0) continue;
    Duty duty = RecordDuty("self_measurement", FormatMonth(month), due_on);
    duty.source = "measurement";
    duty.kind = Kind::kSelfMeasurement;
    duty.started_on = started_on;
    duty.article = "대기환경보전법 시행규칙 별표 11";
    if (*started_on <= question.today) {
      duty.progress = progress;
      duty.status = StatusOfRecords(progress, true, due_on, question.today);
    }
    duty.title = {absl::StrCat("자가측정사항 ", MonthKo(month), " 측정·입력"),
                  absl::StrCat("Self-measurement of ", FormatMonth(month))};
    Explain(duty,
            absl::StrCat(
                "배출구 종별에 따라 ", month.month(),
                "월까지 측정할 자가측정(1종 매주, 2종 매월 2회, 3종 2개월마다, 4·5종 반기마다)"),
            absl::StrCat("The self-measurement whose period ends in ", FormatMonth(month),
                         " (class 1 weekly, 2 twice a month, 3 every two months, 4 and 5 every "
                         "half-year)"),
            "익월 말일인", "the end of the next month");
    duties.push_back(std::move(duty));
  }
  return duties;
}

}  // namespace sems::duty
