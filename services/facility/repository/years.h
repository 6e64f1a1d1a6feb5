#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/server/scope.h"

namespace sems::db {
class Tx;
}

namespace sems::facility {

struct YearRow {
  int survey_year = 0;
  int copied_from = 0;
  int64_t version = 0;
  int64_t connections_version = 0;
  absl::Time opened_at;
};

// All open years of the site, newest first.
std::vector<YearRow> ListYears(const server::SiteScope& site, db::Tx& tx);
std::optional<YearRow> FindYear(const server::SiteScope& site, db::Tx& tx, int survey_year);

// The same, locked: whatever changes a site's inventory begins here, so that changes of one site
// come one after the other (an item's version, meters and closing belong to all of its years).
std::vector<YearRow> LockYears(const server::SiteScope& site, db::Tx& tx);

// The year that opens with the approval. False when another call was first.
bool InsertFirstYear(const server::SiteScope& site, db::Tx& tx, int survey_year, int site_class,
                     absl::CivilDay approved_on, absl::Time now);

// Opens `to` with everything of `from` but the items closed before `to` begins and what hangs on
// them. The items keep their ids. A fixed number of statements.
void CopyYear(const server::SiteScope& site, db::Tx& tx, int from, int to, absl::Time now);

// Says that something kept for the year, or for all years, has changed.
void TouchYear(const server::SiteScope& site, db::Tx& tx, int survey_year);
void TouchAllYears(const server::SiteScope& site, db::Tx& tx);

}  // namespace sems::facility
