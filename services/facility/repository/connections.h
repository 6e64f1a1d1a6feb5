#pragma once

#include <vector>

#include "common/server/scope.h"
#include "services/facility/domain/graph.h"
#include "services/facility/repository/rows.h"

namespace sems::db {
class Tx;
}

namespace sems::facility {

// In the order of their ends.
std::vector<Edge> LoadConnections(const server::SiteScope& site, db::Tx& tx, int survey_year);

// Replaces all of them; what they were is kept. The caller holds LockYears and has checked the
// graph.
void ReplaceConnections(const server::SiteScope& site, db::Tx& tx, int survey_year,
                        const std::vector<Edge>& edges, const Stamp& stamp);

}  // namespace sems::facility
