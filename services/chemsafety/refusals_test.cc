#include <algorithm>
#include <pqxx/pqxx>

#include "google/rpc/error_details.pb.h"
#include "services/chemsafety/cases_fixture.h"

// What is refused, and how: by field, rule and article, in Korean and English, with nothing of it
// kept. And what is not to be refused, taken or passed over in silence.
namespace sems::chemsafety {
namespace {

using absl::StatusCode;
using casework::testing::OpenSpec;
using sems::testing::Person;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

template <class Detail>
std::optional<Detail> DetailOf(const absl::Status& status) {
  const google::rpc::Status details = ToRpcStatus(status);
  for (const auto& any : details.details()) {
    Detail detail;
    if (any.UnpackTo(&detail)) return detail;
  }
  return std::nullopt;
}

bool HasHangul(const std::string& text) {
  // U+AC00–U+D7A3 in UTF-8 begin with EA–ED.
  return std::ranges::any_of(text, [](char c) {
    return static_cast<unsigned char>(c) >= 0xEA && static_cast<unsigned char>(c) <= 0xED;
  });
}

struct Expected {
  StatusCode code;
  std::string reason;
  std::string field;    // empty: no field is at fault
  std::string article;  // empty: no article speaks
};

class RefusalsTest : public CasesFixture {
 protected:
  // 화학사고예방관리계획서 of the site; opened, and by default handed in.
  cw::Case Plan(const std::string& name, bool submitted = true) {
    OpenSpec spec;
    spec.procedure = "chem_prevention_plan_submission";
    spec.subject.set_site_id(people.site_id());
    spec.subject.set_name(name);
    spec.opened_on = "2026-09-01";
    spec.values = {{"size_class", "major"}};
    cw::GuardAnswer required;
    required.set_guard_id("plan_required");
    required.set_holds(true);
    required.set_reason("제외 시설 아님");
    spec.guards = {required};
    auto opened = cases.Open(plant, spec);
    EXPECT_TRUE(opened.ok()) << opened.status();
    if (!opened.ok() || !submitted) return opened.ok() ? *opened : cw::Case();
    EXPECT_TRUE(cases.Attach(plant, opened->case_id(), NextFile(), "a1").ok());
    auto received = cases.Raise(plant, opened->case_id(), On("plan_received", "2026-09-10"));
    EXPECT_TRUE(received.ok()) << received.status();
    return received.ok() ? *received : cw::Case();
  }
  // 취급시설 개선명령 of twelve months, with its execution plan accepted.
  cw::Case Order(const std::string& name, const std::string& issued_on) {
    auto order = cases.Open(office, OrderSpec(name, issued_on, 12, cw::PERIOD_UNIT_MONTHS));
    EXPECT_TRUE(order.ok()) << order.status();
    if (!order.ok()) return {};
    for (const char* item : {"a1", "a2", "a3"}) {
      EXPECT_TRUE(cases
                      .Attach(plant, order->case_id(), NextFile(),
                              std::string("chem_improvement_execution_plan.") + item)
                      .ok());
    }
    EXPECT_TRUE(
        cases.Raise(plant, order->case_id(), On("execution_plan_submitted", issued_on)).ok());
    auto accepted = cases.Raise(office, order->case_id(), On("execution_plan_accepted", issued_on));
    EXPECT_TRUE(accepted.ok()) << accepted.status();
    return accepted.ok() ? *accepted : cw::Case();
  }
  OpenSpec OrderSpec(const std::string& name, const std::string& issued_on, int amount,
                     cw::PeriodUnit unit) {
    OpenSpec spec;
    spec.procedure = "chem_improvement_order";
    spec.subject.set_site_id(people.site_id());
    spec.subject.set_name(name);
    spec.opened_on = issued_on;
    spec.set_period.emplace();
    spec.set_period->set_amount(amount);
    spec.set_period->set_unit(unit);
    return spec;
  }

  static cw::EventInput On(const std::string& event, const std::string& day) {
    cw::EventInput input = Event(event);
    input.set_occurred_on(day);
    return input;
  }
  static cw::EventInput Extended(cw::EventInput event, int amount, cw::PeriodUnit unit) {
    event.mutable_extension()->set_amount(amount);
    event.mutable_extension()->set_unit(unit);
    return event;
  }
  static cw::EventInput Judged(cw::EventInput event, const std::string& guard, bool holds,
                               const std::string& reason = "확인함") {
    cw::GuardAnswer& answer = *event.add_guards();
    answer.set_guard_id(guard);
    answer.set_holds(holds);
    answer.set_reason(reason);
    return event;
  }
  std::string NextFile() {
    return absl::StrCat("0192f0c0-0000-7000-8000-", absl::Dec(++files_, absl::kZeroPad12));
  }

  // Everything the service has written down, but for the looks.
  std::string Kept() {
    pqxx::connection connection(harness.database().AdminConninfo());
    pqxx::nontransaction work(connection);
    return work
        .exec(
            R"(SELECT (SELECT count(*) || '/' || coalesce(sum(sequence), 0) FROM chemsafety.case_file)
              || ' ' || (SELECT count(*) FROM chemsafety.case_event)
              || ' ' || (SELECT count(*) FROM chemsafety.case_body)
              || ' ' || (SELECT count(*) FROM chemsafety.audit_row)
              || ' ' || (SELECT count(*) FROM chemsafety.outbox)
              || ' ' || (SELECT count(*) FROM chemsafety.idempotency))")[0][0]
        .as<std::string>();
  }

  template <class Call>
  void ExpectRefused(const std::string& what, const Expected& expected, Call call) {
    SCOPED_TRACE(what);
    const std::string before = Kept();
    const absl::Status status = call().status();
    EXPECT_EQ(status.code(), expected.code) << status;
    EXPECT_EQ(ErrorReason(status), expected.reason) << status;
    EXPECT_EQ(Kept(), before) << "something of it was kept";
    EXPECT_THAT(std::string(status.message()), Not(IsEmpty()));
    EXPECT_FALSE(HasHangul(std::string(status.message()))) << status;
    const auto korean = DetailOf<google::rpc::LocalizedMessage>(status);
    ASSERT_TRUE(korean.has_value()) << status;
    EXPECT_EQ(korean->locale(), "ko");
    EXPECT_TRUE(HasHangul(korean->message())) << korean->message();
    if (!expected.field.empty()) {
      const auto bad = DetailOf<google::rpc::BadRequest>(status);
      ASSERT_TRUE(bad.has_value()) << status;
      EXPECT_EQ(bad->field_violations(0).field(), expected.field);
      EXPECT_TRUE(HasHangul(bad->field_violations(0).localized_message().message()));
    }
    if (!expected.article.empty()) {
      const auto info = DetailOf<google::rpc::ErrorInfo>(status);
      ASSERT_TRUE(info.has_value()) << status;
      EXPECT_EQ(info->metadata().at("article"), expected.article);
    }
  }
  void ExpectRaiseRefused(const std::string& what, const Expected& expected, const Person& who,
                          const cw::Case& file, const cw::EventInput& event) {
    ExpectRefused(what, expected, [&] { return cases.Raise(who, file.case_id(), event); });
  }

  const Person plant = people.Of("SITE_OPERATOR");
  const Person office = people.Of("REGIONAL_ENV_OFFICER");
  const Person nics = people.Of("NICS_REVIEWER");
  const Person county = people.Of("LOCAL_OFFICER");
  int files_ = 0;
};

constexpr StatusCode kInvalid = StatusCode::kInvalidArgument;
constexpr StatusCode kDenied = StatusCode::kPermissionDenied;
constexpr StatusCode kNotNow = StatusCode::kFailedPrecondition;

TEST_F(RefusalsTest, EventsThatCannotBeRaised) {
  const cw::Case plan = Plan("1호");
  ExpectRaiseRefused("not allowed now", {kNotNow, "EVENT_NOT_ALLOWED_NOW", "", ""}, nics, plan,
                     On("check_result_notified", "2026-09-20"));
  ExpectRaiseRefused("no such event", {kInvalid, "UNKNOWN_EVENT", "event.event_id", ""}, nics, plan,
                     Event("plan_approved"));
  ExpectRaiseRefused("the party decides", {kDenied, "ROLE_MAY_NOT_RAISE", "", ""}, plant, plan,
                     On("plan_unfit_notified", "2026-09-20"));
  ExpectRaiseRefused("an office that is only asked", {kDenied, "ROLE_MAY_NOT_RAISE", "", ""},
                     county, plan, On("plan_unfit_notified", "2026-09-20"));
  for (const auto& [role, stranger] : people.strangers()) {
    if (role == "NICS_REVIEWER") continue;  // one office for the nation
    ExpectRaiseRefused("another's case: " + role, {kDenied, "OUT_OF_SCOPE", "", ""}, stranger, plan,
                       On("plan_unfit_notified", "2026-09-20"));
  }
  ExpectRaiseRefused("the day is before its case",
                     {kInvalid, "DATE_BEFORE_ANCHOR", "event.occurred_on", ""}, nics, plan,
                     On("plan_unfit_notified", "2026-08-31"));
  ExpectRaiseRefused("the day is before what it counts from",
                     {kInvalid, "DATE_BEFORE_ANCHOR", "event.occurred_on", ""}, nics, plan,
                     On("plan_unfit_notified", "2026-09-09"));
  ExpectRaiseRefused("the day is still to come",
                     {kInvalid, "DATE_IN_FUTURE", "event.occurred_on", ""}, nics, plan,
                     On("plan_unfit_notified", "2026-11-11"));
  ExpectRaiseRefused("no day at all", {kInvalid, "INVALID_FIELDS", "event.occurred_on", ""}, nics,
                     plan, On("plan_unfit_notified", "2026-02-30"));
  ExpectRaiseRefused("a value is missing",
                     {kInvalid, "VALUE_REQUIRED", "event.values[risk_grade]", "Art. 19-2(1)"}, nics,
                     plan, On("plan_fit_notified", "2026-09-20"));
  ExpectRaiseRefused("nobody has judged", {kNotNow, "GUARD_UNANSWERED", "", "Art. 19-2(4)"}, nics,
                     plan, On("site_investigation_prior_notice", "2026-09-20"));
  ExpectRaiseRefused("judged without a reason",
                     {kInvalid, "REASON_REQUIRED", "event.guards[0].reason", ""}, nics, plan,
                     Judged(On("site_investigation_prior_notice", "2026-09-20"),
                            "site_investigation_case", true, ""));
}

TEST_F(RefusalsTest, ADocumentIsMissing) {
  const cw::Case plan = Plan("1호", false);
  ExpectRaiseRefused("document", {kNotNow, "ATTACHMENT_MISSING", "", "Art. 19(1), 19(3)"}, plant,
                     plan, On("plan_received", "2026-09-10"));
  ExpectRefused("no such item",
                {kInvalid, "UNKNOWN_ATTACHMENT_ITEM", "item_id", "Art. 19(1), 19(3)"},
                [&] { return cases.Attach(plant, plan.case_id(), NextFile(), "a9"); });
  const std::string file = NextFile();
  ASSERT_TRUE(cases.Attach(plant, plan.case_id(), file, "a1").ok());
  ExpectRefused("attached already", {kInvalid, "ATTACHED_ALREADY", "attachment_id", ""},
                [&] { return cases.Attach(plant, plan.case_id(), file, ""); });
}

TEST_F(RefusalsTest, WhatWasHandedInStays) {
  const cw::Case plan = Plan("1호", false);
  const std::string wrong = NextFile();
  const std::string right = NextFile();
  ASSERT_TRUE(cases.Attach(plant, plan.case_id(), wrong, "a1").ok());
  const auto detach = [&](const std::string& file) {
    v1::DetachFileRequest request;
    request.set_case_id(plan.case_id());
    request.set_attachment_id(file);
    return cases.Ask(plant, &v1::CaseService::Stub::DetachFile, request);
  };
  ASSERT_TRUE(detach(wrong).ok());
  ASSERT_TRUE(cases.Attach(plant, plan.case_id(), right, "a1").ok());
  ASSERT_TRUE(cases.Raise(plant, plan.case_id(), On("plan_received", "2026-09-10")).ok());
  ExpectRefused("under review", {kNotNow, "ATTACHMENT_FILED", "", ""},
                [&] { return detach(right); });

  // The history says which file came and went, and in which role.
  auto history = cases.History(plant, plan.case_id());
  ASSERT_TRUE(history.ok()) << history.status();
  ASSERT_EQ(history->size(), 5u);
  EXPECT_EQ((*history)[1].kind(), "ATTACHED");
  EXPECT_EQ((*history)[1].attachment().attachment_id(), wrong);
  EXPECT_EQ((*history)[1].attachment().item_id(), "a1");
  EXPECT_EQ((*history)[1].as_role(), "facility_operator");
  EXPECT_EQ((*history)[2].kind(), "DETACHED");
  EXPECT_EQ((*history)[2].attachment().attachment_id(), wrong);
  EXPECT_EQ((*history)[3].attachment().attachment_id(), right);
}

// Art. 14(4): 변경 증명서류 of the first change proves nothing of the second.
TEST_F(RefusalsTest, AnotherChangeBringsItsOwnProof) {
  OpenSpec spec;
  spec.procedure = "chem_banned_permit";
  spec.subject.set_site_id(people.site_id());
  spec.opened_on = "2026-02-02";
  auto opened = cases.Open(plant, spec);
  ASSERT_TRUE(opened.ok()) << opened.status();
  const std::string id = opened->case_id();
  ASSERT_TRUE(cases.Attach(plant, id, NextFile(), "a1").ok());
  ASSERT_TRUE(cases.Raise(plant, id, On("application_received", "2026-02-02")).ok());
  cw::EventInput granted = On("permit_granted", "2026-02-20");
  granted.mutable_set_period()->set_amount(3);
  granted.mutable_set_period()->set_unit(cw::PERIOD_UNIT_YEARS);
  auto permit = cases.Raise(office, id, granted);
  ASSERT_TRUE(permit.ok()) << permit.status();
  const cw::EventInput applied =
      Judged(On("change_applied", "2026-05-04"), "change_needs_permit", true);
  for (int change = 0; change < 2; ++change) {
    ExpectRaiseRefused("no proof",
                       {kNotNow, "ATTACHMENT_MISSING", "", "Art. 14(3) item 1, Art. 14(4)-(5)"},
                       plant, *permit, applied);
    for (const char* item : {"chem_banned_change_permit.a1", "chem_banned_change_permit.a2"})
      ASSERT_TRUE(cases.Attach(plant, id, NextFile(), item).ok());
    auto change_review = cases.Raise(plant, id, applied);
    ASSERT_TRUE(change_review.ok()) << change_review.status();
    auto changed = cases.Raise(office, id, On("change_granted", "2026-05-04"));
    ASSERT_TRUE(changed.ok()) << changed.status();
  }
}

TEST_F(RefusalsTest, PeriodsAboveWhatTheLawAllows) {
  for (const auto& [amount, unit] :
       {std::pair(13, cw::PERIOD_UNIT_MONTHS), std::pair(366, cw::PERIOD_UNIT_DAYS),
        std::pair(2, cw::PERIOD_UNIT_YEARS)}) {
    ExpectRefused("an order too long",
                  {kInvalid, "PERIOD_ABOVE_MAXIMUM", "set_period", "Art. 25(1), 25(4)"},
                  [&] { return cases.Open(office, OrderSpec("1호", "2026-09-01", amount, unit)); });
  }
  const cw::Case plan = Plan("2호");
  ASSERT_TRUE(cases.Raise(nics, plan.case_id(), On("supplement_requested", "2026-10-12")).ok());
  const cw::EventInput granted = On("supplement_extension_granted", "2026-11-05");
  ExpectRaiseRefused("an extension too long",
                     {kInvalid, "PERIOD_ABOVE_MAXIMUM", "event.extension", "Art. 19-2(6)"}, nics,
                     plan, Extended(granted, 31, cw::PERIOD_UNIT_DAYS));
  ExpectRaiseRefused("of no length",
                     {kInvalid, "EXTENSION_REQUIRED", "event.extension", "Art. 19-2(6)"}, nics,
                     plan, granted);
  for (int times = 0; times < 2; ++times) {
    auto extended = cases.Raise(nics, plan.case_id(), Extended(granted, 30, cw::PERIOD_UNIT_DAYS));
    ASSERT_TRUE(extended.ok()) << extended.status();
  }
  ExpectRaiseRefused("a third time", {kNotNow, "EXTENSIONS_USED_UP", "", "Art. 19-2(6)"}, nics,
                     plan, Extended(granted, 1, cw::PERIOD_UNIT_DAYS));
}

// Art. 25(4): ten days before the period ends. What the plant says later of when it asked does not
// make it earlier; the office may, which has the paper.
TEST_F(RefusalsTest, AnExtensionAskedForTooLate) {
  const cw::Case order =
      Order("1호", "2025-11-17");  // until 2026-11-17; to be asked for by 7 November
  ASSERT_TRUE(
      cases.Raise(plant, order.case_id(), On("improvement_extension_requested", "2026-11-09"))
          .ok());
  cw::EventInput granted =
      Judged(Extended(On("improvement_extension_granted", "2026-11-10"), 6, cw::PERIOD_UNIT_MONTHS),
             "force_majeure", true);
  const Expected too_late{kNotNow, "EXTENSION_TOO_LATE", "", "Art. 25(4)"};
  ExpectRaiseRefused("two days late", too_late, office, order, granted);
  ASSERT_TRUE(
      cases.Raise(plant, order.case_id(), On("improvement_extension_requested", "2026-11-01"))
          .ok());
  ExpectRaiseRefused("said to have been earlier", too_late, office, order, granted);
  (*granted.mutable_dates())["improvement_extension_requested"] = "2026-11-07";
  auto extended = cases.Raise(office, order.case_id(), granted);
  ASSERT_TRUE(extended.ok()) << extended.status();
  EXPECT_EQ(extended->state().state_id(), "extended");
}

TEST_F(RefusalsTest, OpeningsNameTheirOwnFields) {
  OpenSpec good;
  good.procedure = "chem_prevention_plan_submission";
  good.subject.set_site_id(people.site_id());
  const auto expect = [&](const std::string& what, const Expected& expected,
                          void (*spoil)(OpenSpec&)) {
    OpenSpec spec = good;
    spoil(spec);
    ExpectRefused(what, expected, [&] { return cases.Open(plant, spec); });
  };
  expect("unknown procedure", {StatusCode::kNotFound, "UNKNOWN_PROCEDURE", "", ""},
         [](OpenSpec& spec) { spec.procedure = "chem_plan"; });
  expect("described only", {kNotNow, "PROCEDURE_HAS_NO_CASE", "", ""},
         [](OpenSpec& spec) { spec.procedure = "chem_test_production_equipment_inspection"; });
  expect("of the future", {kInvalid, "DATE_IN_FUTURE", "opened_on", ""},
         [](OpenSpec& spec) { spec.opened_on = "2026-11-11"; });
  expect("no day", {kInvalid, "INVALID_FIELDS", "opened_on", ""},
         [](OpenSpec& spec) { spec.opened_on = "어제"; });
  expect("a slip of the pen frees from nothing",
         {kInvalid, "VALUE_NOT_ALLOWED", "values[size_class]", ""}, [](OpenSpec& spec) {
           spec.values = {{"size_class", "Major"}};
         });
  expect("a day nothing counts from", {kInvalid, "UNKNOWN_EVENT", "dates[opening_party]", ""},
         [](OpenSpec& spec) {
           spec.dates = {{"opening_party", "2026-11-01"}};
         });
  expect("a period nobody sets", {kInvalid, "PERIOD_NOT_EXPECTED", "set_period", ""},
         [](OpenSpec& spec) {
           spec.set_period.emplace();
           spec.set_period->set_amount(1);
           spec.set_period->set_unit(cw::PERIOD_UNIT_DAYS);
         });
  expect("a judgement of nothing", {kInvalid, "UNKNOWN_GUARD", "guards[0]", ""},
         [](OpenSpec& spec) {
           cw::GuardAnswer answer;
           answer.set_guard_id("is_nice");
           answer.set_reason("보기 좋음");
           spec.guards = {answer};
         });
  expect("content of another form",
         {kInvalid, "UNKNOWN_CONTENT", "form[0].item_id", "Art. 19(1), 19(3)"}, [](OpenSpec& spec) {
           spec.form.emplace_back();
           spec.form.back().set_item_id("c9");
           spec.form.back().set_text("내용");
         });
  expect("content too long", {kInvalid, "INVALID_FIELDS", "form[0].text", ""}, [](OpenSpec& spec) {
    spec.form.emplace_back();
    spec.form.back().set_item_id("c1");
    for (int i = 0; i < 4001; ++i) spec.form.back().mutable_text()->append("가");
  });
  // The history would say that the institute had opened it.
  expect("in a role of another's", {kDenied, "ROLE_MAY_NOT_RAISE", "", ""},
         [](OpenSpec& spec) { spec.as_role = "nics_head"; });
  for (const auto& [role, stranger] : people.strangers()) {
    if (role != "SITE_OPERATOR") continue;
    ExpectRefused("another's site", {kDenied, "OUT_OF_SCOPE", "", ""},
                  [&] { return cases.Open(stranger, good); });
  }
  ASSERT_TRUE(cases.Open(plant, good).ok());
  ExpectRefused("a second one", {StatusCode::kAlreadyExists, "CASE_OPEN", "", ""},
                [&] { return cases.Open(plant, good); });
}

TEST_F(RefusalsTest, WhoEntersAPaperIsWhoTheHistoryNames) {
  OpenSpec spec;
  spec.procedure = "chem_prevention_plan_submission";
  spec.subject.set_site_id(people.site_id());
  auto opened = cases.Open(nics, spec);
  ASSERT_TRUE(opened.ok()) << opened.status();
  auto history = cases.History(nics, opened->case_id());
  ASSERT_TRUE(history.ok()) << history.status();
  EXPECT_EQ(history->front().as_role(), "nics_head");
}

// A day that periods count from is for those whose periods they are.
TEST_F(RefusalsTest, AnOfficeThatIsOnlyAskedMovesNobodysPeriod) {
  const cw::Case plan = Plan("1호", false);
  const cw::EventInput planned = On("facility_inspection_start", "2027-03-02");
  ExpectRaiseRefused("a day of the plant's", {kDenied, "ROLE_MAY_NOT_RAISE", "", ""}, county, plan,
                     planned);
  auto next = cases.Next(county, plan.case_id());
  ASSERT_TRUE(next.ok()) << next.status();
  for (const cw::NextEvent& event : *next) {
    if (event.event_id() != "facility_inspection_start") continue;
    EXPECT_FALSE(event.allowed_for_you());
    EXPECT_EQ(event.by_size(), 2) << event.DebugString();
  }
  cw::EventInput lie = planned;
  lie.set_as_role("nics_head");
  ExpectRaiseRefused("in another's role", {kDenied, "ROLE_MAY_NOT_RAISE", "", ""}, plant, plan,
                     lie);
  auto recorded = cases.Raise(plant, plan.case_id(), planned);
  ASSERT_TRUE(recorded.ok()) << recorded.status();
}

// Art. 19-4(2): by one of the four ways at least.
TEST_F(RefusalsTest, OneWayOfTellingTheNeighbourhoodIsEnough) {
  OpenSpec spec;
  spec.procedure = "chem_community_notice_individual";
  spec.subject.set_site_id(people.site_id());
  spec.opened_on = "2026-09-01";
  spec.dates = {{"plan_fit_notified", "2026-09-01"}};
  auto notice = cases.Open(plant, spec);
  ASSERT_TRUE(notice.ok()) << notice.status();
  EXPECT_EQ(notice->machine_id(), "chem_community_notice_machine");
  ExpectRaiseRefused("no way", {kNotNow, "CONTENT_MISSING", "", "Art. 19-4(2)-(5)"}, plant, *notice,
                     On("notice_delivered", "2026-11-02"));
  auto next = cases.Next(plant, notice->case_id());
  ASSERT_TRUE(next.ok()) << next.status();
  for (const cw::NextEvent& event : *next) {
    if (event.event_id() != "notice_delivered") continue;
    EXPECT_EQ(event.missing_contents_size(), 4);
    EXPECT_TRUE(event.any_content());
  }
  cw::FormEntry meeting;
  meeting.set_item_id("c3");
  meeting.set_text("2026-11-02 주민설명회");
  ASSERT_TRUE(cases.UpdateForm(plant, notice->case_id(), {meeting}).ok());
  auto told = cases.Raise(plant, notice->case_id(), On("notice_delivered", "2026-11-02"));
  ASSERT_TRUE(told.ok()) << told.status();
  EXPECT_EQ(told->state().state_id(), "directly_notified");
}

// What a cycle waits for is asked for: whether it applies, and the grade its length goes by.
TEST_F(RefusalsTest, WhatACycleWaitsForIsSaid) {
  OpenSpec spec;
  spec.procedure = "chem_safety_diagnosis_periodic";
  spec.subject.set_site_id(people.site_id());
  spec.opened_on = "2024-01-10";
  spec.dates = {{"plan_review_result_received", "2024-01-10"}};
  auto opened = cases.Open(plant, spec);
  ASSERT_TRUE(opened.ok()) << opened.status();
  auto next = cases.Next(plant, opened->case_id());
  ASSERT_TRUE(next.ok()) << next.status();
  bool asked = false;
  for (const cw::NextEvent& event : *next) {
    if (event.event_id() != "diagnosis_cycle_expired") continue;
    ASSERT_EQ(event.needs_size(), 1) << event.DebugString();
    EXPECT_EQ(event.needs(0), "risk_grade");
    ASSERT_EQ(event.guards_size(), 1) << event.DebugString();
    EXPECT_EQ(event.guards(0).guard_id(), "plan_required");
    asked = true;
  }
  EXPECT_TRUE(asked);
}

// Art. 25(4): who does not ask for an extension is late with nothing.
TEST_F(RefusalsTest, ARightThatLapsesIsNoOverdueDuty) {
  const cw::Case order = Order("1호", "2025-11-17");  // to be asked for by 7 November
  bool lapsed = false;
  for (const cw::Clock& clock : order.clocks())
    lapsed = lapsed || (clock.clock_id() == "extension_request" && clock.lapses());
  EXPECT_TRUE(lapsed);
  auto docket = cases.Ask(office, &v1::CaseService::Stub::ListDocket, v1::ListDocketRequest());
  ASSERT_TRUE(docket.ok()) << docket.status();
  ASSERT_EQ(docket->cases_size(), 1);
  EXPECT_EQ(docket->cases(0).next_clock_id(), "execution_period");
  EXPECT_FALSE(docket->cases(0).overdue());
}

// Of a duty of which nobody has said whether it applies, the docket says when it would be due.
TEST_F(RefusalsTest, WhatNobodyHasJudgedIsNotPassedOver) {
  const cw::Case plan = Plan("1호");
  auto unfit = cases.Raise(nics, plan.case_id(), On("plan_unfit_notified", "2026-09-21"));
  ASSERT_TRUE(unfit.ok()) << unfit.status();
  auto docket = cases.Ask(plant, &v1::CaseService::Stub::ListDocket, v1::ListDocketRequest());
  ASSERT_TRUE(docket.ok()) << docket.status();
  ASSERT_EQ(docket->cases_size(), 1);
  EXPECT_EQ(docket->cases(0).next_clock_id(), "revise_after_unfit");
  EXPECT_EQ(docket->cases(0).next_due_on(), "2026-12-21");
}

}  // namespace
}  // namespace sems::chemsafety
