#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/casework/testing/opening.h"
#include "common/casework/testing/transition_driver.h"

// Transitions that a clock raises: its facts and days are told, and the days pass until it rings.
namespace sems::casework::testing {
namespace {

constexpr int kMostRings = 12;

absl::Time MorningOf(absl::CivilDay day) { return SeoulMidnight(day) + absl::Hours(10); }

// Where the case stands, for whoever reads a failure.
std::string Standing(const v1::Case& file) {
  std::string text = absl::StrCat(" [", file.state().state_id());
  for (const v1::Clock& clock : file.clocks()) {
    if (!clock.ended_on().empty()) continue;
    absl::StrAppend(&text, "; ", clock.clock_id(), "#", clock.run(), " ",
                    v1::ClockStatus_Name(clock.status()).substr(13), " ", clock.started_on(), "–",
                    clock.due_on());
  }
  for (const v1::BlockedTimer& timer : file.blocked_timers())
    absl::StrAppend(&text, "; blocked: ", timer.event_id(), " by ",
                    absl::StrJoin(timer.guard_ids(), ","),
                    absl::StrJoin(timer.parameter_ids(), ","));
  return text + "]";
}

// Facts of a case on which clocks run: those under which most do.
const std::vector<std::string>& Facts() {
  static const std::vector<std::string> facts = {"plan_required", "business_permit_required",
                                                 "is_major", "grade_ga"};
  return facts;
}

}  // namespace

// Tells the clock what it still waits for: facts, days and values.
void TransitionDriver::Inform(Walk& walk, const Expectation& row) {
  const Person& seer = people_.Of("MINISTRY");
  const std::string& id = walk.now.case_id();
  std::vector<v1::GuardAnswer> answers;
  const auto answer = [&](const std::string& guard, bool holds) {
    if (law_.IsComputed(guard)) return;
    for (const v1::GuardAnswer& other : answers) {
      if (other.guard_id() == guard) return;
    }
    answers.emplace_back().set_guard_id(guard);
    answers.back().set_holds(holds);
    answers.back().set_reason("현장 확인");
  };
  for (const std::string& guard : row.guard) answer(guard, true);
  for (const std::string& guard : row.guard_not) answer(guard, false);
  for (const v1::BlockedTimer& blocked : walk.now.blocked_timers()) {
    for (const std::string& guard : blocked.guard_ids()) answer(guard, true);
  }
  for (const std::string& guard : Facts()) answer(guard, true);
  const auto as_anyone = [&](const auto& act) {
    for (const auto& [product, person] : people_.everybody()) {
      if (act(person)) return true;
    }
    return act(people_.body()) || act(people_.office_above());
  };
  // By everybody who may: what one side declares the other confirms.
  for (const v1::GuardAnswer& one : answers) {
    if (!walk.facts_told.insert(one.guard_id()).second) continue;
    as_anyone([&](const Person& person) {
      (void)client_.Answer(person, id, {one}).ok();
      return false;
    });
  }
  auto next = client_.Next(seer, id);
  if (!next.ok()) return;
  for (const v1::NextEvent& event : *next) {
    if (event.to_states_size() > 0) continue;  // no day, but something that happens
    if (!walk.days_told.insert(event.event_id()).second) continue;
    v1::EventInput dated;
    dated.set_event_id(event.event_id());
    for (const std::string& need : event.needs()) {
      if (SomeValues().count(need) > 0) (*dated.mutable_values())[need] = SomeValues().at(need);
    }
    v1::EventInput with_values = dated;
    for (const auto& [name, value] : SomeValues()) (*with_values.mutable_values())[name] = value;
    as_anyone([&](const Person& person) {
      return client_.Raise(person, id, with_values).ok() || client_.Raise(person, id, dated).ok();
    });
  }
  if (auto now = client_.Get(seer, id); now.ok()) walk.now = *now;
}

absl::Status TransitionDriver::TakeByClock(const std::vector<Expectation>& rows, Walk& walk,
                                           const Expectation& row) {
  const Person& seer = people_.Of("MINISTRY");
  const std::string id = walk.now.case_id();
  for (int rung = 0; rung < kMostRings; ++rung) {
    const auto happened = [&]() -> absl::StatusOr<bool> {
      auto history = client_.History(seer, id);
      if (!history.ok()) return history.status();
      return std::any_of(history->begin(), history->end(), [&](const v1::CaseEvent& event) {
        return event.kind() == "TIMER" && event.event_id() == row.event &&
               event.from_state() == row.from && event.to_state() == row.to;
      });
    };
    // Other clocks may have led elsewhere meanwhile: back to where this one rings. What fell due in
    // between rings at once.
    if (walk.now.state().state_id() == row.to && rung > 0) {
      const absl::StatusOr<bool> rang = happened();
      if (!rang.ok() || *rang) return rang.status();
    }
    if (walk.now.state().state_id() != row.from) {
      const auto way = Way(rows, walk, row.from);
      if (!way || way->empty())
        return absl::FailedPreconditionError("another clock rang before " + row.event);
      if (rows[way->front()].by_clock())
        return absl::FailedPreconditionError("only the clock leads back");
      const absl::Status back = TakeByPerson(walk, rows[way->front()]);
      if (!back.ok()) return back;
      if (walk.now.state().state_id() != row.from) continue;
    }
    Inform(walk, row);
    // What fell due while the facts were told has rung with them.
    if (absl::StatusOr<bool> already = happened(); !already.ok() || *already)
      return already.status();
    auto next = client_.Next(seer, id);
    if (!next.ok()) return next.status();
    std::string day;
    for (const v1::NextEvent& event : *next) {
      if (event.event_id() == row.event) day = event.timer_on();
    }
    if (day.empty())
      return absl::FailedPreconditionError(
          absl::StrCat("no clock is on its way to ", row.event, Standing(walk.now)));
    const absl::Time at = MorningOf(*ParseDay(day));
    if (at > client_.harness().clock().Now()) client_.harness().clock().Set(at);
    if (const auto raised = client_.RunTimers(); !raised.ok()) return raised.status();
    auto now = client_.Get(seer, id);
    if (!now.ok()) return now.status();
    const bool moved = now->sequence() != walk.now.sequence();
    walk.now = *now;
    if (absl::StatusOr<bool> rang = happened(); !rang.ok() || *rang) return rang.status();
    if (!moved && walk.now.blocked_timers().empty())
      return absl::FailedPreconditionError("the clock did not ring: " + row.event);
  }
  return absl::FailedPreconditionError(
      absl::StrCat("the clock does not come to ", row.event, Standing(walk.now)));
}

}  // namespace sems::casework::testing
