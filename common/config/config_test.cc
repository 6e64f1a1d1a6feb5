#include "common/config/config.h"

#include <fstream>

#include "gtest/gtest.h"

namespace sems::config {
namespace {

class ConfigTest : public ::testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& text) {
    const std::string path = ::testing::TempDir() + name;
    std::ofstream(path) << text;
    return path;
  }
  const std::vector<std::string> services_ = {"facility", "ieps"};
};

TEST_F(ConfigTest, FileThenEnvironmentThenSecretFile) {
  const std::string secret = Write("secret", "postgresql://x\n");
  const auto config = Config::Load(
      Write("a.yaml", "facility: {listen: 'unix:/a', pool_size: 3}\nlog.level: debug\n"), services_,
      {{"SEMS_FACILITY_POOL_SIZE", "4"},
       {"SEMS_FACILITY_DATABASE_URL_FILE", secret},
       {"HOME", "/root"}});
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->Get("facility.listen"), "unix:/a");
  EXPECT_EQ(config->GetInt("facility.pool_size"), 4);
  EXPECT_EQ(config->GetInt("ieps.pool_size"), 6);
  EXPECT_EQ(config->Get("facility.database_url"), "postgresql://x");
  EXPECT_EQ(config->Get("log.level"), "debug");
}

TEST_F(ConfigTest, RefusesWhatItDoesNotKnow) {
  struct Case {
    const char* yaml;
    std::map<std::string, std::string> environment;
    const char* names;
  };
  const Case cases[] = {
      {"facility: {lisen: 'unix:/a'}", {}, "facility.lisen"},
      {"{}", {{"SEMS_FACILITY_LISEN", "x"}}, "SEMS_FACILITY_LISEN"},
      {"{}", {{"SEMS_LOG_LEVEL_FILE", "/dev/null"}}, "SEMS_LOG_LEVEL_FILE"},
      {"testing: {today: '2026-10-01'}", {}, "testing.today"},
      {"environment: staging", {}, "environment"},
      {"facility: {pool_size: many}", {}, "facility.pool_size"},
      {"- a list", {}, "not a map"},
      {"a: [unclosed", {}, "bad.yaml"},
  };
  for (const Case& bad : cases) {
    const auto config = Config::Load(Write("bad.yaml", bad.yaml), services_, bad.environment);
    ASSERT_FALSE(config.ok()) << bad.yaml;
    EXPECT_NE(std::string(config.status().message()).find(bad.names), std::string::npos)
        << config.status();
  }
}

}  // namespace
}  // namespace sems::config
