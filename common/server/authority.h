#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/auth/jwt.h"
#include "common/server/module.h"
#include "sems/common/v1/access.pb.h"

namespace sems::server {

// What identity says of an account.
struct Authority {
  bool active = false;
  common::v1::Role role = common::v1::ROLE_UNSPECIFIED;
  std::vector<std::string> district_codes;  // every code that is within its jurisdictions today
  std::string organisation_id;              // of ROLE_ORGANISATION; empty: it has none yet
  std::vector<std::string> granted_roles;   // of ROLE_PARTNER_SYSTEM: statutory roles
};

// Makes the token that this service shows to others; `caller` may be null (the service acts on its
// own).
struct Caller;
class ServiceIdentity {
 public:
  ServiceIdentity(std::string service, auth::SigningKey key)
      : service_(std::move(service)), key_(std::move(key)) {}

  const std::string& service() const { return service_; }
  // Good for two minutes; made once a minute for each caller.
  std::string Token(const Caller* caller, absl::Time now);

 private:
  const std::string service_;
  const auth::SigningKey key_;
  absl::Mutex mutex_;
  std::map<std::string, std::pair<absl::Time, std::string>> tokens_ ABSL_GUARDED_BY(mutex_);
};

// Asks identity. Jurisdictions are kept for a minute of the same day; delegations are asked for on
// every call, since a revoked one is revoked at once.
class AuthorityLookup {
 public:
  AuthorityLookup(Peers& peers, ServiceIdentity& identity) : peers_(peers), identity_(identity) {}

  absl::StatusOr<Authority> Get(const std::string& account_id, absl::Time now, absl::Time deadline);
  absl::StatusOr<bool> Delegated(const std::string& account_id, const std::string& site_id,
                                 absl::CivilDay on, absl::Time now, absl::Time deadline);

 private:
  Peers& peers_;
  ServiceIdentity& identity_;
  absl::Mutex mutex_;
  std::map<std::string, std::pair<absl::Time, Authority>> known_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace sems::server
