#include "common/casework/testing/transition_driver.h"

#include <algorithm>
#include <cstdio>
#include <deque>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/casework/testing/giving.h"
#include "common/casework/testing/opening.h"
#include "gtest/gtest.h"

namespace sems::casework::testing {
namespace {

const absl::CivilDay kToday(2026, 11, 10);

absl::Time MorningOf(absl::CivilDay day) { return SeoulMidnight(day) + absl::Hours(10); }

bool Contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

std::string Named(const Expectation& row) {
  return absl::StrCat(row.machine, ": ", row.from, " --", row.event, "--> ", row.to, " (line ",
                      row.line, ")");
}

}  // namespace

TransitionDriver::TransitionDriver(CaseClient& client, People& people,
                                   std::vector<Expectation> expectations)
    : client_(client), people_(people), law_(client, people) {
  for (Expectation& row : expectations) by_machine_[row.machine].push_back(std::move(row));
}

// On the applicant's side, in any procedure that the machine runs through.
bool TransitionDriver::Applies(const Walk& walk, const std::string& role) {
  std::set<std::string> ids = {walk.option.procedure};
  for (const Expectation& row : by_machine_.at(walk.now.machine_id()))
    ids.insert(row.procedures.begin(), row.procedures.end());
  for (const std::string& id : ids) {
    for (const auto& applicant : law_.Describe(id).applicants()) {
      if (applicant.role_id() == role) return true;
    }
  }
  return false;
}

// Who acts in a statutory role in this case.
std::optional<Person> TransitionDriver::WhoIs(const Walk& walk, const std::string& role) {
  const std::string product = law_.ProductRole(role);
  if (product.empty() || !people_.Has(product)) return std::nullopt;
  // An organisation other than the applicant takes part when it has been named.
  if (product == "ORGANISATION" && !Applies(walk, role)) {
    v1::Body body;
    body.set_role_id(role);
    body.set_organisation_id(people_.body_organisation_id());
    const bool named = std::any_of(walk.now.bodies().begin(), walk.now.bodies().end(),
                                   [&](const v1::Body& other) { return other.role_id() == role; });
    if (!named && !walk.now.case_id().empty()) {
      for (const auto& [name, person] : people_.everybody()) {
        if (client_.Name(person, walk.now.case_id(), body).ok()) break;
      }
    }
    return people_.body();
  }
  // What an office has applied for another office of its kind decides.
  if (product == "LOCAL_OFFICER" && !walk.now.opened_by_authority() && !Applies(walk, role)) {
    for (const auto& applicant : law_.Describe(walk.option.procedure).applicants()) {
      if (applicant.product_role() == product) return people_.office_above();
    }
  }
  return people_.Of(product);
}

absl::StatusOr<TransitionDriver::Walk> TransitionDriver::Open(const std::string& machine,
                                                              const OpeningOption& option,
                                                              absl::CivilDay day) {
  client_.harness().clock().Set(MorningOf(day));
  absl::StatusOr<v1::Case> opened =
      OpenSomehow(client_, people_, law_.Describe(option.procedure), machine, option.variant,
                  absl::StrCat("대상 ", ++subjects_));
  if (!opened.ok()) return opened.status();
  return Walk{*std::move(opened), option};
}

std::optional<std::vector<int>> TransitionDriver::Way(const std::vector<Expectation>& rows,
                                                      const Walk& walk,
                                                      const std::string& state) const {
  const std::string start = walk.now.state().state_id();
  std::map<std::string, int> came_by = {{start, -1}};
  std::deque<std::string> open = {start};
  while (!open.empty() && came_by.count(state) == 0) {
    const std::string at = open.front();
    open.pop_front();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Expectation& row = rows[i];
      if (row.from != at || came_by.count(row.to) > 0) continue;
      if (!row.variants.empty() && !Contains(row.variants, walk.option.variant)) continue;
      came_by[row.to] = static_cast<int>(i);
      open.push_back(row.to);
    }
  }
  if (came_by.count(state) == 0) return std::nullopt;
  std::vector<int> way;
  for (std::string at = state; came_by.at(at) >= 0; at = rows[way.back()].from)
    way.push_back(came_by.at(at));
  std::reverse(way.begin(), way.end());
  return way;
}

absl::Status TransitionDriver::TakeByPerson(Walk& walk, const Expectation& row) {
  absl::Status last = absl::NotFoundError("nobody stands for " + absl::StrJoin(row.by, ", "));
  for (const std::string& role : law_.Resolve(walk.option.procedure, row.by)) {
    const std::optional<Person> person = WhoIs(walk, role);
    if (!person) continue;
    last = RaiseAs(walk, row, *person, role);
    if (last.ok()) return last;
    if (last.code() != absl::StatusCode::kPermissionDenied) return last;
  }
  return last;
}

// Raises the event, giving what is asked for until nothing is missing.
absl::Status TransitionDriver::RaiseAs(Walk& walk, const Expectation& row, const Person& person,
                                       const std::string& role) {
  const std::string& id = walk.now.case_id();
  auto next = client_.Next(person, id);
  if (!next.ok()) return next.status();
  law_.Learn(*next);
  v1::EventInput input = InputOf(row, role);
  for (const v1::NextEvent& event : *next) {
    if (event.event_id() != row.event) continue;
    for (const std::string& need : event.needs()) {
      if (need == "procedure_id") {
        if (!row.procedures.empty()) input.set_procedure_id(row.procedures.front());
      } else if (need == "set_period") {
        input.mutable_set_period()->set_amount(20);
        input.mutable_set_period()->set_unit(v1::PERIOD_UNIT_DAYS);
      } else if (need == "extension") {
        input.mutable_extension()->set_amount(10);
        input.mutable_extension()->set_unit(v1::PERIOD_UNIT_DAYS);
      } else if (SomeValues().count(need) > 0) {
        (*input.mutable_values())[need] = SomeValues().at(need);
      } else {
        (*input.mutable_dates())[need] = FormatDay(SeoulToday(client_.harness().clock()) + 30);
      }
    }
  }
  absl::StatusOr<v1::Case> raised = RaiseGiving(client_, people_, id, person, input);
  if (!raised.ok()) return raised.status();
  walk.now = *std::move(raised);
  return absl::OkStatus();
}

v1::EventInput TransitionDriver::InputOf(const Expectation& row, const std::string& role) {
  v1::EventInput input;
  input.set_event_id(row.event);
  input.set_as_role(role);
  for (const auto* guards : {&row.guard, &row.guard_not}) {
    for (const std::string& guard : *guards) {
      if (law_.IsComputed(guard)) continue;
      v1::GuardAnswer& answer = *input.add_guards();
      answer.set_guard_id(guard);
      answer.set_holds(guards == &row.guard);
      answer.set_reason("현장 확인");
    }
  }
  return input;
}

absl::Status TransitionDriver::Take(const std::vector<Expectation>& rows, Walk& walk,
                                    const Expectation& row) {
  const absl::Status status =
      row.by_clock() ? TakeByClock(rows, walk, row) : TakeByPerson(walk, row);
  if (!status.ok()) return status;
  if (row.by_clock() || walk.now.state().state_id() == row.to) return status;
  // What has fallen due meanwhile rings at once, and may have led on.
  auto history = client_.History(people_.Of("MINISTRY"), walk.now.case_id());
  if (!history.ok()) return history.status();
  const auto last =
      std::find_if(history->rbegin(), history->rend(),
                   [](const v1::CaseEvent& event) { return event.kind() == "EVENT"; });
  if (last != history->rend() && last->event_id() == row.event && last->to_state() == row.to)
    return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat("led to ", walk.now.state().state_id(), " instead of ", row.to));
}

void TransitionDriver::CompareEntry(const Walk& walk, const Expectation& row) {
  auto history = client_.History(people_.Of("MINISTRY"), walk.now.case_id());
  ASSERT_TRUE(history.ok()) << history.status();
  for (auto event = history->rbegin(); event != history->rend(); ++event) {
    if (event->event_id() != row.event || event->to_state() != row.to) continue;
    EXPECT_EQ(event->from_state(), row.from) << Named(row);
    EXPECT_EQ(event->article(), row.article) << Named(row);
    EXPECT_EQ(event->form_no(), row.form_no) << Named(row);
    return;
  }
  ADD_FAILURE() << Named(row) << ": no such entry";
}

absl::Status TransitionDriver::TakeWithPrelude(const std::vector<Expectation>& rows, Walk& walk,
                                               int step, std::map<int, absl::Status>& left) {
  const auto took = [&](const Expectation& row) {
    if (left.erase(row.line) == 0) return;
    ++taken_;
    CompareEntry(walk, row);
  };
  absl::Status status = Take(rows, walk, rows[step]);
  if (status.ok()) {
    took(rows[step]);
    return status;
  }
  for (const Expectation& other : rows) {
    if (other.from != rows[step].from || other.to != other.from || other.by_clock()) continue;
    if (&other == &rows[step] || walk.now.state().state_id() != other.from) continue;
    if (!other.variants.empty() && !Contains(other.variants, walk.option.variant)) continue;
    if (!Take(rows, walk, other).ok()) continue;
    took(other);
    const absl::Status again = Take(rows, walk, rows[step]);
    if (again.ok()) {
      took(rows[step]);
      return again;
    }
  }
  return status;
}

void TransitionDriver::TakeMachine(const std::string& machine) {
  const std::vector<Expectation>& rows = by_machine_.at(machine);
  const std::vector<OpeningOption> options = law_.Options(machine);
  if (options.empty()) return;
  ++machines_;
  std::map<int, absl::Status> left;  // by line
  for (const Expectation& row : rows) left[row.line] = absl::UnknownError("not tried");
  for (const OpeningOption& option : options) {
    for (const Expectation& row : rows) {
      if (left.count(row.line) == 0) continue;
      if (!row.variants.empty() && !Contains(row.variants, option.variant)) continue;
      // The one fact of the calendar: the last quarter of a year, or another one.
      absl::StatusOr<Walk> walk =
          Open(machine, option,
               Contains(row.guard_not, "last_quarter") ? absl::CivilDay(2026, 5, 12) : kToday);
      if (!walk.ok()) {
        left[row.line] = absl::Status(
            walk.status().code(),
            absl::StrCat("opening ", option.procedure, " ", option.variant, ": ",
                         ErrorReason(walk.status()), " ", std::string(walk.status().message())));
        break;  // the option is no way in
      }
      std::optional<std::vector<int>> way = Way(rows, *walk, row.from);
      if (!way) {
        left[row.line] = absl::NotFoundError("no way to " + row.from);
        continue;
      }
      way->push_back(static_cast<int>(&row - rows.data()));
      for (const int step : *way) {
        RefuseElse(rows, *walk);
        const absl::Status status = TakeWithPrelude(rows, *walk, step, left);
        if (status.ok()) continue;
        if (left.count(row.line) > 0) {
          left[row.line] = absl::Status(
              status.code(),
              absl::StrCat("at ", rows[step].event, " of ", option.procedure, " ", option.variant,
                           ": ", ErrorReason(status), " ", std::string(status.message())));
        }
        break;
      }
      RefuseElse(rows, *walk);
    }
    if (left.empty()) break;
  }
  for (const Expectation& row : rows) {
    if (left.count(row.line) > 0) ADD_FAILURE() << Named(row) << ": " << left.at(row.line);
  }
}

void TransitionDriver::TakeAll() {
  for (const auto& [machine, rows] : by_machine_) TakeMachine(machine);
  std::printf("%d transitions of %d machines taken, %d refusals\n", taken_, machines_, refused_);
}

}  // namespace sems::casework::testing
