#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "sems/common/internal/v1/site_directory.pb.h"

namespace sems::db {
class Tx;
}

// What each service keeps of the sites, in its own schema: enough to decide what is in a caller's
// scope. Fed by registration's outbox.
namespace sems::sitedirectory {

struct Site {
  std::string id;
  int64_t version = 0;
  std::string district_code;
  int site_class = 0;  // 종별 1–5
  common::internal::v1::SiteState state = common::internal::v1::SITE_STATE_UNSPECIFIED;
  std::string name;             // 사업장명
  std::string business_number;  // 10 digits
  int site_sequence = 0;        // 구분번호
  absl::CivilDay approved_on;
};

struct SiteForAccount {
  Site site;
  bool operated = false;  // the account is an operator of it
};

// The site, and whether the account operates it. One statement.
std::optional<SiteForAccount> Find(db::Tx& tx, const std::string& site_id,
                                   const std::string& account_id);

// Stores the event's facts. False when a version as new is there already.
bool Apply(db::Tx& tx, const common::internal::v1::SiteEvent& event);

}  // namespace sems::sitedirectory
