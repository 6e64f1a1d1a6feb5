#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/server/scope.h"
#include "services/registration/domain/number_change.h"
#include "services/registration/domain/site.h"

namespace sems::db {
class Tx;
}

namespace sems::registration::repository {

std::optional<Site> FindSite(const server::SiteScope& site, db::Tx& tx);
// With its row locked until the transaction ends; every change of a site begins with this.
std::optional<Site> LockSite(const server::SiteScope& site, db::Tx& tx);

// The live site with this number, if it is in scope.
std::optional<Site> FindSiteByNumber(const server::Scope& scope, db::Tx& tx,
                                     const SiteNumber& number);

// Live sites with these numbers, locked in id order, and whether each is in scope.
struct NumberedSite {
  Site site;
  bool in_scope = false;
};
std::vector<NumberedSite> LockSitesByNumber(const server::Scope& scope, db::Tx& tx,
                                            const std::vector<SiteNumber>& numbers);

// An application that becomes a site, or the new facts of one.
struct SiteOfApplication {
  std::string application_id;
  std::string site_id;
};
void InsertSites(const server::Scope& scope, db::Tx& tx,
                 const std::vector<SiteOfApplication>& sites, const std::string& officer,
                 absl::Time now, absl::CivilDay today);
void UpdateSites(const server::Scope& scope, db::Tx& tx,
                 const std::vector<SiteOfApplication>& sites, const std::string& officer,
                 absl::Time now);

// Stores facts, state and version as given.
void UpdateSite(const server::SiteScope& scope, db::Tx& tx, const Site& site);

struct SiteRow {
  Site site;
  std::vector<std::string> cursor;
};
inline constexpr int kSiteCursorSize = 2;

// Orders a list may have: the names of ListSitesRequest.order_by.
bool IsSiteOrder(std::string_view column);

struct SiteOrder {
  std::string column = "site_name";
  bool descending = false;
};

std::vector<SiteRow> ListSites(const server::Scope& scope, db::Tx& tx, const SiteFilter& filter,
                               const SiteOrder& order, const std::vector<std::string>& cursor,
                               int limit);
int CountSites(const server::Scope& scope, db::Tx& tx, const SiteFilter& filter);

}  // namespace sems::registration::repository
