#pragma once

#include <string>
#include <vector>

#include "common/server/scope.h"
#include "services/registration/domain/site.h"

namespace sems::db {
class Tx;
}

// Each change of a site, with the site as it was before it. Nothing here is ever changed or
// removed.
namespace sems::registration::repository {

struct SiteChange {
  std::string site_id;
  ChangeKind kind = ChangeKind::kCorrected;
  std::string reason;
  std::vector<std::string> changed_fields;
};

// Keeps the present rows of the sites, which the caller holds locked and is about to change: the
// version recorded is the one after the change.
void KeepFormer(db::Tx& tx, const std::vector<SiteChange>& changes, const std::string& changed_by,
                absl::Time now);

// First entries of new sites.
void RecordRegistrations(db::Tx& tx, const std::vector<std::string>& site_ids,
                         const std::string& changed_by, absl::Time now);

// Newest first; below this version, or from the newest when it is 0.
std::vector<HistoryEntry> ListHistory(const server::SiteScope& site, db::Tx& tx,
                                      std::int64_t below_version, int limit);

}  // namespace sems::registration::repository
