#pragma once

#include <string>
#include <vector>

#include "common/casework/law_reader.h"
#include "common/casework/testing/case_client.h"
#include "common/casework/testing/people.h"

namespace sems::casework::testing {

// A long run of random lives (random_lives.h) of a service's cases, held against replays of their
// histories; then a part of it again after holidays have been declared and numbers set anew.
// SEMS_RANDOM_STEPS: how long, SEMS_RANDOM_SEED: which. `law`: the service's own data files.
void RunRandomLives(CaseClient& client, People& people, const std::vector<LawFile>& law);

}  // namespace sems::casework::testing
