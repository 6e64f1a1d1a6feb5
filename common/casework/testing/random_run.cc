#include "common/casework/testing/random_run.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "common/casework/testing/random_lives.h"
#include "common/casework/testing/replay.h"
#include "gtest/gtest.h"

namespace sems::casework::testing {
namespace {

constexpr int kSteps = 220;
constexpr uint64_t kSeed = 20261125;
constexpr int kHolidays = 40;  // one in each of the next weeks

uint64_t Given(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

void RunRandomLives(CaseClient& client, People& people, const std::vector<LawFile>& law) {
  Harness& harness = client.harness();
  const int steps = static_cast<int>(Given("SEMS_RANDOM_STEPS", kSteps));
  const uint64_t seed = Given("SEMS_RANDOM_SEED", kSeed);
  SCOPED_TRACE(absl::StrCat("SEMS_RANDOM_SEED=", seed, " SEMS_RANDOM_STEPS=", steps));
  ASSERT_TRUE(client.SetParameters(people.Of("NIER_ADMIN"), 7).ok());
  RandomLives lives(client, people, seed);
  lives.Live(steps);
  lives.CheckStored();
  EXPECT_EQ(CompareWithReplays(harness, client.service(), law), lives.cases());
  if (::testing::Test::HasFailure()) return;

  std::vector<calendar::OneOffHoliday> days = calendar::Holidays::BuiltInOneOff();
  const std::string path = absl::StrCat(::testing::TempDir(), client.service(), "_holidays.csv");
  {
    std::ofstream file(path);
    absl::CivilDay day = SeoulToday(harness.clock());
    for (int week = 0; week < kHolidays; ++week, day += 7) {
      days.push_back({day, "임시공휴일", "시험"});
      file << FormatDay(day) << ",임시공휴일,시험\n";
    }
  }
  harness.Restart({{"calendar.holidays_file", path}});
  ASSERT_TRUE(client.SetParameters(people.Of("NIER_ADMIN"), 9).ok());
  lives.Live(steps / 3);
  lives.CheckStored();
  EXPECT_GT(CompareWithReplays(harness, client.service(), law, calendar::Holidays(days),
                               Closed::kLeftOut),
            0);
  std::printf("%s\n", lives.Summary().c_str());
}

}  // namespace sems::casework::testing
