#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "common/casework/engine.h"

// For tests of the engine: cases that take random steps.
namespace sems::casework {

struct Walked {
  int64_t cases = 0;
  int64_t entries = 0;
  int64_t refused = 0;
  int64_t rung = 0;
  std::map<std::string, int> states;       // "machine/state" and how often it was entered
  std::map<std::string, int> transitions;  // "machine/from/event/to" and how often it was taken
};

// Opens a case of a procedure and takes `steps` random steps: events that may happen next with what
// they need, days of planned events, answers, files, payments, days passing by, nonsense. Checks
// every clock after every step, and at the end that a replay of the history makes the same case.
void Walk(const Engine& engine, const Procedure& procedure, const std::string& machine,
          uint64_t seed, int steps, Walked& walked);

}  // namespace sems::casework
