#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/db/tx.h"
#include "common/server/scope.h"
#include "services/duty/domain/duty.h"
#include "services/duty/repository/owner.h"

namespace sems::duty::repository {

// One run of a clock, as its service told of it.
struct CaseDuty {
  std::string clock_id;
  int run = 1;
  ClockStatus clock = ClockStatus::kRunning;
  Duty duty;  // without what the case adds
};
struct CaseDuties {
  std::string case_id;
  std::string source;
  std::int64_t version = 0;
  Owner owner;
  std::string district_code;
  std::string procedure;
  Text procedure_name;
  Kind kind = Kind::kOther;
  std::string subject_name;
  std::vector<std::string> office_roles;
  std::vector<CaseDuty> duties;
};

// Replaces what is stored of the case. False when a version as new is there, or another service
// keeps the case.
bool Put(db::Tx& tx, const CaseDuties& duties, absl::Time now);

// Duties of a site's or organisation's cases. `office_role`: only cases that officers of that role
// deal with; empty: all.
struct OwnerFilter {
  std::optional<absl::CivilDay> from;  // overdue ones however old when absent
  absl::CivilDay to;
  std::string office_role;
  std::string duty_id;  // only this one; empty: all
};
std::vector<Duty> DutiesOf(db::Tx& tx, const Owner& owner, const OwnerFilter& filter,
                           absl::CivilDay today);

// What an office looks at: cases in the caller's jurisdiction that its role deals with.
struct OfficeFilter {
  std::string role;  // "LOCAL_OFFICER"
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> to;
  std::vector<std::string> sources;
  std::vector<Kind> kinds;
  std::vector<Status> statuses;
  std::string procedure;
  bool owed_by_authority = false;
};
struct OfficeDuty {
  Duty duty;
  Owner owner;
  std::string site_name;
  std::string district_code;
};
struct OfficeCursor {
  bool overdue = false;
  std::string due_on;  // "infinity" for those without a day
  std::string duty_id;
};
struct OfficePage {
  std::vector<OfficeDuty> duties;
  int total = 0;
  int overdue = 0;
};
OfficePage OfficeDuties(db::Tx& tx, const server::Scope& scope, const OfficeFilter& filter,
                        absl::CivilDay today, const std::optional<OfficeCursor>& after, int limit);

struct ProcedureCount {
  std::string source;
  std::string procedure;
  Text procedure_name;
  int overdue = 0;
  int overdue_by_authority = 0;
  int soon = 0;
  int open = 0;
};
std::vector<ProcedureCount> CountByProcedure(db::Tx& tx, const server::Scope& scope,
                                             const std::string& role,
                                             const std::vector<std::string>& sources,
                                             absl::CivilDay today, absl::CivilDay soon_until);

// Overdue duties of the nation, for the operator's gauges.
struct OverdueCount {
  std::string source;
  std::string procedure;
  int overdue = 0;
};
std::vector<OverdueCount> OverdueByProcedure(db::Tx& tx, absl::CivilDay today);

}  // namespace sems::duty::repository
