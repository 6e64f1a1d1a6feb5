#include "common/casework/testing/transition_driver.h"

#include <algorithm>
#include <cstdio>
#include <deque>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/values/uuid.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

namespace sems::casework::testing {
namespace {

const absl::CivilDay kToday(2026, 11, 10);
constexpr int kMostTries = 40;
constexpr int kMostRings = 12;

absl::Time MorningOf(absl::CivilDay day) { return SeoulMidnight(day) + absl::Hours(10); }

bool Contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// What the ErrorInfo says besides its reason.
std::map<std::string, std::string> MetadataOf(const absl::Status& status) {
  const google::rpc::Status details = ToRpcStatus(status);
  for (const auto& any : details.details()) {
    google::rpc::ErrorInfo info;
    if (any.UnpackTo(&info)) return {info.metadata().begin(), info.metadata().end()};
  }
  return {};
}

std::string Named(const Expectation& row) {
  return absl::StrCat(row.machine, ": ", row.from, " --", row.event, "--> ", row.to, " (line ",
                      row.line, ")");
}

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

// What values may be, where an event sets one.
const std::map<std::string, std::string>& SomeValues() {
  static const std::map<std::string, std::string> values = {{"risk_grade", "ga"},
                                                            {"size_class", "major"}};
  return values;
}

}  // namespace

TransitionDriver::TransitionDriver(CaseClient& client, People& people,
                                   std::vector<Expectation> expectations)
    : client_(client), people_(people) {
  for (Expectation& row : expectations) by_machine_[row.machine].push_back(std::move(row));
}

const v1::Procedure& TransitionDriver::Describe(const std::string& id) {
  const auto known = procedures_.find(id);
  if (known != procedures_.end()) return known->second;
  auto described = client_.Describe(people_.Of("MINISTRY"), id);
  EXPECT_TRUE(described.ok()) << id << ": " << described.status();
  v1::Procedure& procedure = procedures_[id];
  if (described.ok()) procedure = *described;
  for (const auto* roles : {&procedure.applicants(), &procedure.authorities()}) {
    for (const v1::StatutoryRole& role : *roles)
      product_roles_[role.role_id()] = role.product_role();
  }
  return procedure;
}

std::vector<OpeningOption> TransitionDriver::Options(const std::string& machine) {
  if (all_procedures_.empty()) {
    auto summaries = client_.Procedures(people_.Of("MINISTRY"));
    EXPECT_TRUE(summaries.ok()) << summaries.status();
    if (!summaries.ok()) return {};
    for (const v1::ProcedureSummary& summary : *summaries) {
      all_procedures_.push_back(summary.procedure_id());
      Describe(summary.procedure_id());
    }
  }
  std::vector<OpeningOption> options;
  for (const std::string& id : all_procedures_) {
    const v1::Procedure& procedure = Describe(id);
    const bool runs =
        std::any_of(procedure.machines().begin(), procedure.machines().end(),
                    [&](const v1::MachineInfo& info) { return info.machine_id() == machine; });
    if (!runs) continue;
    if (procedure.variants().empty()) options.push_back({id, ""});
    for (const v1::Variant& variant : procedure.variants())
      options.push_back({id, variant.variant_id()});
  }
  return options;
}

// Roles of this system that stand behind the statutory ones.
std::string TransitionDriver::ProductRole(const std::string& role) const {
  const auto known = product_roles_.find(role);
  return known == product_roles_.end() ? "" : known->second;
}

std::vector<std::string> TransitionDriver::Resolve(const Walk& walk,
                                                   const std::vector<std::string>& by) {
  const v1::Procedure& procedure = Describe(walk.option.procedure);
  std::vector<std::string> roles;
  for (const std::string& role : by) {
    if (role == "applicant") {
      for (const auto& applicant : procedure.applicants()) roles.push_back(applicant.role_id());
    } else if (role == "authority") {
      for (const auto& authority : procedure.authorities()) roles.push_back(authority.role_id());
    } else if (role != "system") {
      roles.push_back(role);
    }
  }
  return roles;
}

// On the applicant's side, in any procedure that the machine runs through.
bool TransitionDriver::Applies(const Walk& walk, const std::string& role) {
  std::set<std::string> ids = {walk.option.procedure};
  for (const Expectation& row : by_machine_.at(walk.now.machine_id()))
    ids.insert(row.procedures.begin(), row.procedures.end());
  for (const std::string& id : ids) {
    for (const auto& applicant : Describe(id).applicants()) {
      if (applicant.role_id() == role) return true;
    }
  }
  return false;
}

// Who acts in a statutory role in this case.
std::optional<Person> TransitionDriver::WhoIs(const Walk& walk, const std::string& role) {
  const std::string product = ProductRole(role);
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
    for (const auto& applicant : Describe(walk.option.procedure).applicants()) {
      if (applicant.product_role() == product) return people_.office_above();
    }
  }
  return people_.Of(product);
}

absl::StatusOr<TransitionDriver::Walk> TransitionDriver::Open(const std::string& machine,
                                                              const OpeningOption& option,
                                                              absl::CivilDay day) {
  client_.harness().clock().Set(MorningOf(day));
  const v1::Procedure& procedure = Describe(option.procedure);
  OpenSpec spec;
  spec.procedure = option.procedure;
  spec.machine = machine;
  spec.variant = option.variant;
  v1::Period period;
  period.set_amount(20);
  period.set_unit(v1::PERIOD_UNIT_DAYS);
  const auto try_as = [&](const std::string& product,
                          const std::string& subject_of) -> absl::StatusOr<v1::Case> {
    spec.subject.Clear();
    spec.subject.set_name(absl::StrCat("대상 ", ++subjects_));
    if (subject_of == "SITE_OPERATOR") {
      spec.subject.set_site_id(people_.site_id());
    } else if (subject_of == "ORGANISATION") {
      spec.subject.set_organisation_id(people_.organisation_id());
      spec.subject.set_district_code("28260");
    } else {
      spec.subject.set_office_district_code("28260");
    }
    const Person& person = people_.Of(product);
    absl::StatusOr<v1::Case> opened;
    // The values that the machine knows, and a period where it sets one.
    std::vector<std::map<std::string, std::string>> sets = {SomeValues()};
    for (const auto& value : SomeValues()) sets.push_back({value});
    sets.push_back({});
    for (const auto& values : sets) {
      for (const bool with_period : {false, true}) {
        spec.values = values;
        spec.set_period = with_period ? std::optional(period) : std::nullopt;
        opened = client_.Open(person, spec);
        if (opened.ok() || opened.status().code() != absl::StatusCode::kInvalidArgument)
          return opened;
      }
    }
    return opened;
  };
  absl::Status last = absl::NotFoundError("nobody may open it: " + option.procedure);
  std::set<std::string> subjects;
  for (const auto& applicant : procedure.applicants()) subjects.insert(applicant.product_role());
  for (const auto* roles : {&procedure.applicants(), &procedure.authorities()}) {
    for (const v1::StatutoryRole& role : *roles) {
      for (const std::string& subject : subjects) {
        if (!people_.Has(role.product_role())) continue;
        auto opened = try_as(role.product_role(), subject);
        if (opened.ok()) return Walk{*std::move(opened), option};
        // What says most is kept: not that this one may not, but why the right one could not.
        if (last.code() == absl::StatusCode::kNotFound ||
            opened.status().code() != absl::StatusCode::kPermissionDenied)
          last = opened.status();
      }
    }
  }
  return last;
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

// Tells the clock what it still waits for: facts, days and values.
void TransitionDriver::Inform(Walk& walk, const Expectation& row) {
  const Person& seer = people_.Of("MINISTRY");
  const std::string& id = walk.now.case_id();
  std::vector<v1::GuardAnswer> answers;
  const auto answer = [&](const std::string& guard, bool holds) {
    if (computed_.count(guard) > 0) return;
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

absl::Status TransitionDriver::TakeByPerson(Walk& walk, const Expectation& row) {
  absl::Status last = absl::NotFoundError("nobody stands for " + absl::StrJoin(row.by, ", "));
  for (const std::string& role : Resolve(walk, row.by)) {
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
  for (const v1::NextEvent& event : *next) {
    for (const v1::GuardQuestion& guard : event.guards()) {
      if (guard.computed()) computed_.insert(guard.guard_id());
    }
  }
  v1::EventInput input = InputOf(row, role);
  for (const v1::NextEvent& event : *next) {
    if (event.event_id() != row.event) continue;
    for (const v1::StatutoryRole& by : event.by()) product_roles_[by.role_id()] = by.product_role();
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
  absl::Status status;
  for (int tries = 0; tries < kMostTries; ++tries) {
    auto raised = client_.Raise(person, id, input);
    if (raised.ok()) {
      walk.now = *raised;
      return absl::OkStatus();
    }
    status = raised.status();
    const std::string reason = ErrorReason(status);
    if (reason == "ATTACHMENT_MISSING" || reason == "CONTENT_MISSING" || reason == "FEE_UNPAID") {
      if (!Provide(walk, MetadataOf(status), reason, person)) return status;
    } else {
      return status;
    }
  }
  return status;
}

v1::EventInput TransitionDriver::InputOf(const Expectation& row, const std::string& role) {
  v1::EventInput input;
  input.set_event_id(row.event);
  input.set_as_role(role);
  for (const auto* guards : {&row.guard, &row.guard_not}) {
    for (const std::string& guard : *guards) {
      if (computed_.count(guard) > 0) continue;
      v1::GuardAnswer& answer = *input.add_guards();
      answer.set_guard_id(guard);
      answer.set_holds(guards == &row.guard);
      answer.set_reason("현장 확인");
    }
  }
  return input;
}

// The file, content or fee that an event still lacks, as its refusal names it.
bool TransitionDriver::Provide(Walk& walk, const std::map<std::string, std::string>& missing,
                               const std::string& reason, const Person& person) {
  const std::string& id = walk.now.case_id();
  if (reason == "FEE_UNPAID") {
    int64_t krw = 0;
    if (!absl::SimpleAtoi(missing.at("unpaid_krw"), &krw)) return false;
    for (const auto& [product, authority] : people_.everybody()) {
      if (client_.Pay(authority, id, krw).ok()) return true;
    }
    return client_.Pay(people_.office_above(), id, krw).ok();
  }
  const std::string& item = missing.at("item");
  if (reason == "ATTACHMENT_MISSING") {
    const auto attached = client_.Attach(person, id, NewFile(), item);
    EXPECT_TRUE(attached.ok()) << item << ": " << attached.status();
    return attached.ok();
  }
  v1::FormEntry entry;
  entry.set_item_id(item);
  entry.set_text("내용");
  const auto filled = client_.UpdateForm(person, id, {entry});
  EXPECT_TRUE(filled.ok()) << item << ": " << filled.status();
  return filled.ok();
}

std::string TransitionDriver::NewFile() { return NewUuidV7(absl::Now()); }

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

// From this state nothing but what is expected, and that by nobody else.
void TransitionDriver::RefuseElse(const std::vector<Expectation>& rows, const Walk& walk) {
  const std::string state = walk.now.state().state_id();
  if (!held_.insert(absl::StrCat(rows.front().machine, "/", walk.option.variant, "/", state))
           .second)
    return;
  const std::string& id = walk.now.case_id();
  if (auto next = client_.Next(people_.Of("MINISTRY"), id); next.ok()) {
    for (const v1::NextEvent& event : *next) {
      for (const v1::StatutoryRole& by : event.by())
        product_roles_[by.role_id()] = by.product_role();
    }
  }
  const auto possible = [&](const Expectation& row) {
    return row.from == state &&
           (row.variants.empty() || Contains(row.variants, walk.option.variant));
  };
  std::set<std::string> allowed, by_people;
  for (const Expectation& row : rows) {
    if (!possible(row)) continue;
    allowed.insert(row.event);
    if (!row.by_clock()) by_people.insert(row.event);
  }
  std::set<std::string> asked;
  for (const Expectation& row : rows) {
    if (row.by_clock() || !asked.insert(row.event).second) continue;
    const std::string where = absl::StrCat(rows.front().machine, " in ", state, ": ", row.event);
    if (allowed.count(row.event) == 0) {
      // From every other state: refused, naming what is possible.
      for (const std::string& role : Resolve(walk, row.by)) {
        const std::optional<Person> person = WhoIs(walk, role);
        if (!person) continue;
        v1::EventInput input = InputOf(row, role);
        input.clear_guards();
        const auto raised = client_.Raise(*person, id, input);
        ++refused_;
        EXPECT_FALSE(raised.ok()) << where << " should be refused";
        if (raised.ok()) continue;
        const std::string reason = ErrorReason(raised.status());
        if (raised.status().code() == absl::StatusCode::kPermissionDenied) continue;
        if (reason == "CASE_CLOSED") break;
        EXPECT_EQ(reason, "EVENT_NOT_ALLOWED_NOW") << where << ": " << raised.status();
        const auto metadata = MetadataOf(raised.status());
        const std::set<std::string> named =
            metadata.count("allowed") == 0
                ? std::set<std::string>()
                : absl::StrSplit(metadata.at("allowed"), absl::ByAnyChar(", "), absl::SkipEmpty());
        for (const std::string& event : by_people) {
          EXPECT_TRUE(named.count(event) > 0) << where << ": the refusal does not name " << event
                                              << ": " << absl::StrJoin(named, ", ");
        }
        break;
      }
      continue;
    }
    // By every other role, and by those of the right role from elsewhere.
    std::set<std::string> may;
    for (const Expectation& other : rows) {
      if (!possible(other) || other.event != row.event) continue;
      for (const std::string& role : Resolve(walk, other.by)) may.insert(ProductRole(role));
    }
    const auto refused = [&](const std::string& who, const Person& person) {
      v1::EventInput input = InputOf(row, "");
      const auto raised = client_.Raise(person, id, input);
      ++refused_;
      EXPECT_EQ(raised.status().code(), absl::StatusCode::kPermissionDenied)
          << where << " by " << who << ": " << raised.status();
    };
    for (const auto& [product, person] : people_.everybody()) {
      if (may.count(product) == 0) refused(product, person);
    }
    for (const auto& [product, person] : people_.strangers()) refused("another " + product, person);
  }
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
  const std::vector<OpeningOption> options = Options(machine);
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
