#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/casework/clock_dates.h"
#include "common/casework/view.h"

// Clocks as the case's entries move them: events start, end, re-anchor and extend runs; facts and
// values that they depend on switch them; stops hold them. Only the clocks that an entry touches
// are looked at.
namespace sems::casework {

// The day on which a run raises its timer event: its due day where a cycle comes round or its month
// begins, the day after where a period has run out. None: it does not, or has no day.
std::optional<absl::CivilDay> RingsOn(const Clock& clock, const ClockRun& run);

// The run that an extension lengthens: the earliest that is open; null: none.
const ClockRun* RunToExtend(const CaseFile& file, std::string_view clock);

// The clock that a transition extends: the one it names, or where the case runs by another one for
// the same event (inspected every year or every two), that one. -1: none.
int ClockToExtend(const View& view, const Transition& transition);

class Clocks {
 public:
  // `recorded_on`: the day on which the entry being folded was entered.
  Clocks(const ClockDates& dates, const LawIndex& law, const MachineIndex& machine,
         const Procedure& procedure, CaseFile& file, absl::CivilDay recorded_on)
      : dates_(dates),
        view_{law, machine, procedure, file},
        file_(file),
        recorded_on_(recorded_on) {}

  // A case begins: clocks that wait for somebody to name a day are shown waiting.
  void Open();
  // What an event ends. `timer`: the clock that raised it, whose own run Rung has seen to.
  void Ends(std::string_view event, absl::CivilDay day, std::string_view timer);
  // What an event starts, re-anchors or counts back from. `dated`: a day recorded without the event
  // happening now, which may correct one recorded before.
  void Starts(std::string_view event, absl::CivilDay day, bool dated,
              const std::optional<calendar::Period>& set_period);
  void Rung(std::string_view clock, int run, absl::CivilDay day);
  void Extend(std::string_view clock, const calendar::Extension& extension);
  // A fact or a value has changed.
  void GuardChanged(std::string_view guard, absl::CivilDay day);
  void ValueChanged(std::string_view value, absl::CivilDay day);
  // A stop began or ended.
  void StopChanged(std::string_view suspension);
  // The case is over: what is open ends neither met nor missed.
  void CloseAll(absl::CivilDay day);
  bool ended_any() const { return ended_any_; }
  // Lets clocks that count back from another's last day follow it. After all of an entry.
  void Settle();
  // Ends the open runs of one clock neither met nor missed.
  void Drop(const Clock& clock, absl::CivilDay day);

  void Assess(absl::CivilDay today);
  void Refresh(absl::CivilDay today);

 private:
  const Clock& ClockAt(int index) const { return view_.machine.machine().clocks[index]; }
  // Null: the law no longer has it.
  const Clock* ClockOf(const ClockRun& run) const {
    const int index = view_.machine.FindClock(run.clock);
    return index < 0 ? nullptr : &ClockAt(index);
  }
  ClockRun& NewRun(const Clock& clock, std::optional<absl::CivilDay> started_on, bool assumed,
                   int step);
  void Restart(const Clock& clock, absl::CivilDay day, bool assumed,
               const std::optional<calendar::Period>& set_period);
  void Start(const Clock& clock, absl::CivilDay day, bool dated,
             const std::optional<calendar::Period>& set_period);
  void StandIn(const Clock& clock, absl::CivilDay day,
               const std::optional<calendar::Period>& set_period);
  void CountBackFrom(const Clock& clock, std::string_view event, absl::CivilDay day, bool dated);
  void NextOfCycle(const Clock& clock, const ClockRun& run);
  void FollowDueDay(const Clock& clock, absl::CivilDay due);
  // A run's last day has come to be, has moved (`due`), or counts no more (none).
  void LastDayMoved(const Clock& clock, std::optional<absl::CivilDay> due);
  void AdoptEnd(const Clock& clock, ClockRun& run, std::optional<absl::CivilDay> after);
  void EndRun(const Clock& clock, ClockRun& run, absl::CivilDay day, bool decided);
  void Switch(const Clock& clock, absl::CivilDay day);
  void Compute(const Clock& clock, ClockRun& run);
  void SetStatus(const Clock& clock, ClockRun& run, absl::CivilDay today);
  // In this variant, and no guard of it is refuted.
  bool Applies(const Clock& clock) const;
  // Keeps the last ended runs only.
  void Forget(const Clock& clock);

  const ClockDates& dates_;
  const View view_;
  CaseFile& file_;
  const absl::CivilDay recorded_on_;
  bool ended_any_ = false;
  struct MovedDay {
    std::string date_event;
    std::optional<absl::CivilDay> due;
  };
  std::vector<MovedDay> moved_;
};

}  // namespace sems::casework
