#pragma once

#include <string>
#include <vector>

#include "services/facility/domain/fault.h"
#include "services/facility/domain/kind.h"

namespace sems::facility {

// 연결: emission facility → control device(s) → stack. Waste gas reaches a stack directly or
// through devices, and never runs in a circle.

struct Node {
  std::string id;
  Kind kind = Kind::kStack;
  std::string number;
  std::string name;
  bool closed = false;  // on the day of the question
};

struct Edge {
  std::string from;
  std::string to;

  bool operator==(const Edge&) const = default;
};

// The values are those of the contract's enum.
enum class ProblemKind {
  kCycle = 1,
  kDanglingEnd = 2,
  kDeviceWithoutStack = 3,
  kFacilityWithoutStack = 4,
  kWrongDirection = 5,
  kDuplicate = 6,
};

struct Problem {
  ProblemKind kind = ProblemKind::kCycle;
  std::vector<std::string> item_ids;
  std::vector<std::string> item_names;  // "방지시설 3 집진기"
  std::string message;
  std::string message_ko;
  // The edges at fault, by position; empty when the problem is that one is lacking.
  std::vector<int> edges;

  // Whether the edges make no graph at all, so that they cannot be stored.
  bool Forbids() const {
    return kind != ProblemKind::kDeviceWithoutStack && kind != ProblemKind::kFacilityWithoutStack;
  }
};

// UPPER_SNAKE, for the errors of lines.
std::string ProblemCode(ProblemKind kind);

// Everything wrong with the graph. Closed items count as gone: an edge to one dangles, unless both
// ends are closed, and nothing is asked of a closed item.
std::vector<Problem> CheckGraph(const std::vector<Node>& nodes, const std::vector<Edge>& edges);

}  // namespace sems::facility
