#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "common/server/scope.h"
#include "services/facility/domain/site_facts.h"
#include "services/facility/repository/rows.h"

namespace sems::db {
class Tx;
}

namespace sems::facility {

// 사업장현황 as kept for a year.
struct StoredFacts {
  SiteFacts facts;
  int site_class = 0;
  std::string approved_on;
  int64_t version = 0;
};

std::optional<StoredFacts> FindFacts(const server::SiteScope& site, db::Tx& tx, int survey_year);

// Keeps the former row.
void UpdateFacts(const server::SiteScope& site, db::Tx& tx, int survey_year, const SiteFacts& facts,
                 const Stamp& stamp);

// The class as registered, in the years from `from_year` on; what was before is kept. Says how many
// years it changed.
int UpdateSiteClass(const server::SiteScope& site, db::Tx& tx, int from_year, int site_class,
                    const Stamp& stamp);

}  // namespace sems::facility
