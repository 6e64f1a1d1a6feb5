#include "common/testing/harness_directory.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "gtest/gtest.h"

namespace sems::testing {
namespace {

namespace fs = std::filesystem;

class HarnessDirectoryTest : public ::testing::Test {
 protected:
  HarnessDirectoryTest() { fs::create_directories(parent_); }
  ~HarnessDirectoryTest() override { fs::remove_all(parent_); }

  const std::string parent_ =
      ::testing::TempDir() + "harness_directories_" + std::to_string(getpid());
};

TEST_F(HarnessDirectoryTest, IsThereWhileItsHarnessIs) {
  const std::string one = MakeHarnessDirectory(parent_);
  std::ofstream(one + "/sems.yaml") << "a: b\n";
  const std::string another = MakeHarnessDirectory(parent_);  // takes away nothing that is in use
  EXPECT_TRUE(fs::exists(one + "/sems.yaml"));
  EXPECT_NE(another, one);
  RemoveHarnessDirectory(one);
  EXPECT_FALSE(fs::exists(one));
  EXPECT_TRUE(fs::exists(another));
  RemoveHarnessDirectory(another);
}

TEST_F(HarnessDirectoryTest, OfAKilledProgramIsTakenAwayByTheNext) {
  int told[2];
  ASSERT_EQ(pipe(told), 0);
  const pid_t child = fork();
  if (child == 0) {
    std::ofstream(MakeHarnessDirectory(parent_) + "/service.sock") << "";
    if (write(told[1], "x", 1) == 1) pause();
    _exit(1);
  }
  char ignored;
  ASSERT_EQ(read(told[0], &ignored, 1), 1);
  const auto left = [&] {
    return std::distance(fs::directory_iterator(parent_), fs::directory_iterator());
  };
  ASSERT_EQ(left(), 1);
  RemoveHarnessDirectory(MakeHarnessDirectory(parent_));
  EXPECT_EQ(left(), 1) << "its program lives";
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  const std::string next = MakeHarnessDirectory(parent_);
  EXPECT_EQ(left(), 1);
  EXPECT_TRUE(fs::exists(next));
  RemoveHarnessDirectory(next);
}

TEST_F(HarnessDirectoryTest, WhatIsJustBeingMadeAndWhatIsNoneOfOursStays) {
  fs::create_directory(parent_ + "/sems-harness-young");
  fs::create_directory(parent_ + "/sems-harness-old");
  fs::create_directory(parent_ + "/else");
  const auto before = fs::file_time_type::clock::now() - std::chrono::hours(2);
  for (const char* name : {"/sems-harness-old", "/else"})
    fs::last_write_time(parent_ + name, before);
  RemoveHarnessDirectory(MakeHarnessDirectory(parent_));
  EXPECT_TRUE(fs::exists(parent_ + "/sems-harness-young"));
  EXPECT_FALSE(fs::exists(parent_ + "/sems-harness-old"));
  EXPECT_TRUE(fs::exists(parent_ + "/else"));
}

}  // namespace
}  // namespace sems::testing
