#pragma once

#include <stdexcept>

namespace sems::db {

// Thrown by a statement that would start after the call's time is up; the runner answers
// DEADLINE_EXCEEDED.
class DeadlinePassed : public std::runtime_error {
 public:
  DeadlinePassed() : std::runtime_error("deadline passed") {}
};

}  // namespace sems::db
