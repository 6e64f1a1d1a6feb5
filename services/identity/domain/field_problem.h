#pragma once

#include <string_view>

namespace sems::identity {

// One thing wrong with one field of what a caller sent. All texts are literals.
struct FieldProblem {
  std::string_view field;
  std::string_view code;
  std::string_view message;
  std::string_view message_ko;
};

}  // namespace sems::identity
