#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/db/tx.h"
#include "common/server/scope.h"
#include "services/operations/domain/fuel_use.h"
#include "services/operations/repository/entry.h"

namespace sems::operations::repository {

// What is stored of the lines' facilities in the lines' months, whole months, locked.
records::StoredRecords<FuelUse> LoadFuelUses(db::Tx& tx, const server::SiteScope& site,
                                             const std::vector<FuelUseLine>& lines);

// Keeps the former rows of what changes, then changes it: at most three statements.
void SaveFuelUses(db::Tx& tx, const server::SiteScope& site,
                  const std::vector<Write<FuelUse>>& writes, const Actor& actor);

struct FuelUseCursor {
  absl::CivilDay day;
  bool daily = false;
  std::string emission_facility_id;
  std::string fuel_id;
};
ListedPage<FuelUse> ListFuelUses(db::Tx& tx, const server::SiteScope& site, absl::CivilMonth first,
                                 absl::CivilMonth last, const std::optional<FuelUseCursor>& after,
                                 int limit);

// All of the month, in the order of day, facility and fuel.
std::vector<Listed<FuelUse>> MonthOfFuelUses(db::Tx& tx, const server::SiteScope& site,
                                             absl::CivilMonth month);

}  // namespace sems::operations::repository
