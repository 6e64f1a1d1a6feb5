#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/server/scope.h"
#include "services/identity/domain/organisation.h"

namespace sems::db {
class Tx;
}

namespace sems::identity {

struct OrganisationRow {
  std::string organisation_id;
  OrganisationFacts facts;
  absl::Time created_at;
};

struct MemberRow {
  std::string account_id;
  std::string login;
  bool owner = false;
  absl::Time joined_at;
};

// Where a page of organisations goes on: after this one, by name.
struct OrganisationCursor {
  std::string name;
  std::string organisation_id;
};

// The organisation an account belongs to, and whether as its owner.
struct Membership {
  std::string organisation_id;
  bool owner = false;
};

// Of the scope's account.
std::optional<Membership> FindMembership(const server::Scope& scope, db::Tx& tx);
// The same, and keeps the account from joining or leaving until the transaction ends.
std::optional<Membership> LockMembership(const server::Scope& scope, db::Tx& tx);

// False when another has that business number.
bool InsertOrganisation(const server::Scope& scope, db::Tx& tx,
                        const OrganisationRow& organisation);
void InsertMember(const server::Scope& scope, db::Tx& tx, const std::string& organisation_id,
                  bool owner, absl::Time at);

std::optional<OrganisationRow> FindOrganisation(db::Tx& tx, const std::string& organisation_id);
// One more than `limit`; `business_number`: only that one.
std::vector<OrganisationRow> ListOrganisationRows(const server::Scope& nation, db::Tx& tx,
                                                  const std::string& business_number,
                                                  const std::optional<OrganisationCursor>& after,
                                                  int limit);
std::vector<MemberRow> MembersOf(db::Tx& tx, const std::string& organisation_id);

// False when the account is no member of it other than its owner.
bool RemoveMemberRow(db::Tx& tx, const std::string& organisation_id, const std::string& account_id,
                     absl::Time at, const std::string& by);

void InsertInvitation(db::Tx& tx, const std::string& code_hash, const std::string& organisation_id,
                      const std::string& by, absl::Time now, absl::Time expires_at);
// Takes the invitation: the organisation it is to, once.
std::optional<std::string> TakeInvitation(db::Tx& tx, const std::string& code_hash, absl::Time now);

}  // namespace sems::identity
