#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/values/clock.h"
#include "sems/common/v1/access.pb.h"

namespace sems::server {

class Gate;

// Whose call it is. Made by the gate from a verified token, never from a header.
struct Caller {
  std::string account_id;  // UUID; empty for anonymous calls and for services acting on their own
  common::v1::Role role = common::v1::ROLE_UNSPECIFIED;
  std::string service;  // name of the calling service; empty for people and outside systems
  bool anonymous() const { return account_id.empty() && service.empty(); }
};

// What rows a caller may see. Repository methods take it as their first argument; only the gate
// makes one.
class Scope {
 public:
  enum class Kind {
    kNone,          // nothing (an officer without loaded jurisdictions)
    kAccount,       // what belongs to the account itself
    kSites,         // sites the account operates
    kJurisdiction,  // sites whose district lies in the account's jurisdictions
    kOrganisation,  // what belongs to the account's organisation
    kNation,        // everything
    kSystem,        // calls between services
  };
  Kind kind() const { return kind_; }
  const std::string& account_id() const { return account_id_; }
  // For kOrganisation.
  const std::string& organisation_id() const { return organisation_id_; }
  // Statutory roles that a partner system may act in ("noise_test_body").
  const std::vector<std::string>& granted_roles() const { return granted_roles_; }
  // Every district code, of any day, that lies under the caller's jurisdictions; for kJurisdiction.
  const std::vector<std::string>& district_codes() const { return district_codes_; }
  bool CoversDistrict(std::string_view code) const;

 private:
  friend class Gate;
  Scope(Kind kind, std::string account_id, std::vector<std::string> district_codes)
      : kind_(kind),
        account_id_(std::move(account_id)),
        district_codes_(std::move(district_codes)) {}
  Kind kind_;
  std::string account_id_;
  std::vector<std::string> district_codes_;
  std::string organisation_id_;
  std::vector<std::string> granted_roles_;
};

// One site that the caller was found to have in scope. A query for a site's rows takes it as its
// first argument, so that one without the check cannot be written.
class SiteScope {
 public:
  const std::string& site_id() const { return site_id_; }

 private:
  friend class Gate;
  explicit SiteScope(std::string site_id) : site_id_(std::move(site_id)) {}
  std::string site_id_;
};

}  // namespace sems::server
