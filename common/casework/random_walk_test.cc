#include "common/casework/random_walk.h"

#include <algorithm>
#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/casework/drive.h"
#include "common/values/civil.h"

namespace sems::casework {
namespace {

class Dice {
 public:
  explicit Dice(uint64_t seed) : engine_(seed) {}
  int Below(int n) { return n <= 1 ? 0 : static_cast<int>(engine_() % static_cast<uint64_t>(n)); }
  bool Chance(int percent) { return Below(100) < percent; }

 private:
  std::mt19937_64 engine_;
};

// Whoever may do anything: the walk is about time and states, not about who.
Actor Anybody(const Law& law) {
  Actor actor;
  actor.account_id = "anybody";
  for (const Role& role : law.roles) actor.roles.push_back(role.id);
  actor.party = actor.authority = true;
  return actor;
}

std::string CheckClocks(const CaseFile& file, const Machine& machine, absl::CivilDay today) {
  std::set<std::pair<std::string, int>> seen;
  for (const ClockRun& run : file.clocks) {
    const std::string name = absl::StrCat(run.clock, "#", run.run, " ", StatusName(run.status));
    if (!seen.emplace(run.clock, run.run).second) return name + " twice";
    if (std::ranges::none_of(machine.clocks,
                             [&](const Clock& clock) { return clock.id == run.clock; })) {
      return name + " of no clock";
    }
    switch (run.status) {
      case ClockStatus::kMet:
        if (!run.ended_on) return name + " without an end";
        if (run.date.due && *run.ended_on > *run.date.due && !run.rung) return name + " late";
        break;
      case ClockStatus::kMissed:
        if (!run.ended_on || !run.date.due || *run.ended_on <= *run.date.due) {
          return name + " in time";
        }
        break;
      case ClockStatus::kEnded:
        if (!run.ended_on) return name + " without an end";
        break;
      case ClockStatus::kRunning:
        if (run.ended_on || !run.started_on) return name + " cannot run";
        if (run.date.due && *run.date.due < today) return name + " is past its day";
        break;
      case ClockStatus::kExpired:
        if (run.ended_on || !run.date.due || *run.date.due >= today) return name + " too early";
        break;
      case ClockStatus::kSuspended:
        if (run.ended_on) return name + " has ended";
        if (std::ranges::all_of(file.stops,
                                [](const StopRun& stop) { return stop.to.has_value(); })) {
          return name + " without a stop";
        }
        break;
      case ClockStatus::kWaiting:
      case ClockStatus::kUnset:
        if (run.ended_on) return name + " has ended";
        break;
    }
    if (run.ended_on && run.started_on && run.date.due && run.status == ClockStatus::kMet &&
        run.date.window_from && run.date.due < run.date.window_from) {
      return name + " window upside down";
    }
  }
  return {};
}

class Walker {
 public:
  Walker(const Engine& engine, uint64_t seed, Walked& walked)
      : engine_(engine),
        dice_(seed),
        walked_(walked),
        anybody_(Anybody(engine.law())),
        drive_(engine, absl::CivilDay(2024, 1, 1) + dice_.Below(1200)) {}

  bool Open(const Procedure& procedure, const std::string& machine_id) {
    const Machine* const machine = engine_.law().FindMachine(machine_id);
    if (machine == nullptr) return false;
    Opening opening;
    opening.procedure = procedure.id;
    opening.machine = machine_id;
    opening.by_authority = machine->opened_by_authority || dice_.Chance(20);
    if (!machine->variants.empty()) {
      opening.variant =
          machine->variants[dice_.Below(static_cast<int>(machine->variants.size()))].id;
    }
    opening.input.occurred_on = drive_.today() - dice_.Below(3);
    std::string refused = drive_.Open(opening, anybody_);
    if (refused == "UNKNOWN_VARIANT") {
      opening.variant.clear();
      refused = drive_.Open(opening, anybody_);
    }
    if (refused == "PERIOD_REQUIRED") {
      opening.input.set_period = RandomPeriod();
      refused = drive_.Open(opening, anybody_);
      if (!refused.empty()) {
        opening.input.set_period = calendar::Period{1, calendar::Unit::kDays};
        refused = drive_.Open(opening, anybody_);
      }
    }
    if (refused == "VARIANT_REQUIRED") return false;
    EXPECT_EQ(refused, "") << procedure.id << " in " << machine_id;
    ++walked_.cases;
    return refused.empty();
  }

  void Step() {
    const int roll = dice_.Below(100);
    if (roll < 30) {
      drive_.On(drive_.today() + (dice_.Chance(15) ? dice_.Below(800) : dice_.Below(45)));
      if (dice_.Chance(80)) Ring();
    } else if (roll < 80) {
      RaiseSomething();
    } else if (roll < 86) {
      RecordADay();
    } else if (roll < 92) {
      AnswerSomething();
    } else if (roll < 95) {
      engine_.Refresh(drive_.file(), drive_.today());
    } else {
      Nonsense();
    }
    Check();
  }

  void Count() { walked_.entries += static_cast<int64_t>(drive_.history().size()); }

 private:
  calendar::Period RandomPeriod() {
    return {1 + dice_.Below(200),
            dice_.Chance(70) ? calendar::Unit::kDays : calendar::Unit::kMonths};
  }

  void Ring() {
    walked_.rung += static_cast<int64_t>(drive_.RingAll().size());
    EXPECT_EQ(engine_.NextTimer(drive_.file(), drive_.today()), std::nullopt);
  }

  void Took(const std::string& from) {
    const Entry& entry = drive_.history().back();
    const std::string& machine = drive_.file().machine;
    ++walked_.transitions[absl::StrCat(machine, "/", from, "/", entry.input.event, "/",
                                       entry.to_state)];
    ++walked_.states[absl::StrCat(machine, "/", entry.to_state)];
  }

  // An event that may happen, with everything it asks for.
  void RaiseSomething() {
    const std::vector<NextEvent> next = engine_.Next(drive_.file(), anybody_, drive_.today());
    std::vector<const NextEvent*> possible;
    for (const NextEvent& event : next) {
      if (!event.transitions.empty() && event.event->kind != EventKind::kTimer) {
        possible.push_back(&event);
      }
    }
    if (possible.empty()) return;
    const NextEvent& event = *possible[dice_.Below(static_cast<int>(possible.size()))];
    const Transition& wanted =
        *event.transitions[dice_.Below(static_cast<int>(event.transitions.size()))];
    for (const MissingAttachment& missing : event.missing_attachments) {
      drive_.Take(engine_.Attach(drive_.file(), File(missing.key), anybody_, drive_.today()));
    }
    for (const MissingContent& missing : event.missing_contents) {
      drive_.Take(
          engine_.ChangeForm(drive_.file(), {{missing.key, "text"}}, anybody_, drive_.today()));
    }
    Input input;
    input.event = event.event->id;
    input.occurred_on = drive_.today() - (dice_.Chance(30) ? dice_.Below(5) : 0);
    for (const GuardQuestion& question : event.guards) {
      if (question.guard->computed != Guard::Computed::kNo) continue;
      const bool must_not =
          std::ranges::find(wanted.guard_not, question.guard->id) != wanted.guard_not.end();
      input.guards.push_back({question.guard->id, !must_not, "because"});
    }
    for (const std::string& name : wanted.sets) input.values[name] = ValueFor(name);
    if (std::ranges::find(event.needs, "set_period") != event.needs.end()) {
      input.set_period = dice_.Chance(70)
                             ? calendar::Period{1 + dice_.Below(60), calendar::Unit::kDays}
                             : RandomPeriod();
    }
    if (!wanted.extends.empty())
      input.extension = calendar::Period{1 + dice_.Below(29), calendar::Unit::kDays};
    if (event.procedures.size() > 1) {
      input.procedure =
          event.procedures[dice_.Below(static_cast<int>(event.procedures.size()))]->id;
    }
    const std::string from = drive_.file().state;
    for (int i = 0; i < 4; ++i) {
      const std::string refused = drive_.Raise(input, anybody_);
      if (refused.empty()) {
        Took(from);
        return;
      }
      ++walked_.refused;
      if (refused.find("FEE_UNPAID") != std::string::npos) {
        drive_.Take(
            engine_.Pay(drive_.file(), 10'000, drive_.today(), "R", anybody_, drive_.today()));
      } else if (refused.find("ATTACHMENT_MISSING") != std::string::npos ||
                 refused.find("CONTENT_MISSING") != std::string::npos) {
        for (const Problem& problem : std::vector<Problem>(drive_.problems())) {
          const auto item = problem.metadata.find("item");
          if (item == problem.metadata.end()) continue;
          if (problem.reason == "CONTENT_MISSING") {
            drive_.Take(engine_.ChangeForm(drive_.file(), {{item->second, "text"}}, anybody_,
                                           drive_.today()));
          } else {
            drive_.Take(
                engine_.Attach(drive_.file(), File(item->second), anybody_, drive_.today()));
          }
        }
      } else if (refused.find("DATE_BEFORE_ANCHOR") != std::string::npos) {
        input.occurred_on = drive_.today();
      } else if (refused.find("PERIOD_ABOVE_MAXIMUM") != std::string::npos) {
        if (input.set_period) input.set_period = calendar::Period{1, calendar::Unit::kDays};
        if (input.extension) input.extension = calendar::Period{1, calendar::Unit::kDays};
      } else {
        return;
      }
    }
  }

  std::string ValueFor(const std::string& name) {
    std::vector<std::string> values;
    for (const Machine& machine : engine_.law().machines) {
      for (const Clock& clock : machine.clocks) {
        if (clock.value != name) continue;
        for (const auto& [value, period] : clock.period_by_value) values.push_back(value);
      }
    }
    for (const Guard& guard : engine_.law().guards) {
      if (guard.value == name && !guard.is.empty()) values.push_back(guard.is);
    }
    return values.empty() ? "1" : values[dice_.Below(static_cast<int>(values.size()))];
  }

  AttachmentLink File(const std::string& item) {
    AttachmentLink link;
    link.attachment_id = absl::StrCat("file-", ++files_);
    link.item = item;
    return link;
  }

  void RecordADay() {
    const Machine& machine = engine_.MachineOf(drive_.file());
    std::vector<std::string> events;
    for (const Clock& clock : machine.clocks) {
      for (const std::string& event : {clock.start, clock.start_default, clock.due_before}) {
        if (!event.empty()) events.push_back(event);
      }
      events.insert(events.end(), clock.end.begin(), clock.end.end());
      events.insert(events.end(), clock.reset_by.begin(), clock.reset_by.end());
    }
    if (events.empty()) return;
    Input input;
    input.event = events[dice_.Below(static_cast<int>(events.size()))];
    input.occurred_on = drive_.today() + dice_.Below(120) - 60;
    for (const Clock& clock : machine.clocks) {
      if (!clock.value.empty() && dice_.Chance(50))
        input.values[clock.value] = ValueFor(clock.value);
    }
    const std::string from = drive_.file().state;
    std::string refused = drive_.Raise(input, anybody_);
    if (refused == "PERIOD_REQUIRED") {
      input.set_period = calendar::Period{1 + dice_.Below(20), calendar::Unit::kDays};
      refused = drive_.Raise(input, anybody_);
    }
    if (!refused.empty()) ++walked_.refused;
  }

  void AnswerSomething() {
    const Machine& machine = engine_.MachineOf(drive_.file());
    std::set<std::string> guards;
    for (const Transition& transition : machine.transitions) {
      guards.insert(transition.guard.begin(), transition.guard.end());
      guards.insert(transition.guard_not.begin(), transition.guard_not.end());
    }
    for (const Clock& clock : machine.clocks) {
      guards.insert(clock.guard.begin(), clock.guard.end());
      guards.insert(clock.guard_not.begin(), clock.guard_not.end());
    }
    if (guards.empty()) return;
    auto guard = guards.begin();
    std::advance(guard, dice_.Below(static_cast<int>(guards.size())));
    if (!drive_.Answer(*guard, dice_.Chance(60), anybody_).empty()) ++walked_.refused;
    if (dice_.Chance(50)) Ring();
  }

  void Nonsense() {
    const std::vector<Event>& events = engine_.law().events;
    Input input;
    input.event = events[dice_.Below(static_cast<int>(events.size()))].id;
    input.occurred_on = drive_.today() + dice_.Below(20) - 10;
    if (dice_.Chance(30))
      input.set_period = calendar::Period{dice_.Below(5) - 2, calendar::Unit::kYears};
    if (dice_.Chance(30))
      input.extension = calendar::Period{dice_.Below(5) - 2, calendar::Unit::kYears};
    if (dice_.Chance(30)) input.guards = {{"nobody_asks", true, "x"}};
    if (dice_.Chance(30)) input.dates = {{"never", drive_.today()}};
    if (!drive_.Raise(input, anybody_).empty()) ++walked_.refused;
  }

  void Check() {
    CaseFile& file = drive_.file();
    engine_.Assess(file, drive_.today());
    EXPECT_EQ(CheckClocks(file, engine_.MachineOf(file), drive_.today()), "")
        << file.machine << " " << file.procedure << " on " << FormatDay(drive_.today());
    const std::optional<absl::CivilDay> next = engine_.NextTimerDay(file);
    EXPECT_EQ(next.has_value() && *next <= drive_.today(),
              engine_.NextTimer(file, drive_.today()).has_value());
    EXPECT_LT(file.clocks.size(), 200u);
  }

  const Engine& engine_;
  Dice dice_;
  Walked& walked_;
  const Actor anybody_;
  Drive drive_;
  int files_ = 0;
};

}  // namespace

void Walk(const Engine& engine, const Procedure& procedure, const std::string& machine,
          uint64_t seed, int steps, Walked& walked) {
  Walker walker(engine, seed, walked);
  if (!walker.Open(procedure, machine)) return;
  for (int i = 0; i < steps && !testing::Test::HasFailure(); ++i) walker.Step();
  walker.Count();
}

namespace {

TEST(RandomWalk, MadeUpCasesReplayToWhatTheyAre) {
  const Law law = MadeUpLaw();
  const Engine engine(law, calendar::Holidays::BuiltIn(), nullptr);
  Walked walked;
  for (uint64_t seed = 1; seed <= 1500 && !HasFailure(); ++seed) {
    const Procedure& procedure = law.procedures[seed % law.procedures.size()];
    if (procedure.machines.empty()) continue;
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    Walk(engine, procedure, procedure.machines.front(), seed, 60, walked);
  }
  EXPECT_GT(walked.rung, 500);
  for (const Machine& machine : law.machines) {
    for (const State& state : machine.states) {
      if (state.id == machine.initial) continue;
      EXPECT_GT(walked.states[machine.id + "/" + state.id] +
                    (state.id == "overdue" || state.id == "due" || state.id == "checking" ||
                     state.id == "cancelled"),
                0)
          << machine.id << " " << state.id;
    }
  }
}

}  // namespace
}  // namespace sems::casework
