#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/registration/domain/decision.h"
#include "services/registration/domain/number_change.h"
#include "services/registration/domain/site_facts.h"
#include "services/registration/domain/warnings.h"

namespace sems::registration {

struct Application {
  std::string id;
  std::string applicant_account_id;
  RequestReason reason = RequestReason::kNew;
  ApplicationState state = ApplicationState::kPending;
  std::int64_t version = 0;
  absl::Time submitted_at;
  absl::CivilDay applied_on;
  SiteFacts facts;
  std::optional<NumberChange> change;

  std::optional<absl::Time> decided_at;
  std::string decided_by;
  std::optional<absl::CivilDay> approved_on;
  std::string rejection_reason;
  std::string site_id;

  // As it stands for a pending application, as it was found for a decided one.
  bool is_handover = false;
  // What the register knows beside it; only looked up for officers.
  RegisterFacts known;
};

// Which applications an officer asks for; what is not set does not narrow.
struct ApplicationFilter {
  std::vector<ApplicationState> states;
  std::optional<RequestReason> reason;
  std::vector<int> site_classes;
  std::optional<std::string> business_number;
  std::optional<std::string> site_name_part;
  std::optional<std::vector<std::string>> district_codes;
  std::optional<absl::Time> submitted_from;
  std::optional<absl::Time> submitted_before;
  std::optional<std::string> permit_key;
  std::optional<bool> is_handover;
};

}  // namespace sems::registration
