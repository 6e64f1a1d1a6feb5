#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/server/scope.h"
#include "services/identity/domain/delegation.h"

namespace sems::db {
class Tx;
}

namespace sems::identity {

struct DelegationRow {
  std::string delegation_id;
  std::string site_id;
  std::string site_name;  // 사업장명
  std::string agent_account_id;
  std::string agent_login;
  std::string agent_organisation_name;
  DelegationPeriod period;
  absl::Time created_at;
  std::optional<absl::Time> revoked_at;
};

// Where a page of delegations goes on: after this row, the latest start first.
struct DelegationCursor {
  absl::CivilDay starts_on;
  std::string delegation_id;
};

void InsertDelegation(const server::SiteScope& site, db::Tx& tx, const DelegationRow& delegation,
                      const std::string& by);

// Periods of the agent's delegations of the site that are not revoked. Holds the agent's account
// row, so that two that overlap cannot be made at the same time.
std::vector<DelegationPeriod> LockPeriodsOf(const server::SiteScope& site, db::Tx& tx,
                                            const std::string& agent_account_id);

// Locked for revoking.
std::optional<DelegationRow> LockDelegation(const server::SiteScope& site, db::Tx& tx,
                                            const std::string& delegation_id);
void MarkRevoked(const server::SiteScope& site, db::Tx& tx, const std::string& delegation_id,
                 absl::Time at, const std::string& by);

// One more than `limit`, to tell whether there is another page.
std::vector<DelegationRow> ListOfSite(const server::SiteScope& site, db::Tx& tx,
                                      const std::optional<DelegationCursor>& after, int limit);
// Those of the scope's account, as agent; `live_on`: only those that hold on that day.
std::vector<DelegationRow> ListOfAgent(const server::Scope& scope, db::Tx& tx,
                                       std::optional<absl::CivilDay> live_on,
                                       const std::optional<DelegationCursor>& after, int limit);

// Asked by the other services.
bool HoldsDelegation(const server::SiteScope& site, db::Tx& tx, const std::string& account_id,
                     absl::CivilDay day);
std::vector<std::string> DelegatedSites(db::Tx& tx, const std::string& account_id,
                                        absl::CivilDay day);

}  // namespace sems::identity
