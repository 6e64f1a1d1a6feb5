#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/server/scope.h"

namespace sems::db {
class Tx;
}

namespace sems::identity {

struct PartnerRow {
  std::string partner_id;
  std::string name;
  bool suspended = false;
  std::string public_jwk;
  std::string key_id;
  std::vector<std::string> granted_roles;
  std::vector<std::string> district_codes;
  std::int64_t version = 1;
  absl::Time registered_at;
};

// Where a page of partners goes on: after this one, by name.
struct PartnerCursor {
  std::string name;
  std::string partner_id;
};

void InsertPartner(db::Tx& tx, const PartnerRow& partner, const std::string& by);
// To sign in: by the id it claims.
std::optional<PartnerRow> FindPartner(db::Tx& tx, const std::string& partner_id);
// The same, and keeps others from changing it until the transaction ends.
std::optional<PartnerRow> LockPartner(db::Tx& tx, const std::string& partner_id);
// Stores what `changed` says of state, key and grants; the former facts go to the history.
// `changed.version` is the version as read; the new one is one more.
void UpdatePartner(db::Tx& tx, const PartnerRow& changed, absl::Time at, const std::string& by);
// One more than `limit`.
std::vector<PartnerRow> ListPartnerRows(const server::Scope& nation, db::Tx& tx,
                                        const std::optional<PartnerCursor>& after, int limit);

// Uses an assertion up: false when it has been used before.
bool UseAssertion(db::Tx& tx, const std::string& partner_id, const std::string& jti_hash,
                  absl::Time now, absl::Time expires_at);

}  // namespace sems::identity
