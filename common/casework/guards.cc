#include "common/casework/guards.h"

#include <algorithm>

namespace sems::casework {
namespace {

int Quarter(absl::CivilDay day) { return (day.month() - 1) / 3 + 1; }

std::optional<bool> Computed(const View& view, const Guard& guard, absl::CivilDay on) {
  const CaseFile& file = view.file;
  switch (guard.computed) {
    case Guard::Computed::kExtensionsBelow: {
      const ClockRun* const run = LatestRun(file, guard.clock);
      return run == nullptr || static_cast<int>(run->extensions.size()) < guard.count;
    }
    case Guard::Computed::kEventHappened: {
      const auto found = file.happened.find(guard.event);
      return found != file.happened.end() && found->second > 0;
    }
    case Guard::Computed::kValueIs: {
      const auto found = file.values.find(guard.value);
      if (found == file.values.end()) return std::nullopt;
      return found->second == guard.is;
    }
    case Guard::Computed::kWithinClock: {
      const ClockRun* const run = LatestRun(file, guard.clock);
      if (run == nullptr || !run->date.due.has_value()) return std::nullopt;
      return on <= *run->date.due;
    }
    case Guard::Computed::kQuarterIs: {
      // The quarter that a clock's run is about, where one is named: a report for the last quarter
      // is filed in the first of the next year.
      const ClockRun* const run = guard.clock.empty() ? nullptr : OpenRun(file, guard.clock);
      const absl::CivilDay day = run != nullptr && run->started_on ? *run->started_on : on;
      return Quarter(day) == guard.count;
    }
    case Guard::Computed::kNo:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::optional<bool> GuardHolds(const View& view, std::string_view id, absl::CivilDay on,
                               const std::vector<GuardAnswer>& given) {
  const Guard* const guard = view.law.FindGuard(id);
  if (guard != nullptr && guard->computed != Guard::Computed::kNo) {
    return Computed(view, *guard, on);
  }
  for (const GuardAnswer& answer : given) {
    if (answer.guard == id) return answer.holds;
  }
  const auto fact = view.file.guards.find(std::string(id));
  if (fact == view.file.guards.end() || fact->second.spent) return std::nullopt;
  return fact->second.holds;
}

GuardVerdict JudgeGuards(const View& view, const std::vector<std::string>& must,
                         const std::vector<std::string>& must_not, absl::CivilDay on,
                         const std::vector<GuardAnswer>& given) {
  GuardVerdict verdict;
  const auto judge = [&](const std::vector<std::string>& guards, bool wanted) {
    for (const std::string& guard : guards) {
      const std::optional<bool> holds = GuardHolds(view, guard, on, given);
      if (!holds.has_value()) {
        verdict.unanswered.push_back(guard);
      } else if (*holds != wanted) {
        verdict.failed.push_back(guard);
      }
    }
  };
  judge(must, true);
  judge(must_not, false);
  return verdict;
}

Choice Choose(const View& view, const std::vector<int>& candidates, absl::CivilDay on,
              const std::vector<GuardAnswer>& given) {
  const std::vector<Transition>& transitions = view.machine.machine().transitions;
  Choice choice;
  const auto add = [](std::vector<std::string>& to, const std::vector<std::string>& from) {
    for (const std::string& guard : from) {
      if (std::ranges::find(to, guard) == to.end()) to.push_back(guard);
    }
  };
  // Two ways that come to the same (two grounds for one change) are one outcome.
  const auto same = [&](int one, int other) {
    const Transition& a = transitions[one];
    const Transition& b = transitions[other];
    return a.to == b.to && a.procedure == b.procedure && a.suspend == b.suspend &&
           a.resume == b.resume && a.extends == b.extends;
  };
  std::vector<int> open;
  for (const int candidate : candidates) {
    const Transition& transition = transitions[candidate];
    const GuardVerdict verdict =
        JudgeGuards(view, transition.guard, transition.guard_not, on, given);
    if (verdict.fits()) {
      if (choice.transition < 0) {
        choice.transition = candidate;
      } else if (!same(choice.transition, candidate)) {
        choice.ambiguous = true;
      }
    } else if (verdict.refuted()) {
      if (choice.nearest < 0 || verdict.failed.size() < choice.failed.size()) {
        choice.nearest = candidate;
        choice.failed = verdict.failed;
      }
    } else {
      open.push_back(candidate);
      add(choice.unanswered, verdict.unanswered);
    }
  }
  if (choice.transition >= 0) {
    // What another way still waits for does not matter where it leads to the same.
    std::erase_if(open, [&](int candidate) { return same(choice.transition, candidate); });
    if (open.empty()) choice.unanswered.clear();
  }
  if (choice.ambiguous || !open.empty()) choice.transition = -1;
  if (choice.transition >= 0 || !choice.unanswered.empty()) choice.failed.clear();
  return choice;
}

}  // namespace sems::casework
