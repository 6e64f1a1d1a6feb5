#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/db/tx.h"
#include "common/server/scope.h"
#include "services/operations/repository/entry.h"

namespace sems::operations::repository {

// A month of a site as a save finds it.
struct TouchedMonth {
  std::int64_t revision = 0;  // the version of what this save writes
  bool confirmed = false;
};

// Locks the months until the transaction ends, so that saves and the confirmation of a month queue,
// and takes their next revision. A revision that a save does not use is lost, which harms nothing.
std::map<absl::CivilMonth, TouchedMonth> TouchMonths(db::Tx& tx, const server::SiteScope& site,
                                                     const std::vector<absl::CivilMonth>& months);

// Those of the months that are confirmed, not locked.
std::set<absl::CivilMonth> ConfirmedMonths(db::Tx& tx, const server::SiteScope& site,
                                           const std::set<absl::CivilMonth>& months);

// 확정 of a month; `version` 0 was never confirmed.
struct Period {
  absl::CivilMonth month;
  bool confirmed = false;
  std::int64_t version = 0;
  std::optional<absl::Time> changed_at;
  std::string changed_by;
  std::string reopen_reason;
};
Period FindPeriod(db::Tx& tx, const server::SiteScope& site, absl::CivilMonth month);
// The same for a month that TouchMonths has locked.
Period LockedPeriod(db::Tx& tx, const server::SiteScope& site, absl::CivilMonth month);
// Keeps the former state and stores this one.
void StorePeriod(db::Tx& tx, const server::SiteScope& site, const Period& period,
                 const Actor& actor);

// What is there of a kind of record (sems.operations.v1.RecordKind) in a month.
struct RecordCount {
  int entered = 0;
  int late = 0;
  int corrected = 0;
};
void AddCounts(db::Tx& tx, const server::SiteScope& site, int kind,
               const std::map<absl::CivilMonth, RecordCount>& changes);
std::map<int, RecordCount> FindCounts(db::Tx& tx, const server::SiteScope& site,
                                      absl::CivilMonth month);

}  // namespace sems::operations::repository
