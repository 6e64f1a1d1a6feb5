#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sems::facility {

// One thing wrong with one line of a batch, in words for its sender.
struct Fault {
  std::string field;  // snake_case, "meters[1].valid_from" below a repeated field
  std::string code;   // UPPER_SNAKE
  std::string message;
  std::string message_ko;

  bool operator==(const Fault&) const = default;
};

using Faults = std::vector<Fault>;

inline void AddFault(Faults& faults, std::string_view field, std::string_view code,
                     std::string_view message, std::string_view message_ko) {
  faults.push_back(
      {std::string(field), std::string(code), std::string(message), std::string(message_ko)});
}

}  // namespace sems::facility
