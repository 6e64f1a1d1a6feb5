#pragma once

#include <string>
#include <vector>

#include "common/casework/law_reader.h"
#include "common/testing/harness.h"

namespace sems::casework::testing {

// Replays the history of every case in the service's schema and compares it with what is stored of
// it: adds a test failure for each that differs, answers how many were compared. `files`: the law
// that the service runs by.
int CompareWithReplays(sems::testing::Harness& harness, const std::string& service,
                       const std::vector<LawFile>& files);

}  // namespace sems::casework::testing
