#pragma once

#include <stdexcept>

namespace sems::db {

// Thrown by a statement that would start after the call's time is up; the runner answers
// DEADLINE_EXCEEDED.
class DeadlinePassed : public std::runtime_error {
 public:
  DeadlinePassed() : std::runtime_error("deadline passed") {}
};

// Thrown for a text with a NUL character, which PostgreSQL cannot store and libpq would cut off
// there.
class NulInText : public std::runtime_error {
 public:
  NulInText() : std::runtime_error("NUL character in a text") {}
};

}  // namespace sems::db
