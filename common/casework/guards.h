#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/casework/view.h"

// Guards: facts that transitions and clocks depend on. Computed ones follow from the case; judged
// ones hold or not as somebody answered, with the reason kept; unanswered ones block.
namespace sems::casework {

// Whether a guard holds on a day; none: nobody has said, or it cannot be computed yet.
std::optional<bool> GuardHolds(const View& view, std::string_view guard, absl::CivilDay on,
                               const std::vector<GuardAnswer>& given = {});

struct GuardVerdict {
  std::vector<std::string> failed;      // answered otherwise than needed
  std::vector<std::string> unanswered;  // not answered
  bool fits() const { return failed.empty() && unanswered.empty(); }
  bool refuted() const { return !failed.empty(); }
};

// All of `must` have to hold and none of `must_not`.
GuardVerdict JudgeGuards(const View& view, const std::vector<std::string>& must,
                         const std::vector<std::string>& must_not, absl::CivilDay on,
                         const std::vector<GuardAnswer>& given = {});

// Which of several transitions of one state and event is taken.
struct Choice {
  int transition = -1;                  // -1: none fits, or none is certain yet
  int nearest = -1;                     // when all are refuted: the one that lacks least
  std::vector<std::string> failed;      // and what it lacks
  std::vector<std::string> unanswered;  // what has to be answered to decide
  bool ambiguous = false;               // several with different outcomes fit
};
Choice Choose(const View& view, const std::vector<int>& candidates, absl::CivilDay on,
              const std::vector<GuardAnswer>& given = {});

}  // namespace sems::casework
