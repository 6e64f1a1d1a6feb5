#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/civil_time.h"

namespace sems::calendar {

// A day made a holiday by itself: an election, a temporary holiday (임시공휴일).
struct OneOffHoliday {
  absl::CivilDay day;
  std::string name_ko;
  std::string reason_ko;
};

// Lines of "YYYY-MM-DD,name,reason"; '#' begins a comment. Otherwise every bad line, as
// "line 3: …".
std::variant<std::vector<OneOffHoliday>, std::vector<std::string>> ReadOneOffHolidays(
    std::string_view text);

// Korean public holidays (관공서의 공휴일에 관한 규정) as the rule stood in each year, 1990 on:
// fixed days, days of the lunar calendar (설날, 부처님오신날, 추석, by ICU's Dangi calendar),
// substitute holidays (대체공휴일), and the one-off days that are given. Years before 1990 have
// none. Safe for use by several threads.
class Holidays {
 public:
  explicit Holidays(std::vector<OneOffHoliday> one_off);
  ~Holidays();

  // With the one-off days known when the program was built.
  static const Holidays& BuiltIn();
  static std::vector<OneOffHoliday> BuiltInOneOff();

  // Name of the holiday: "설날", "대체공휴일(광복절)", several joined by "·"; nothing on other
  // days.
  std::optional<std::string> NameOf(absl::CivilDay day) const;
  bool IsHoliday(absl::CivilDay day) const { return NameOf(day).has_value(); }
  // Neither a Saturday, a Sunday nor a holiday.
  bool IsWorkingDay(absl::CivilDay day) const;
  // `day` itself when it is one, else the first working day after it.
  absl::CivilDay WorkingDayFrom(absl::CivilDay day) const;
  // Why a day is no working day: the holiday's name, else "토요일" or "일요일".
  std::string RestName(absl::CivilDay day) const;

 private:
  using Year = std::map<absl::CivilDay, std::string>;
  std::shared_ptr<const Year> YearOf(int year) const;
  Year MakeYear(int year) const;

  const std::vector<OneOffHoliday> one_off_;
  mutable absl::Mutex mutex_;
  mutable std::map<int, std::shared_ptr<const Year>> years_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace sems::calendar
