#include "common/casework/testing/transition_driver.h"

#include <algorithm>
#include <deque>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/values/uuid.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

namespace sems::casework::testing {
namespace {

const absl::CivilDay kToday(2026, 11, 10);
constexpr int kMostTries = 12;

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

// What values may be, where an event sets one.
const std::map<std::string, std::string>& SomeValues() {
  static const std::map<std::string, std::string> values = {{"risk_grade", "ga"}};
  return values;
}

}  // namespace

TransitionDriver::TransitionDriver(CaseClient& client, People& people,
                                   std::vector<Expectation> expectations)
    : client_(client), people_(people) {
  for (Expectation& row : expectations) by_machine_[row.machine].push_back(std::move(row));
}

std::vector<std::string> TransitionDriver::Machines() const {
  std::vector<std::string> machines;
  for (const auto& [machine, rows] : by_machine_) machines.push_back(machine);
  return machines;
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

bool TransitionDriver::Applies(const Walk& walk, const std::string& role) {
  for (const auto& applicant : Describe(walk.option.procedure).applicants()) {
    if (applicant.role_id() == role) return true;
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
                                                              const OpeningOption& option) {
  client_.harness().clock().Set(MorningOf(kToday));
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
    for (const bool with_period : {false, true}) {
      spec.set_period = with_period ? std::optional(period) : std::nullopt;
      auto opened = client_.Open(person, spec);
      if (opened.ok() || with_period) return opened;
      const auto metadata = MetadataOf(opened.status());
      if (opened.status().code() != absl::StatusCode::kInvalidArgument) return opened;
    }
    return absl::InternalError("not reached");
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

absl::Status TransitionDriver::TakeByClock(Walk& walk, const Expectation& row) {
  const Person& seer = people_.Of("MINISTRY");
  std::vector<v1::GuardAnswer> answers;
  for (const auto* guards : {&row.guard, &row.guard_not}) {
    for (const std::string& id : *guards) {
      v1::GuardAnswer& answer = answers.emplace_back();
      answer.set_guard_id(id);
      answer.set_holds(guards == &row.guard);
      answer.set_reason("현장 확인");
    }
  }
  if (!answers.empty()) {
    absl::Status last;
    for (const auto& role : Describe(walk.option.procedure).authorities()) {
      const std::optional<Person> person = WhoIs(walk, role.role_id());
      if (!person) continue;
      auto answered = client_.Answer(*person, walk.now.case_id(), answers);
      last = answered.status();
      if (answered.ok()) {
        walk.now = *answered;
        break;
      }
    }
    if (!last.ok()) return last;
  }
  for (int rung = 0; rung < kMostTries; ++rung) {
    if (walk.now.state().state_id() == row.to && rung > 0) return absl::OkStatus();
    auto next = client_.Next(seer, walk.now.case_id());
    if (!next.ok()) return next.status();
    std::string day;
    for (const v1::NextEvent& event : *next) {
      if (event.event_id() == row.event) day = event.timer_on();
    }
    if (day.empty()) return absl::FailedPreconditionError("no clock is on its way to " + row.event);
    const absl::Time at = MorningOf(*ParseDay(day));
    if (at > client_.harness().clock().Now()) client_.harness().clock().Set(at);
    const auto raised = client_.RunTimers();
    if (!raised.ok()) return raised.status();
    auto now = client_.Get(seer, walk.now.case_id());
    if (!now.ok()) return now.status();
    const bool moved = now->sequence() != walk.now.sequence();
    walk.now = *now;
    if (!moved) return absl::FailedPreconditionError("the clock did not ring: " + row.event);
    auto history = client_.History(seer, walk.now.case_id());
    if (!history.ok()) return history.status();
    for (const v1::CaseEvent& event : *history) {
      if (event.event_id() == row.event && event.from_state() == row.from &&
          event.to_state() == row.to && event.kind() == "TIMER")
        return absl::OkStatus();
    }
  }
  return absl::FailedPreconditionError("another clock rang before " + row.event);
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
  v1::EventInput input = InputOf(row, role);
  auto next = client_.Next(person, id);
  if (!next.ok()) return next.status();
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
      if (!Provide(walk, row.event, person)) return status;
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
      v1::GuardAnswer& answer = *input.add_guards();
      answer.set_guard_id(guard);
      answer.set_holds(guards == &row.guard);
      answer.set_reason("현장 확인");
    }
  }
  return input;
}

// Files, contents and fee that an event still lacks.
bool TransitionDriver::Provide(Walk& walk, const std::string& event_id, const Person& person) {
  const std::string& id = walk.now.case_id();
  auto next = client_.Next(person, id);
  if (!next.ok()) return false;
  bool provided = false;
  for (const v1::NextEvent& event : *next) {
    if (event.event_id() != event_id) continue;
    for (const v1::AttachmentItem& item : event.missing_attachments()) {
      const auto attached = client_.Attach(person, id, NewFile(), item.item_id());
      EXPECT_TRUE(attached.ok()) << item.item_id() << ": " << attached.status();
      provided |= attached.ok();
    }
    std::vector<v1::FormEntry> form;
    for (const v1::ContentItem& item : event.missing_contents()) {
      form.emplace_back().set_item_id(item.item_id());
      form.back().set_text("내용");
    }
    if (!form.empty()) {
      const auto filled = client_.UpdateForm(person, id, form);
      EXPECT_TRUE(filled.ok()) << filled.status();
      provided |= filled.ok();
    }
    if (event.unpaid_fee_krw() > 0) {
      for (const auto& role : Describe(walk.option.procedure).authorities()) {
        const std::optional<Person> authority = WhoIs(walk, role.role_id());
        if (authority && client_.Pay(*authority, id, event.unpaid_fee_krw()).ok()) {
          provided = true;
          break;
        }
      }
    }
  }
  return provided;
}

std::string TransitionDriver::NewFile() { return NewUuidV7(absl::Now()); }

absl::Status TransitionDriver::Take(Walk& walk, const Expectation& row) {
  const absl::Status status = row.by_clock() ? TakeByClock(walk, row) : TakeByPerson(walk, row);
  if (!status.ok()) return status;
  if (row.by_clock()) return status;
  if (walk.now.state().state_id() != row.to) {
    return absl::InternalError(
        absl::StrCat("led to ", walk.now.state().state_id(), " instead of ", row.to));
  }
  return absl::OkStatus();
}

// From this state nothing but what is expected, and that by nobody else.
void TransitionDriver::RefuseElse(const std::vector<Expectation>& rows, const Walk& walk) {
  const std::string state = walk.now.state().state_id();
  if (!held_.insert(absl::StrCat(rows.front().machine, "/", walk.option.variant, "/", state))
           .second)
    return;
  const std::string& id = walk.now.case_id();
  const auto possible = [&](const Expectation& row) {
    return row.from == state &&
           (row.variants.empty() || Contains(row.variants, walk.option.variant));
  };
  std::set<std::string> allowed;
  for (const Expectation& row : rows) {
    if (possible(row)) allowed.insert(row.event);
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
        if (reason == "ROLE_MAY_NOT_RAISE" || reason == "CASE_CLOSED") break;
        EXPECT_EQ(reason, "EVENT_NOT_ALLOWED_NOW") << where << ": " << raised.status();
        const auto metadata = MetadataOf(raised.status());
        const std::set<std::string> named =
            metadata.count("allowed") == 0
                ? std::set<std::string>()
                : absl::StrSplit(metadata.at("allowed"), absl::ByAnyChar(", "), absl::SkipEmpty());
        for (const std::string& event : allowed) {
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

int TransitionDriver::TakeAll(const std::string& machine) {
  const std::vector<Expectation>& rows = by_machine_.at(machine);
  std::map<int, absl::Status> left;  // by line
  for (const Expectation& row : rows) left[row.line] = absl::UnknownError("not tried");
  for (const OpeningOption& option : Options(machine)) {
    for (const Expectation& row : rows) {
      if (left.count(row.line) == 0) continue;
      if (!row.variants.empty() && !Contains(row.variants, option.variant)) continue;
      absl::StatusOr<Walk> walk = Open(machine, option);
      if (!walk.ok()) {
        left[row.line] = walk.status();
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
        const absl::Status status = Take(*walk, rows[step]);
        if (!status.ok()) {
          left[row.line] = absl::Status(
              status.code(), absl::StrCat("at ", rows[step].event, " of ", option.procedure, ": ",
                                          ErrorReason(status), " ", std::string(status.message())));
          break;
        }
        if (left.erase(rows[step].line) > 0) ++taken_;
      }
      RefuseElse(rows, *walk);
    }
    if (left.empty()) break;
  }
  for (const Expectation& row : rows) {
    if (left.count(row.line) > 0) ADD_FAILURE() << Named(row) << ": " << left.at(row.line);
  }
  return static_cast<int>(rows.size() - left.size());
}

}  // namespace sems::casework::testing
