#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace sems::db {
class Tx;
}

namespace sems::identity {

// 관할 of an officer. Version 0: never set.
struct JurisdictionRow {
  std::vector<std::string> district_codes;
  std::int64_t version = 0;
  std::optional<absl::Time> set_at;
};

JurisdictionRow FindJurisdiction(db::Tx& tx, const std::string& account_id);

// Puts `codes` in the place of what `former` says; the caller holds the account's row.
void StoreJurisdiction(db::Tx& tx, const std::string& account_id, const JurisdictionRow& former,
                       const std::vector<std::string>& codes, absl::Time at, const std::string& by);

// What other services may do in an account's name, or a partner system's.
struct Authority {
  std::string role;
  bool active = false;
  std::vector<std::string> district_codes;
  std::string organisation_id;             // empty: it belongs to none
  std::vector<std::string> granted_roles;  // statutory roles of a partner system
};
std::optional<Authority> FindAuthority(db::Tx& tx, const std::string& account_id);

}  // namespace sems::identity
