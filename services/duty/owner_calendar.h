#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/duty/deps.h"
#include "services/duty/domain/duty.h"
#include "services/duty/records.h"
#include "services/duty/repository/owner.h"

namespace sems::duty {

// Which duties of an owner, as of which day.
struct CalendarQuestion {
  absl::CivilDay today;
  std::optional<absl::CivilDay>
      from;  // absent: overdue ones of cases however old, records of a year
  absl::CivilDay to;
  std::string office_role;   // only cases that its officers deal with; empty: all
  bool with_records = true;  // a site's, for whom records are
  absl::Time deadline;
};

struct OwnerCalendar {
  std::vector<Duty> duties;  // in the calendar's order
  std::vector<MissingPart> missing;
  std::string name;  // 사업장명; empty for organisations
};

// All duties of a site or organisation: those of its cases from the database, those of its records
// from the services that keep them. Never inside a transaction.
absl::StatusOr<OwnerCalendar> LoadCalendar(Deps& deps, const Owner& owner,
                                           const CalendarQuestion& question,
                                           Records::Prepare prepare);

// The one duty of that id, however old; none when there is no such duty. UNAVAILABLE when it is a
// record and its keeper is away.
absl::StatusOr<std::optional<Duty>> FindDuty(Deps& deps, const Owner& owner,
                                             const std::string& duty_id,
                                             const CalendarQuestion& question,
                                             Records::Prepare prepare);

// UNAVAILABLE, naming who is away.
absl::Status PartAway(const MissingPart& part);

// 사업장명; empty when unknown.
std::string SiteNameOf(Deps& deps, const std::string& site_id);

// For work that nobody called for: a call in the service's own name.
void PrepareOwn(Deps& deps, grpc::ClientContext& context);

}  // namespace sems::duty
