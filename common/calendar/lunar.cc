#include "common/calendar/lunar.h"

#include <unicode/calendar.h>
#include <unicode/locid.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace sems::calendar {
namespace {

// ICU counts Dangi years from 2333 BC (단기).
constexpr int kDangiEpoch = 2333;

[[noreturn]] void Fail(UErrorCode code) {
  std::fprintf(stderr, "ICU's Dangi calendar: %s\n", u_errorName(code));
  std::abort();
}

}  // namespace

absl::CivilDay LunarDay(int year, int month, int day) {
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> dangi(icu::Calendar::createInstance(
      *icu::TimeZone::getGMT(), icu::Locale("ko_KR@calendar=dangi"), code));
  if (U_FAILURE(code)) Fail(code);
  dangi->clear();
  dangi->set(UCAL_EXTENDED_YEAR, year + kDangiEpoch);
  dangi->set(UCAL_MONTH, month - 1);
  dangi->set(UCAL_IS_LEAP_MONTH, 0);
  dangi->set(UCAL_DATE, day);
  const UDate millis = dangi->getTime(code);
  if (U_FAILURE(code)) Fail(code);
  return absl::CivilDay(1970, 1, 1) + static_cast<int>(std::floor(millis / 86'400'000.0));
}

}  // namespace sems::calendar
