#pragma once

#include <string>
#include <vector>

#include "common/calendar/holidays.h"
#include "common/casework/law_reader.h"
#include "common/testing/harness.h"

namespace sems::casework::testing {

// Replays the history of every case in the service's schema and compares it with what is stored of
// it: adds a test failure for each that differs, answers how many were compared. `files`,
// `holidays`: what the service runs by. Where that has changed, cases that had come to their end
// before are left out: they stay as the law of their time had made them.
enum class Closed { kToo, kLeftOut };
int CompareWithReplays(sems::testing::Harness& harness, const std::string& service,
                       const std::vector<LawFile>& files,
                       const calendar::Holidays& holidays = calendar::Holidays::BuiltIn(),
                       Closed closed = Closed::kToo);

}  // namespace sems::casework::testing
