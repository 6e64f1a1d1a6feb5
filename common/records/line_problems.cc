#include "common/records/line_problems.h"

#include <algorithm>

namespace sems::records {

int LineProblems::bad_count() const {
  return static_cast<int>(std::count(bad_.begin(), bad_.end(), true));
}

std::vector<LineProblem> LineProblems::InOrder() const {
  std::vector<LineProblem> ordered = problems_;
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const LineProblem& a, const LineProblem& b) { return a.line < b.line; });
  return ordered;
}

}  // namespace sems::records
