#include "common/values/clock.h"

#include "absl/time/clock.h"

namespace sems {

absl::Time SystemClock::Now() const { return absl::Now(); }

absl::Time FakeClock::Now() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return now_;
}

void FakeClock::Set(absl::Time now) {
  std::lock_guard<std::mutex> lock(mutex_);
  now_ = now;
}

void FakeClock::Advance(absl::Duration by) {
  std::lock_guard<std::mutex> lock(mutex_);
  now_ += by;
}

absl::Time FixedDayClock::Now() const {
  const absl::Time now = real_.Now();
  return SeoulMidnight(day_) + (now - SeoulMidnight(SeoulDay(now)));
}

absl::TimeZone SeoulTimeZone() { return absl::FixedTimeZone(9 * 60 * 60); }

absl::CivilDay SeoulDay(absl::Time time) { return absl::ToCivilDay(time, SeoulTimeZone()); }

absl::CivilDay SeoulToday(const Clock& clock) { return SeoulDay(clock.Now()); }

absl::Time SeoulMidnight(absl::CivilDay day) { return absl::FromCivil(day, SeoulTimeZone()); }

std::string FormatSeoulTime(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S", time, SeoulTimeZone());
}

}  // namespace sems
