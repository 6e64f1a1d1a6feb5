#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sems::registration {

// One thing wrong with what somebody stated. The rules know no protobuf, so they name fields by
// path.
struct Violation {
  std::string field;
  std::string code;  // UPPER_SNAKE
  std::string message;
  std::string message_ko;
};

class Violations {
 public:
  void Add(std::string_view field, std::string_view code, std::string_view message,
           std::string_view message_ko) {
    found_.push_back(
        {std::string(field), std::string(code), std::string(message), std::string(message_ko)});
  }
  bool empty() const { return found_.empty(); }
  const std::vector<Violation>& found() const { return found_; }

 private:
  std::vector<Violation> found_;
};

}  // namespace sems::registration
