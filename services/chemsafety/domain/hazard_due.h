#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/calendar/holidays.h"
#include "common/calendar/statutory.h"
#include "services/chemsafety/domain/hazard_law.h"

namespace sems::chemsafety::hazard {

struct DueQuestion {
  bool industry = false;   // 업종대상
  bool equipment = false;  // 설비대상
  std::string factory;     // of Deadline::factory; asked for where it is an industry target
  std::optional<absl::CivilDay> work_start_on;
  std::optional<absl::CivilDay> equipment_installation_start_on;
};

// A day counted back from an event: the last day, the day from which to warn (with that many full
// days in between, Q-G2), and how they came about.
struct CountedBack {
  const Item* anchor = nullptr;
  absl::CivilDay anchor_on;
  absl::CivilDay due_on;
  absl::CivilDay warn_on;
  calendar::ComputedDate date;
  // due_on is a rest day: its name ("토요일", "설날"). It stays all the same: later would be too
  // late.
  std::string rest_name;
};

struct DueDay {
  const Deadline* deadline = nullptr;
  CountedBack day;
  // Counted from another event that comes earlier: not the rule, but safer to keep (Q-003-9).
  std::optional<CountedBack> warning;
};

// The anchors' days that are needed for the question and not given, as ids of Law::anchors.
std::vector<std::string> MissingAnchors(const Law& law, const DueQuestion& question);

// Until when the plan must be submitted (leaflet L78-80, L182-184): one day for each kind of
// target, earliest first. What MissingAnchors names must be given.
std::vector<DueDay> ComputeDueDays(const Law& law, const DueQuestion& question,
                                   const calendar::Holidays& holidays);

}  // namespace sems::chemsafety::hazard
