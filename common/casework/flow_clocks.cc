#include <algorithm>
#include <string>
#include <utility>

#include "common/casework/law.h"

// The clocks of a default flow: those that the case's own procedure gives it.
namespace sems::casework {
namespace {

bool Raises(const Machine& flow, std::string_view event) {
  return std::any_of(flow.transitions.begin(), flow.transitions.end(),
                     [&](const Transition& transition) { return transition.event == event; });
}

bool Recurs(const Deadline& deadline) {
  return deadline.direction == calendar::Direction::kEvery ||
         deadline.mode == calendar::Mode::kCalendarYearly;
}

// Events by which a person does what the flow is about.
std::vector<std::string> Fulfilments(const Machine& flow) {
  std::vector<std::string> events;
  for (const char* event : {"g_submitted", "g_reported", "g_done", "g_recorded", "g_published"}) {
    if (Raises(flow, event)) events.push_back(event);
  }
  return events;
}

Clock ClockOf(const Machine& flow, const Deadline& deadline) {
  Clock clock;
  clock.id = deadline.id.substr(deadline.id.rfind('.') + 1);
  clock.name = deadline.what;
  clock.who = deadline.who;
  clock.mode = deadline.mode;
  clock.period = deadline.period;
  clock.month_day = deadline.month_day;
  clock.date = deadline.date;
  clock.extension = deadline.extension;
  clock.switches = deadline.switches;
  clock.end = Fulfilments(flow);
  clock.note_ko = deadline.note_ko;
  if (deadline.mode == calendar::Mode::kAbsolute) {
    clock.start = "case_opened";
  } else if (deadline.mode == calendar::Mode::kCalendarYearly) {
    clock.repeat = true;
  } else if (deadline.direction == calendar::Direction::kBefore) {
    clock.due_before = deadline.anchor;
  } else {
    clock.start = deadline.anchor;
    clock.start_default = Recurs(deadline) ? "case_opened" : "";
  }
  clock.set_by_authority = deadline.mode == calendar::Mode::kSetByAuthority;
  if (Recurs(deadline)) {
    clock.repeat = true;
    if (Raises(flow, "g_due")) {
      clock.auto_event = "g_due";
      clock.auto_on_due_day = true;
      clock.end.clear();
    }
  } else if (Raises(flow, "g_expired") && deadline.mode != calendar::Mode::kDurationLimit) {
    clock.auto_event = "g_expired";
  }
  return clock;
}

// What falls due on a planned day (inspection, hearing, education), or when a number that the
// sources leave open comes round (records).
Clock PlannedClock(const Machine& flow) {
  Clock clock;
  clock.id = "planned";
  clock.name = {"예정일", "planned day"};
  clock.who = {"applicant", "authority"};
  clock.start = "planned";
  clock.mode = calendar::Mode::kSimultaneous;
  clock.end = Fulfilments(flow);
  clock.auto_event = "g_due";
  clock.auto_on_due_day = true;
  return clock;
}

Clock OpenNumberClock(const Procedure& procedure) {
  Clock clock;
  clock.id = "cycle";
  clock.name = {"기록 주기", "cycle of the record"};
  clock.who = {"applicant"};
  clock.start = "case_opened";
  clock.mode = calendar::Mode::kPeriodic;
  clock.parameter = procedure.id + ".every";
  clock.auto_event = "g_due";
  clock.auto_on_due_day = true;
  clock.repeat = true;
  return clock;
}

// Once due, the day itself is the last one in time.
Clock OverdueClock() {
  Clock clock;
  clock.id = "due_day";
  clock.name = {"이행할 날", "day on which it is due"};
  clock.who = {"applicant"};
  clock.start = "g_due";
  clock.end = {"g_recorded"};
  clock.mode = calendar::Mode::kSimultaneous;
  clock.auto_event = "g_expired";
  return clock;
}

Clock OrderPeriod() {
  Clock clock;
  clock.id = "period";
  clock.name = {"이행기간", "period to comply"};
  clock.who = {"applicant"};
  clock.start = "g_issued";
  clock.end = {"g_reported"};
  clock.mode = calendar::Mode::kSetByAuthority;
  clock.set_by_authority = true;
  clock.auto_event = "g_expired";
  return clock;
}

}  // namespace

Machine WithProcedureClocks(const Machine& flow, const Procedure& procedure) {
  Machine machine = flow;
  bool recurs = false;
  for (const Deadline& deadline : procedure.deadlines) {
    machine.clocks.push_back(ClockOf(flow, deadline));
    recurs = recurs || Recurs(deadline);
  }
  const bool duty = procedure.kind == "duty_record" || procedure.kind == "duty_periodic";
  if (duty && Raises(flow, "g_due")) {
    if (!recurs) machine.clocks.push_back(OpenNumberClock(procedure));
    if (Raises(flow, "g_expired")) machine.clocks.push_back(OverdueClock());
  } else if (Raises(flow, "g_due") && !recurs) {
    machine.clocks.push_back(PlannedClock(flow));
  }
  if (procedure.kind == "order" && Raises(flow, "g_issued"))
    machine.clocks.push_back(OrderPeriod());
  for (Clock& clock : machine.clocks) {
    if (clock.article.empty()) clock.article = procedure.article;
  }
  return machine;
}

}  // namespace sems::casework
