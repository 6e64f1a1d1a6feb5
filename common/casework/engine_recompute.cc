#include <algorithm>

#include "common/casework/engine.h"

// Days computed anew, where what they are computed from has changed.
namespace sems::casework {
namespace {

const ClockRun* FindRun(const CaseFile& file, const std::string& clock, int run) {
  const auto found = std::ranges::find_if(
      file.clocks, [&](const ClockRun& other) { return other.clock == clock && other.run == run; });
  return found == file.clocks.end() ? nullptr : &*found;
}

}  // namespace

Entry Engine::Recompute(const CaseFile& file, absl::CivilDay as_of, absl::CivilDay today) const {
  Entry entry;
  entry.kind = EntryKind::kRecomputed;
  entry.sequence = file.sequence + 1;
  entry.recorded_on = entry.input.occurred_on = today;
  entry.input.as_role = "system";
  entry.from_state = entry.to_state = file.state;

  // A clock that stands still moves with every day: what the change has moved is seen on the day
  // for which the case was computed before.
  CaseFile then = file;
  Refresh(then, as_of);
  CaseFile now = file;
  Refresh(now, today);
  Recomputation& made = entry.recomputed.emplace();
  for (const ClockRun& run : then.clocks) {
    const ClockRun* const before = FindRun(file, run.clock, run.run);
    const bool ended_before = before != nullptr && before->ended_on.has_value();
    const std::optional<absl::CivilDay> from = before == nullptr ? std::nullopt : before->date.due;
    const std::optional<absl::CivilDay> to = run.ended_on.has_value() ? std::nullopt : run.date.due;
    if (ended_before || from == to) continue;
    const ClockRun* const after = FindRun(now, run.clock, run.run);
    made.moved.push_back({.clock = run.clock,
                          .run = run.run,
                          .from = from,
                          .to = to && after != nullptr ? after->date.due : to});
  }
  made.clocks = std::move(now.clocks);
  made.stops = std::move(now.stops);
  made.fees = std::move(now.fees);
  made.guards = std::move(now.guards);
  return entry;
}

}  // namespace sems::casework
