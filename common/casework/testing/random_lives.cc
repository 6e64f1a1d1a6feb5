#include "common/casework/testing/random_lives.h"

#include <algorithm>
#include <atomic>
#include <pqxx/pqxx>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/casework/testing/giving.h"
#include "common/casework/testing/opening.h"
#include "common/values/uuid.h"
#include "gtest/gtest.h"

namespace sems::casework::testing {
namespace {

constexpr int kMostDays = 20;
constexpr int kAtATime = 50;  // the youngest cases are those that live

}  // namespace

RandomLives::RandomLives(CaseClient& client, People& people, uint64_t seed)
    : client_(client), people_(people), law_(client, people), dice_(seed) {
  colleague_ = client.harness().MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  client.harness().SetJurisdictions(colleague_, {"28260"});
  for (const auto& [product, person] : people.everybody()) everybody_.push_back(person);
  everybody_.push_back(people.office_above());
  everybody_.push_back(people.body());
  everybody_.push_back(colleague_);
  for (const std::string& id : law_.Procedures()) {
    const v1::Procedure& procedure = law_.Describe(id);
    for (const v1::MachineInfo& machine : procedure.machines()) {
      if (procedure.variants().empty()) ways_.push_back({{id, ""}, machine.machine_id()});
      for (const v1::Variant& variant : procedure.variants())
        ways_.push_back({{id, variant.variant_id()}, machine.machine_id()});
    }
  }
  std::shuffle(ways_.begin(), ways_.end(), dice_);
}

void RandomLives::Live(int steps) {
  for (int i = 0; i < steps && !::testing::Test::HasFailure(); ++i) Step();
  Ring();
}

void RandomLives::Step() {
  const int roll = Below(100);
  if (cases_.empty() || roll < 12) return Open();
  const int back = Below(std::min(kAtATime, cases()));
  const Living living = cases_[cases_.size() - 1 - static_cast<std::size_t>(back)];
  if (roll < 45) return Raise(living);
  if (roll < 53) return RaiseTwice(living);
  if (roll < 60) return RaiseAtOnce(living);
  if (roll < 67) return RecordADay(living);
  if (roll < 73) return Answer(living);
  if (roll < 76) return NameABody(living);
  if (roll < 83) return TryWhatOneMayNot(living);
  if (roll < 87) return TryWhatCannotBe(living);
  PassDays();
}

void RandomLives::Open() {
  const Way& way = ways_[next_way_++ % ways_.size()];
  const absl::StatusOr<v1::Case> opened =
      OpenSomehow(client_, people_, law_.Describe(way.option.procedure), way.machine,
                  way.option.variant, absl::StrCat("대상 ", next_way_));
  Expect(opened.status(), "opening " + way.option.procedure);
  if (!opened.ok()) {
    ++counts_.not_opened;
    return;
  }
  ++counts_.opened;
  cases_.push_back({opened->case_id(), way.machine});
}

RandomLives::Chance RandomLives::Find(const Living& living, bool dated) {
  std::vector<Person> people = everybody_;
  std::shuffle(people.begin(), people.end(), dice_);
  for (const Person& person : people) {
    const auto next = client_.Next(person, living.case_id);
    if (!next.ok()) continue;
    law_.Learn(*next);
    std::vector<v1::NextEvent> possible;
    for (const v1::NextEvent& event : *next) {
      events_seen_.push_back(event.event_id());
      if (event.allowed_for_you() && event.timer_on().empty() &&
          (event.to_states_size() == 0) == dated)
        possible.push_back(event);
    }
    if (!possible.empty()) return {person, Any(possible)};
  }
  return {};
}

v1::EventInput RandomLives::InputFor(const Living& living, const v1::NextEvent& event) {
  const absl::CivilDay today = SeoulToday(client_.harness().clock());
  v1::EventInput input;
  input.set_event_id(event.event_id());
  if (Percent(25)) input.set_occurred_on(FormatDay(today - Below(4)));
  for (const v1::GuardQuestion& question : event.guards()) {
    if (question.computed()) continue;
    v1::GuardAnswer& answer = *input.add_guards();
    answer.set_guard_id(question.guard_id());
    answer.set_holds(Percent(75) == question.must_hold());
    answer.set_reason("현장 확인");
  }
  for (const std::string& need : event.needs()) {
    if (need == "procedure_id") {
      input.set_procedure_id(Any(law_.Options(living.machine)).procedure);
    } else if (need == "set_period") {
      input.mutable_set_period()->set_amount(1 + Below(40));
      input.mutable_set_period()->set_unit(v1::PERIOD_UNIT_DAYS);
    } else if (need == "extension") {
      input.mutable_extension()->set_amount(1 + Below(20));
      input.mutable_extension()->set_unit(v1::PERIOD_UNIT_DAYS);
    } else if (SomeValues().count(need) > 0) {
      (*input.mutable_values())[need] = SomeValues().at(need);
    } else {
      (*input.mutable_dates())[need] = FormatDay(today + Below(60));
    }
  }
  return input;
}

void RandomLives::Raise(const Living& living) {
  const Chance chance = Find(living, false);
  if (chance.event.event_id().empty()) return;
  v1::EventInput input = InputFor(living, chance.event);
  const std::string request_id = NewRequestId();
  input.set_note("request " + request_id);
  const absl::StatusOr<v1::Case> raised =
      RaiseGiving(client_, people_, living.case_id, chance.person, input, request_id);
  Expect(raised.status(), input.event_id());
  ++(raised.ok() ? counts_.raised : counts_.refused);
}

void RandomLives::RaiseTwice(const Living& living) {
  const Chance chance = Find(living, false);
  if (chance.event.event_id().empty()) return;
  v1::EventInput input = InputFor(living, chance.event);
  const std::string request_id = NewRequestId();
  input.set_note("request " + request_id);
  const absl::StatusOr<v1::Case> first =
      RaiseGiving(client_, people_, living.case_id, chance.person, input, request_id);
  Expect(first.status(), input.event_id());
  if (!first.ok()) return;
  const auto again = client_.Raise(chance.person, living.case_id, input, "", request_id);
  EXPECT_TRUE(again.ok()) << input.event_id() << ": " << again.status();
  if (again.ok()) EXPECT_EQ(again->etag(), first->etag());
  input.set_note("request " + request_id + " with another body");
  EXPECT_FALSE(client_.Raise(chance.person, living.case_id, input, "", request_id).ok());
  ++counts_.repeated;
}

// Two of one office, or one with two windows: of what they saw at the same time one may do it.
void RandomLives::RaiseAtOnce(const Living& living) {
  const Chance chance = Find(living, false);
  if (chance.event.event_id().empty()) return;
  const auto seen = client_.Get(chance.person, living.case_id);
  if (!seen.ok()) return;
  const bool officer = chance.person.account_id == people_.Of("LOCAL_OFFICER").account_id;
  const Person other = officer ? colleague_ : chance.person;
  std::atomic<int> done = 0;
  const auto raise = [&](const Person& person, v1::EventInput input, const std::string& request) {
    input.set_note("request " + request);
    const auto raised = client_.Raise(person, living.case_id, input, seen->etag(), request);
    if (raised.ok()) ++done;
  };
  const v1::EventInput input = InputFor(living, chance.event);
  const std::string one = NewRequestId(), two = NewRequestId();
  std::thread beside([&] { raise(other, input, two); });
  raise(chance.person, input, one);
  beside.join();
  EXPECT_LE(done, 1) << input.event_id() << " happened twice in " << living.case_id;
  ++counts_.raced;
}

void RandomLives::RecordADay(const Living& living) {
  const Chance chance = Find(living, true);
  if (chance.event.event_id().empty()) return;
  v1::EventInput input = InputFor(living, chance.event);
  const absl::CivilDay today = SeoulToday(client_.harness().clock());
  input.set_occurred_on(FormatDay(today + Below(80) - 20));
  const auto recorded = client_.Raise(chance.person, living.case_id, input);
  Expect(recorded.status(), "day of " + input.event_id());
  ++(recorded.ok() ? counts_.dated : counts_.refused);
}

void RandomLives::Answer(const Living& living) {
  const auto next = client_.Next(people_.Of("MINISTRY"), living.case_id);
  if (!next.ok()) return;
  std::vector<std::string> guards;
  for (const v1::NextEvent& event : *next) {
    for (const v1::GuardQuestion& question : event.guards()) {
      if (!question.computed()) guards.push_back(question.guard_id());
    }
  }
  if (guards.empty()) return;
  v1::GuardAnswer answer;
  answer.set_guard_id(Any(guards));
  answer.set_holds(Percent(60));
  answer.set_reason("현장 확인");
  std::vector<Person> people = everybody_;
  std::shuffle(people.begin(), people.end(), dice_);
  for (const Person& person : people) {
    const auto answered = client_.Answer(person, living.case_id, {answer});
    Expect(answered.status(), "answer to " + answer.guard_id());
    ++(answered.ok() ? counts_.answered : counts_.refused);
    if (answered.ok()) return;
  }
}

void RandomLives::NameABody(const Living& living) {
  const auto next = client_.Next(people_.Of("MINISTRY"), living.case_id);
  if (!next.ok()) return;
  std::vector<std::string> roles;
  for (const v1::NextEvent& event : *next) {
    for (const v1::StatutoryRole& by : event.by()) {
      if (by.product_role() == "ORGANISATION") roles.push_back(by.role_id());
    }
  }
  if (roles.empty()) return;
  v1::Body body;
  body.set_role_id(Any(roles));
  body.set_organisation_id(people_.body_organisation_id());
  Expect(client_.Name(Any(everybody_), living.case_id, body).status(), "naming a body");
}

void RandomLives::TryWhatOneMayNot(const Living& living) {
  const Chance chance = Find(living, false);
  if (chance.event.event_id().empty()) return;
  const v1::EventInput input = InputFor(living, chance.event);
  const auto& [role, stranger] = Any(people_.strangers());
  const auto by_stranger = client_.Raise(stranger, living.case_id, input);
  EXPECT_EQ(by_stranger.status().code(), absl::StatusCode::kPermissionDenied)
      << input.event_id() << " by another " << role << ": " << by_stranger.status();
  const Person& somebody = Any(everybody_);
  const auto next = client_.Next(somebody, living.case_id);
  const bool may = next.ok() && std::any_of(next->begin(), next->end(), [&](const auto& event) {
                     return event.event_id() == input.event_id() && event.allowed_for_you();
                   });
  if (!may) {
    EXPECT_FALSE(client_.Raise(somebody, living.case_id, input).ok())
        << input.event_id() << " by " << common::v1::Role_Name(somebody.role);
  }
  ++counts_.forbidden;
}

void RandomLives::TryWhatCannotBe(const Living& living) {
  if (events_seen_.empty()) return;
  const auto next = client_.Next(people_.Of("MINISTRY"), living.case_id);
  if (!next.ok()) return;
  v1::EventInput input;
  input.set_event_id(Any(events_seen_));
  for (const v1::NextEvent& event : *next) {
    if (event.event_id() == input.event_id()) return;
  }
  const auto before = client_.Get(people_.Of("MINISTRY"), living.case_id);
  const auto raised = client_.Raise(Any(everybody_), living.case_id, input);
  Expect(raised.status(), input.event_id());
  // A day that a clock of it counts from may be recorded; nothing else comes of it.
  if (raised.ok() && before.ok() && raised->sequence() == before->sequence() + 1)
    EXPECT_EQ(raised->state().state_id(), before->state().state_id());
}

void RandomLives::PassDays() {
  FakeClock& clock = client_.harness().clock();
  clock.Set(clock.Now() + absl::Hours(24) * (1 + Below(Percent(20) ? 4 * kMostDays : kMostDays)));
  ++counts_.days;
  if (Percent(75)) Ring();
}

void RandomLives::Ring() {
  std::atomic<int64_t> rung = 0;
  const auto ring = [&] {
    const absl::StatusOr<int64_t> some = client_.RunTimers();
    EXPECT_TRUE(some.ok()) << some.status();
    if (some.ok()) rung += *some;
  };
  std::thread beside(ring);  // another replica's background
  ring();
  beside.join();
  ring();
  counts_.rung += rung;
}

void RandomLives::Expect(const absl::Status& status, const std::string& what) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kAborted:
      return;
    default:
      ADD_FAILURE() << what << ": " << status;
  }
}

std::string RandomLives::NewRequestId() {
  ++requests_;
  return NewUuidV7(client_.harness().clock().Now());
}

void RandomLives::CheckStored() {
  pqxx::connection connection(client_.harness().database().AdminConninfo());
  pqxx::nontransaction work(connection);
  work.exec("SET search_path = " + work.quote_name(client_.service()));
  const auto count = [&](const std::string& sql) { return work.exec(sql)[0][0].as<int64_t>(); };
  EXPECT_EQ(count("SELECT count(*) FROM case_file"), cases());
  // A period that is extended has another end, and rings for it, too.
  const std::string twice =
      work.exec(
              "SELECT COALESCE(string_agg(DISTINCT case_id || ' ' || (entry ->> 'clock'), ', '), "
              "'') FROM "
              "case_event t WHERE kind = 'TIMER' AND EXISTS (SELECT FROM case_event other WHERE "
              "other.case_id = t.case_id AND other.kind = 'TIMER' AND other.sequence < t.sequence "
              "AND "
              "other.entry ->> 'clock' = t.entry ->> 'clock' AND other.entry ->> 'run' = t.entry "
              "->> 'run' "
              "AND NOT EXISTS (SELECT FROM case_event x WHERE x.case_id = t.case_id AND x.entry -> "
              "'input' "
              "? 'extension' AND x.sequence > other.sequence AND x.sequence < t.sequence))")[0][0]
          .as<std::string>();
  EXPECT_EQ(twice, "") << "timer events more than once";
  EXPECT_EQ(count("SELECT count(*) FROM (SELECT FROM case_event WHERE entry -> 'input' ->> 'note' "
                  "LIKE 'request %' GROUP BY entry -> 'input' ->> 'note' HAVING count(*) > 1) d"),
            0)
      << "requests done more than once";
  EXPECT_EQ(count("SELECT count(*) FROM case_event WHERE entry -> 'input' ->> 'note' LIKE "
                  "'%another body'"),
            0);
  EXPECT_EQ(count("SELECT count(*) FROM case_file f WHERE sequence <> (SELECT count(*) FROM "
                  "case_event e WHERE e.case_id = f.case_id)"),
            0)
      << "histories with gaps";
  EXPECT_EQ(count("SELECT count(*) FROM case_file WHERE next_timer_on <= '" +
                  FormatDay(SeoulToday(client_.harness().clock())) + "'"),
            0)
      << "cases whose clock is due and has not rung";
  EXPECT_EQ(count("SELECT count(*) FROM case_event e WHERE NOT EXISTS (SELECT FROM audit_row a "
                  "WHERE a.stream_id = e.case_id AND a.detail::jsonb ->> 'sequence' = "
                  "e.sequence::text)"),
            0)
      << "entries without a row of the audit trail";
}

std::string RandomLives::Summary() const {
  return absl::StrCat(counts_.opened, " cases (", counts_.not_opened, " not opened), ",
                      counts_.raised, " events, ", counts_.dated, " days, ", counts_.answered,
                      " answers, ", counts_.refused, " refused, ", counts_.forbidden,
                      " forbidden, ", counts_.repeated, " repeated, ", counts_.raced, " at once, ",
                      counts_.rung, " rung");
}

}  // namespace sems::casework::testing
