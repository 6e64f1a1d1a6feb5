#include "common/calendar/holidays.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <span>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/calendar/lunar.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"
#include "common/values/embedded_file.h"

namespace sems::calendar {

std::span<const EmbeddedFile> CalendarFiles();  // data/*, embedded by the build

namespace {

constexpr int kFirstYear = 1990;
constexpr int kForever = 9999;

// When a holiday that meets a day off is made up for on the next working day.
enum class Substitute {
  kNever,
  kSunday,   // on a Sunday or another holiday (설날, 추석)
  kWeekend,  // on a Saturday, a Sunday or another holiday
};

bool IsSaturday(absl::CivilDay day) { return absl::GetWeekday(day) == absl::Weekday::saturday; }
bool IsSunday(absl::CivilDay day) { return absl::GetWeekday(day) == absl::Weekday::sunday; }

// A holiday on a fixed day, in the years in which it was one, and from when it is made up for.
struct FixedHoliday {
  int month;
  int day;
  const char* name;
  int first_year;
  int last_year;
  absl::CivilDay substitute_from;
};

const absl::CivilDay kNoSubstitute(kForever, 1, 1);
const absl::CivilDay kSubstitutes2013(2013, 11, 5);  // 대통령령 제24828호
const absl::CivilDay kSubstitutes2021(2021, 8, 4);   // 대통령령 제31930호: 국경일
const absl::CivilDay kSubstitutes2023(2023, 5, 4);  // 대통령령 제33448호: 부처님오신날, 기독탄신일
const absl::CivilDay kSubstitutes2026(2026, 1, 1);  // 제헌절, 노동절

const std::vector<FixedHoliday>& FixedHolidays() {
  static const std::vector<FixedHoliday> holidays = {
      {1, 1, "1월 1일", kFirstYear, kForever, kNoSubstitute},
      {1, 2, "1월 2일", kFirstYear, 1998, kNoSubstitute},
      {3, 1, "3·1절", kFirstYear, kForever, kSubstitutes2021},
      {4, 5, "식목일", kFirstYear, 2005, kNoSubstitute},
      {5, 1, "노동절", 2026, kForever, kSubstitutes2026},
      {5, 5, "어린이날", kFirstYear, kForever, kSubstitutes2013},
      {6, 6, "현충일", kFirstYear, kForever, kNoSubstitute},
      {7, 17, "제헌절", kFirstYear, 2007, kNoSubstitute},
      {7, 17, "제헌절", 2026, kForever, kSubstitutes2026},
      {8, 15, "광복절", kFirstYear, kForever, kSubstitutes2021},
      {10, 1, "국군의 날", kFirstYear, 1990, kNoSubstitute},
      {10, 3, "개천절", kFirstYear, kForever, kSubstitutes2021},
      {10, 9, "한글날", kFirstYear, 1990, kNoSubstitute},
      {10, 9, "한글날", 2013, kForever, kSubstitutes2021},
      {12, 25, "기독탄신일", kFirstYear, kForever, kSubstitutes2023},
  };
  return holidays;
}

// A holiday of the year before substitutes are worked out.
struct Planned {
  absl::CivilDay day;
  std::string name;
  Substitute substitute = Substitute::kNever;
  std::string made_up_as;  // in the substitute's name: "추석" for 추석 전날
};

void AddBlock(absl::CivilDay middle, const char* name, std::vector<Planned>& out) {
  const Substitute substitute =
      middle >= kSubstitutes2013 ? Substitute::kSunday : Substitute::kNever;
  out.push_back({middle - 1, absl::StrCat(name, " 전날"), substitute, name});
  out.push_back({middle, name, substitute, name});
  out.push_back({middle + 1, absl::StrCat(name, " 다음 날"), substitute, name});
}

// By day; of one day, the fixed holidays first.
std::vector<Planned> PlanYear(int year) {
  std::vector<Planned> planned;
  for (const FixedHoliday& fixed : FixedHolidays()) {
    if (year < fixed.first_year || year > fixed.last_year) continue;
    const absl::CivilDay day(year, fixed.month, fixed.day);
    planned.push_back({day, fixed.name,
                       day >= fixed.substitute_from ? Substitute::kWeekend : Substitute::kNever,
                       fixed.name});
  }
  AddBlock(LunarDay(year, 1, 1), "설날", planned);
  const absl::CivilDay buddha = LunarDay(year, 4, 8);
  planned.push_back({buddha, "부처님오신날",
                     buddha >= kSubstitutes2023 ? Substitute::kWeekend : Substitute::kNever,
                     "부처님오신날"});
  AddBlock(LunarDay(year, 8, 15), "추석", planned);
  std::stable_sort(planned.begin(), planned.end(),
                   [](const Planned& a, const Planned& b) { return a.day < b.day; });
  return planned;
}

// One-off days do not count among the holidays that another meets: 제3조 제1항 제3호 speaks of
// those of 제2조 제2호 to 제10호.
bool MeetsDayOff(const Planned& holiday, const std::multiset<absl::CivilDay>& days) {
  if (holiday.substitute == Substitute::kNever) return false;
  if (days.count(holiday.day) > 1 || IsSunday(holiday.day)) return true;
  return holiday.substitute == Substitute::kWeekend && IsSaturday(holiday.day);
}

// What each day that meets a day off is made up for as. Two holidays on one day are made up for
// once, in the name of the lunar one (2025-05-06: 부처님오신날).
std::map<absl::CivilDay, std::string> DaysToMakeUp(const std::vector<Planned>& planned) {
  std::multiset<absl::CivilDay> days;
  for (const Planned& holiday : planned) days.insert(holiday.day);
  std::map<absl::CivilDay, std::string> made_up;
  for (const Planned& holiday : planned) {
    if (MeetsDayOff(holiday, days)) made_up[holiday.day] = holiday.made_up_as;
  }
  return made_up;
}

void AddName(std::map<absl::CivilDay, std::string>& names, absl::CivilDay day,
             std::string_view name) {
  std::string& there = names[day];
  absl::StrAppend(&there, there.empty() ? "" : "·", ToAbsl(name));
}

}  // namespace

std::variant<std::vector<OneOffHoliday>, std::vector<std::string>> ReadOneOffHolidays(
    std::string_view text) {
  std::vector<OneOffHoliday> holidays;
  std::vector<std::string> problems;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(ToAbsl(text), '\n')) {
    ++number;
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> fields = absl::StrSplit(line, ',');
    if (fields.size() != 3 || fields[1].empty() || fields[2].empty()) {
      problems.push_back(absl::StrCat("line ", number, ": must be day,name,reason"));
      continue;
    }
    const std::optional<absl::CivilDay> day = ParseDay(fields[0]);
    if (!day) {
      problems.push_back(absl::StrCat("line ", number, ": no such day: ", fields[0]));
      continue;
    }
    holidays.push_back({*day, fields[1], fields[2]});
  }
  if (!problems.empty()) return problems;
  return holidays;
}

Holidays::Holidays(std::vector<OneOffHoliday> one_off) : one_off_(std::move(one_off)) {}
Holidays::~Holidays() = default;

std::vector<OneOffHoliday> Holidays::BuiltInOneOff() {
  auto read = ReadOneOffHolidays(CalendarFiles()[0].contents);
  if (auto* problems = std::get_if<std::vector<std::string>>(&read)) {
    std::fprintf(stderr, "one_off_holidays.csv: %s\n", problems->front().c_str());
    std::abort();
  }
  return std::get<std::vector<OneOffHoliday>>(std::move(read));
}

const Holidays& Holidays::BuiltIn() {
  static const Holidays& holidays = *new Holidays(BuiltInOneOff());
  return holidays;
}

Holidays::Year Holidays::MakeYear(int year) const {
  Year names;
  const std::vector<Planned> planned = PlanYear(year);
  for (const Planned& holiday : planned) AddName(names, holiday.day, holiday.name);
  for (const OneOffHoliday& one_off : one_off_) {
    if (one_off.day.year() != year) continue;
    const auto there = names.find(one_off.day);
    if (there != names.end() && there->second == one_off.name_ko) continue;  // given twice
    AddName(names, one_off.day, one_off.name_ko);
  }
  // 제3조: each is made up for on the first day after it that is no holiday; two that would share
  // such a day take one each (제2항), and a Saturday passes it on (제3항).
  for (const auto& [met, name] : DaysToMakeUp(planned)) {
    absl::CivilDay day = met + 1;
    while (names.count(day) > 0 || IsSaturday(day) || IsSunday(day)) ++day;
    AddName(names, day, absl::StrCat("대체공휴일(", name, ")"));
  }
  return names;
}

std::shared_ptr<const Holidays::Year> Holidays::YearOf(int year) const {
  absl::MutexLock lock(&mutex_);
  std::shared_ptr<const Year>& known = years_[year];
  if (known == nullptr) {
    known = std::make_shared<const Year>(year < kFirstYear ? Year() : MakeYear(year));
  }
  return known;
}

std::optional<std::string> Holidays::NameOf(absl::CivilDay day) const {
  const std::shared_ptr<const Year> year = YearOf(static_cast<int>(day.year()));
  const auto it = year->find(day);
  if (it == year->end()) return std::nullopt;
  return it->second;
}

bool Holidays::IsWorkingDay(absl::CivilDay day) const {
  return !IsSaturday(day) && !IsSunday(day) && !IsHoliday(day);
}

absl::CivilDay Holidays::WorkingDayFrom(absl::CivilDay day) const {
  while (!IsWorkingDay(day)) ++day;
  return day;
}

std::string Holidays::RestName(absl::CivilDay day) const {
  if (std::optional<std::string> name = NameOf(day)) return *std::move(name);
  return IsSaturday(day) ? "토요일" : "일요일";
}

}  // namespace sems::calendar
