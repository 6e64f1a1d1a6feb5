#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

namespace sems::duty {

struct Text {
  std::string ko;
  std::string en;
};

// A role as the law names it, and the role of this system that acts in it.
struct StatutoryRole {
  std::string id;
  Text name;
  std::string product_role;
};

// What a duty is about, for people who sort their calendar. The numbers are those of
// sems.duty.v1.DutyKind and are stored.
enum class Kind {
  kPlan = 1,
  kPermit,
  kInspection,
  kDiagnosis,
  kCheck,
  kOrder,
  kEducation,
  kReport,
  kRecord,
  kSelfMeasurement,
  kOther,
};

// How a clock stood when its case last changed. The numbers are those of
// sems.casework.v1.ClockStatus and are stored.
enum class ClockStatus {
  kWaiting = 1,
  kRunning,
  kSuspended,
  kExpired,
  kMet,
  kMissed,
  kEnded,
  kUnset,
};

// How a duty stands today.
enum class Status { kOpen = 1, kOverdue, kSuspended, kDone, kDoneLate, kEnded };

// Still to be done.
constexpr bool IsToDo(Status status) {
  return status == Status::kOpen || status == Status::kOverdue || status == Status::kSuspended;
}

// Whether a running clock is overdue is a matter of today, whatever was stored: the due day itself
// is in time. A right (`lapses`) is gone then, and nobody is late.
Status StatusOn(ClockStatus clock, std::optional<absl::CivilDay> due_on, absl::CivilDay today,
                bool lapses = false);

struct Progress {
  int expected = 0;
  int entered = 0;
  int late = 0;
};

// One line of the calendar.
struct Duty {
  std::string id;
  std::string source;
  Kind kind = Kind::kOther;
  Status status = Status::kOpen;
  Text title;
  std::string procedure;
  Text procedure_name;
  std::string case_id;
  std::string subject_name;
  std::vector<StatutoryRole> who;
  bool party_owes = true;
  std::optional<absl::CivilDay> started_on;
  std::optional<absl::CivilDay> due_on;
  std::optional<absl::CivilDay> warn_on;
  std::optional<absl::CivilDay> ended_on;
  bool service_level_only = false;
  bool lapses = false;  // a right that lapses with the day
  std::string article;
  Text explanation;
  std::string meeting_event;
  Text meeting_event_name;
  std::optional<Progress> progress;
  long long updated_at_micros = 0;
};

// Overdue before all others, then by day, then those without a day; ties by id, so that pages are
// stable.
bool ComesBefore(const Duty& a, const Duty& b);

// Korean words of the screens and calendars.
std::string_view KindKo(Kind kind);
std::string_view StatusKo(Status status);

}  // namespace sems::duty
