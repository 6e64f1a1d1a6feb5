#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/server/scope.h"
#include "services/facility/domain/technician.h"
#include "services/facility/repository/rows.h"

namespace sems::db {
class Tx;
}

namespace sems::facility {

struct TechnicianQuery {
  std::optional<std::string> id;
  std::optional<std::string> in_office_on;
  // Of the last row of the page before: appointed_on, id.
  std::vector<std::string> after;
  std::optional<int> limit;
};

// Last appointed first.
std::vector<Stored<Technician>> LoadTechnicians(const server::SiteScope& site, db::Tx& tx,
                                                const TechnicianQuery& query);
int CountTechnicians(const server::SiteScope& site, db::Tx& tx, const TechnicianQuery& query);
// All of them, locked.
std::vector<Stored<Technician>> LockTechnicians(const server::SiteScope& site, db::Tx& tx);

// What changed ones were is kept.
void StoreTechnicians(const server::SiteScope& site, db::Tx& tx,
                      const std::vector<Row<Technician>>& changed,
                      const std::vector<Row<Technician>>& added, const Stamp& stamp);

}  // namespace sems::facility
