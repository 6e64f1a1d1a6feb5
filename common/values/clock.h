#pragma once

#include <mutex>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace sems {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

class SystemClock final : public Clock {
 public:
  absl::Time Now() const override;
};

// For tests: stands still until it is set or moved. Safe to use from several threads.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(absl::Time now) : now_(now) {}

  absl::Time Now() const override;
  void Set(absl::Time now);
  void Advance(absl::Duration by);

 private:
  mutable std::mutex mutex_;
  absl::Time now_;
};

// The real time of day, on one fixed day of the Seoul calendar: for `environment: test`, where
// people try out what the system says on a given day. Never used in production.
class FixedDayClock final : public Clock {
 public:
  // `real` must outlive this clock.
  FixedDayClock(absl::CivilDay day, const Clock& real) : day_(day), real_(real) {}

  absl::Time Now() const override;

 private:
  absl::CivilDay day_;
  const Clock& real_;
};

// Asia/Seoul. Korea has been at UTC+9 without summer time since October 1988, before the first
// record this system can hold, so a fixed offset is right and needs no time zone files.
absl::TimeZone SeoulTimeZone();

// The day it is in Seoul.
absl::CivilDay SeoulDay(absl::Time time);
absl::CivilDay SeoulToday(const Clock& clock);

// The first instant of a day in Seoul.
absl::Time SeoulMidnight(absl::CivilDay day);

// "2026-10-31 14:05:09", Seoul time, as people in the offices read it (workbooks, lists).
std::string FormatSeoulTime(absl::Time time);

}  // namespace sems
