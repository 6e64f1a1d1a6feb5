#pragma once

#include <string>
#include <vector>

#include "common/server/call.h"
#include "services/registration/deps.h"
#include "services/registration/domain/application.h"
#include "services/registration/domain/decision.h"

namespace sems::registration::handlers {

// What became of one application.
struct Decided {
  std::string application_id;
  Refusal refusal = Refusal::kNone;
  ApplicationState state = ApplicationState::kPending;  // now
  std::string site_id = {};                             // once approved
};

enum class ApprovalMode {
  kSelection,  // 신규 and plain changes; handovers are refused
  kHandover,   // one handover, confirmed on its own
};

// Approves what can be approved of applications that this transaction holds locked, in id order,
// and answers for each. A fixed number of statements makes or changes the sites, their operators,
// history and notices, however many there are; each site is then published and audited.
std::vector<Decided> Approve(const Deps& deps, server::Call& call, server::UnitOfWork& work,
                             const std::vector<Application>& locked, ApprovalMode mode);

}  // namespace sems::registration::handlers
