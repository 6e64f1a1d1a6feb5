#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/registration/domain/site_facts.h"

namespace sems::registration {

enum class SiteState { kOpen, kSuspended, kClosed };

// A live site (open or suspended) holds its number; a closed one has given it up.
inline bool IsLive(SiteState state) { return state != SiteState::kClosed; }

struct Site {
  std::string id;
  std::int64_t version = 0;  // grows by one with every change, of its operators too
  SiteState state = SiteState::kOpen;
  absl::CivilDay approved_on;
  std::string local_officer;  // account of the officer who last approved
  absl::Time updated_at;
  SiteFacts facts;
};

enum class ChangeKind {
  kRegistered,
  kNumberChanged,
  kHandedOver,
  kCorrected,
  kStateSet,
  kOperatorAdded,
  kOperatorRemoved,
};

struct HistoryEntry {
  std::int64_t version = 0;  // of the site after the change
  ChangeKind kind = ChangeKind::kRegistered;
  absl::Time changed_at;
  std::string changed_by;
  std::string reason;
  std::vector<std::string> changed_fields;
  std::optional<Site> former;  // none for the registration
};

struct Notice {
  std::string id;
  std::string site_id;
  std::string account_id;  // empty: told to the site; else to this account in person
  std::string site_name;
  ChangeKind kind = ChangeKind::kRegistered;
  absl::Time noticed_at;
  std::vector<std::string> changed_fields;
  std::string reason;
};

struct OperatorTerm {
  std::string account_id;
  absl::Time since;
  std::string added_by;
};

struct SiteFilter {
  std::vector<SiteState> states;
  std::optional<std::vector<std::string>> district_codes;
  std::vector<int> site_classes;
  std::optional<std::string> business_number;
  std::optional<std::string> site_name_part;
  std::optional<std::string> permit_key;
};

}  // namespace sems::registration
