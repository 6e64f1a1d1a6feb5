#pragma once

#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace sems::config {

// A key the program knows.
struct Key {
  std::string name;  // "registration.database_url"
  std::string default_value;
  std::string description;  // unit, range, effect
  bool secret = false;      // may come from a file named by <ENV>_FILE; never printed
};

// Every key that all services have, for the given services, and the `own` keys of some.
std::vector<Key> Keys(const std::vector<std::string>& services, const std::vector<Key>& own = {});

// Settings from one YAML file (nested maps or dotted keys) and, above it, the environment: SEMS_
// and the key in capitals with dots as underscores. Unknown keys are refused, in the file and in
// the environment.
class Config {
 public:
  static absl::StatusOr<Config> Load(const std::string& file,
                                     const std::vector<std::string>& services,
                                     const std::map<std::string, std::string>& environment,
                                     const std::vector<Key>& own = {});

  // `key` must be one of Keys(): the program's own mistake otherwise.
  const std::string& Get(std::string_view key) const;
  int GetInt(std::string_view key) const;

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

// The environment of this process.
std::map<std::string, std::string> ProcessEnvironment();

// `semsd config describe`
void Describe(std::ostream& out, const std::vector<std::string>& services,
              const std::vector<Key>& own = {});

}  // namespace sems::config
