#include "common/testing/harness_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>

namespace sems::testing {
namespace {

constexpr char kName[] = "sems-harness-";
constexpr char kLock[] = "/alive";
// One without a lock is about to get one, unless it has had time enough.
constexpr std::chrono::hours kYoung(1);

bool IsAbandoned(const std::filesystem::path& directory) {
  const int lock = open((directory.string() + kLock).c_str(), O_RDWR | O_CLOEXEC);
  if (lock < 0) {
    std::error_code unknown;
    const auto changed = std::filesystem::last_write_time(directory, unknown);
    return !unknown && std::filesystem::file_time_type::clock::now() - changed > kYoung;
  }
  const bool free = flock(lock, LOCK_EX | LOCK_NB) == 0;
  close(lock);
  return free;
}

void TakeAwayAbandoned(const std::string& parent) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(parent, ignored)) {
    if (entry.path().filename().string().starts_with(kName) && IsAbandoned(entry.path()))
      std::filesystem::remove_all(entry.path(), ignored);
  }
}

// By path, while the program lives: the kernel lets them go.
std::map<std::string, int>& Locks() {
  static auto* const locks = new std::map<std::string, int>();
  return *locks;
}

}  // namespace

std::string MakeHarnessDirectory(const std::string& parent) {
  TakeAwayAbandoned(parent);
  std::string path = parent + "/" + kName + "XXXXXX";
  if (mkdtemp(path.data()) == nullptr) throw std::runtime_error("mkdtemp");
  const int lock = open((path + kLock).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) != 0)
    throw std::runtime_error("cannot lock " + path);
  Locks()[path] = lock;
  return path;
}

void RemoveHarnessDirectory(const std::string& path) {
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
  const auto lock = Locks().find(path);
  if (lock == Locks().end()) return;
  close(lock->second);
  Locks().erase(lock);
}

}  // namespace sems::testing
