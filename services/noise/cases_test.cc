#include <thread>

#include "google/rpc/error_details.pb.h"
#include "services/noise/noise_fixture.h"

// A case through the API: who may do what, what is refused and why, what is kept.
namespace sems::noise {
namespace {

using absl::StatusCode;

class CasesTest : public NoiseTest {};

template <class Detail>
std::optional<Detail> DetailOf(const absl::Status& status) {
  const google::rpc::Status details = ToRpcStatus(status);
  for (const auto& any : details.details()) {
    Detail detail;
    if (any.UnpackTo(&detail)) return detail;
  }
  return std::nullopt;
}

std::string Korean(const absl::Status& status) {
  const auto message = DetailOf<google::rpc::LocalizedMessage>(status);
  return message && message->locale() == "ko" ? message->message() : "";
}

TEST_F(CasesTest, AnOrderFromItsIssueToItsCompliance) {
  const cw::Case order = OpenOrder("소음기 1호");
  EXPECT_EQ(order.state().state_id(), "issued");
  EXPECT_EQ(order.state().name().ko(), "발령(계획서 대기)");
  EXPECT_TRUE(order.opened_by_authority());
  EXPECT_EQ(order.subject().district_code(), "28260");
  EXPECT_EQ(order.etag(), "v1");
  ASSERT_EQ(order.clocks_size(), 1);
  EXPECT_EQ(order.clocks(0).clock_id(), "improvement_period");
  EXPECT_EQ(order.clocks(0).due_on(), "2026-12-10");
  EXPECT_EQ(order.clocks(0).days_left(), 30);
  EXPECT_EQ(order.clocks(0).status(), cw::CLOCK_STATUS_RUNNING);
  EXPECT_EQ(order.clocks(0).explanation().article(), "Art. 20(1)-(2)");
  EXPECT_FALSE(order.clocks(0).explanation().text().ko().empty());
  ASSERT_EQ(order.clocks(0).who_size(), 1);
  EXPECT_EQ(order.clocks(0).who(0).product_role(), "SITE_OPERATOR");

  auto next = cases.Next(operator_, order.case_id());
  ASSERT_TRUE(next.ok()) << next.status();
  bool may_file = false;
  for (const cw::NextEvent& event : *next) {
    if (event.event_id() == "compliance_report_filed") may_file = event.allowed_for_you();
    if (event.event_id() == "improvement_extension_granted") {
      EXPECT_FALSE(event.allowed_for_you());
    }
    if (event.event_id() == "improvement_period_expired") {
      EXPECT_EQ(event.timer_on(), "2026-12-11");
    }
  }
  EXPECT_TRUE(may_file);

  auto reported = cases.Raise(operator_, order.case_id(), Event("compliance_report_filed"));
  ASSERT_TRUE(reported.ok()) << reported.status();
  EXPECT_EQ(reported->state().state_id(), "reported");
  EXPECT_EQ(reported->clocks(0).status(), cw::CLOCK_STATUS_MET);
  auto confirmed =
      cases.Raise(officer, order.case_id(), Event("order_compliance_confirmed"), reported->etag());
  ASSERT_TRUE(confirmed.ok()) << confirmed.status();
  EXPECT_TRUE(confirmed->state().terminal());

  auto history = cases.History(operator_, order.case_id());
  ASSERT_TRUE(history.ok()) << history.status();
  ASSERT_THAT(*history, SizeIs(3));
  EXPECT_EQ((*history)[0].kind(), "OPENED");
  EXPECT_EQ((*history)[0].as_role(), "governor");
  EXPECT_EQ((*history)[1].event_id(), "compliance_report_filed");
  EXPECT_EQ((*history)[1].form_no(), "14");
  EXPECT_EQ((*history)[1].account_id(), operator_.account_id);
  EXPECT_EQ((*history)[2].to_state(), "complied");
  EXPECT_EQ(Count("SELECT count(*) FROM audit_row WHERE stream_id = '" + order.case_id() + "'"), 3);
  EXPECT_EQ(Count("SELECT count(*) FROM case_file WHERE NOT open AND next_timer_on IS NULL"), 1);
}

TEST_F(CasesTest, OutsideOnesScopeACaseAnswersLikeOneThatIsNotThere) {
  const cw::Case order = OpenOrder("가");
  const std::string unknown = "01900000-0000-7000-8000-000000000000";
  for (const auto& [role, stranger] : people.strangers()) {
    for (const std::string& id : {order.case_id(), unknown})
      EXPECT_EQ(cases.Get(stranger, id).status().code(), StatusCode::kPermissionDenied) << role;
    EXPECT_EQ(
        cases.Raise(stranger, order.case_id(), Event("compliance_report_filed")).status().code(),
        StatusCode::kPermissionDenied);
    EXPECT_EQ(cases.History(stranger, order.case_id()).status().code(),
              StatusCode::kPermissionDenied);
  }
  EXPECT_EQ(cases.Get(officer, unknown).status().code(), StatusCode::kPermissionDenied);
  EXPECT_REFUSED(cases.Get(ministry, unknown), StatusCode::kNotFound, "NOT_FOUND");
  EXPECT_TRUE(cases.Get(ministry, order.case_id()).ok());
  EXPECT_TRUE(cases.Get(people.office_above(), order.case_id()).ok());
}

TEST_F(CasesTest, WhatIsRefusedNamesTheRuleInBothLanguages) {
  const cw::Case order = OpenOrder("가");
  const auto early = cases.Raise(officer, order.case_id(), Event("order_compliance_confirmed"));
  EXPECT_REFUSED(early, StatusCode::kFailedPrecondition, "EVENT_NOT_ALLOWED_NOW");
  EXPECT_FALSE(Korean(early.status()).empty());
  const auto info = DetailOf<google::rpc::ErrorInfo>(early.status());
  ASSERT_TRUE(info);
  EXPECT_THAT(info->metadata().at("allowed"), ::testing::HasSubstr("compliance_report_filed"));
  EXPECT_TRUE(DetailOf<google::rpc::PreconditionFailure>(early.status()));

  EXPECT_REFUSED(cases.Raise(operator_, order.case_id(), Event("improvement_extension_granted")),
                 StatusCode::kPermissionDenied, "ROLE_MAY_NOT_RAISE");
  EXPECT_REFUSED(cases.Raise(officer, order.case_id(), Event("no_such_event")),
                 StatusCode::kInvalidArgument, "UNKNOWN_EVENT");
  cw::EventInput tomorrow = Event("compliance_report_filed");
  tomorrow.set_occurred_on("2026-11-11");
  EXPECT_REFUSED(cases.Raise(operator_, order.case_id(), tomorrow), StatusCode::kInvalidArgument,
                 "DATE_IN_FUTURE");
  cw::EventInput malformed = Event("compliance_report_filed");
  malformed.set_occurred_on("2026-13-01");
  malformed.set_note(std::string("a\0b", 3));
  EXPECT_REFUSED(cases.Raise(operator_, order.case_id(), malformed), StatusCode::kInvalidArgument,
                 "INVALID_FIELDS");

  const auto too_long = cases.Open(officer, Order("나", 400));
  EXPECT_REFUSED(too_long, StatusCode::kInvalidArgument, "PERIOD_ABOVE_MAXIMUM");
  const auto bad = DetailOf<google::rpc::BadRequest>(too_long.status());
  ASSERT_TRUE(bad && bad->field_violations_size() > 0);
  EXPECT_EQ(bad->field_violations(0).reason(), "PERIOD_ABOVE_MAXIMUM");
  EXPECT_FALSE(bad->field_violations(0).localized_message().message().empty());
  EXPECT_EQ(DetailOf<google::rpc::ErrorInfo>(too_long.status())->metadata().at("article"),
            "Art. 20(1)-(2)");
  // Nothing was written by any of them.
  EXPECT_EQ(Count("SELECT count(*) FROM case_event"), 1);
}

TEST_F(CasesTest, WhoMayOpenWhat) {
  EXPECT_EQ(cases.Open(operator_, Order("가")).status().code(), StatusCode::kPermissionDenied);
  for (const auto& [role, stranger] : people.strangers())
    EXPECT_EQ(cases.Open(stranger, Order("가")).status().code(), StatusCode::kPermissionDenied)
        << role;
  OpenSpec nowhere = Order("가");
  nowhere.subject.clear_site_id();
  nowhere.procedure.clear();
  const auto nothing_given = cases.Open(officer, nowhere);
  EXPECT_REFUSED(nothing_given, StatusCode::kInvalidArgument, "INVALID_FIELDS");
  const auto missing = DetailOf<google::rpc::BadRequest>(nothing_given.status());
  ASSERT_TRUE(missing && missing->field_violations_size() == 2);
  EXPECT_EQ(missing->field_violations(0).field(), "subject.site_id");
  EXPECT_EQ(missing->field_violations(1).field(), "procedure_id");
  OpenSpec unknown = Order("가");
  unknown.procedure = "no_such_procedure";
  EXPECT_EQ(cases.Open(officer, unknown).status().code(), StatusCode::kNotFound);
  EXPECT_EQ(Count("SELECT count(*) FROM case_file"), 0);
}

TEST_F(CasesTest, OneOpenCaseOfAKindForASubject) {
  OpenOrder("가");
  EXPECT_REFUSED(cases.Open(officer, Order("가")), StatusCode::kAlreadyExists, "CASE_OPEN");
  const cw::Case other = OpenOrder("나");
  ASSERT_TRUE(cases.Raise(operator_, other.case_id(), Event("compliance_report_filed")).ok());
  ASSERT_TRUE(cases.Raise(officer, other.case_id(), Event("order_compliance_confirmed")).ok());
  EXPECT_TRUE(cases.Open(officer, Order("나")).ok());  // the former has ended
}

TEST_F(CasesTest, TheSameRequestIdDoesItOnce) {
  OpenSpec spec = Order("가");
  spec.request_id = "0192f0c0-0000-7000-8000-000000000001";
  auto first = cases.Open(officer, spec);
  auto second = cases.Open(officer, spec);
  ASSERT_TRUE(first.ok() && second.ok()) << first.status() << second.status();
  EXPECT_EQ(first->case_id(), second->case_id());
  const std::string request_id = "0192f0c0-0000-7000-8000-000000000002";
  for (int i = 0; i < 2; ++i) {
    auto raised =
        cases.Raise(operator_, first->case_id(), Event("compliance_report_filed"), "", request_id);
    ASSERT_TRUE(raised.ok()) << raised.status();
    EXPECT_EQ(raised->sequence(), 2);
  }
  EXPECT_EQ(Count("SELECT count(*) FROM case_event"), 2);
}

TEST_F(CasesTest, OfTwoOfficersAtOnceOneWins) {
  for (int round = 0; round < 5; ++round) {
    const cw::Case order = OpenOrder("대상 " + std::to_string(round));
    ASSERT_TRUE(cases.Raise(operator_, order.case_id(), Event("compliance_report_filed")).ok());
    const bool by_etag = round % 2 == 0;
    std::vector<absl::Status> answers(2);
    std::vector<std::thread> officers;
    for (int i = 0; i < 2; ++i) {
      officers.emplace_back([&, i] {
        answers[i] = cases
                         .Raise(i == 0 ? officer : people.office_above(), order.case_id(),
                                Event("order_compliance_confirmed"), by_etag ? "v2" : "")
                         .status();
      });
    }
    for (std::thread& one : officers) one.join();
    ASSERT_EQ(answers[0].ok() + answers[1].ok(), 1) << answers[0] << answers[1];
    const absl::Status& lost = answers[0].ok() ? answers[1] : answers[0];
    EXPECT_EQ(lost.code(), by_etag ? StatusCode::kAborted : StatusCode::kFailedPrecondition)
        << lost;
  }
}

TEST_F(CasesTest, AStaleEtagIsRefused) {
  const cw::Case order = OpenOrder("가");
  ASSERT_TRUE(cases.Raise(operator_, order.case_id(), Event("compliance_report_filed"), "v1").ok());
  EXPECT_REFUSED(cases.Raise(officer, order.case_id(), Event("order_compliance_confirmed"), "v1"),
                 StatusCode::kAborted, "ETAG_MISMATCH");
  EXPECT_REFUSED(cases.Raise(officer, order.case_id(), Event("order_compliance_confirmed"), "x"),
                 StatusCode::kAborted, "ETAG_MISMATCH");
}

TEST_F(CasesTest, ProceduresAreListedAndDescribed) {
  v1::ListProceduresRequest request;
  request.set_page_size(50);
  int listed = 0;
  do {
    auto page = Ask(operator_, &Stub::ListProcedures, request);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_EQ(page->total_size(), 105);
    listed += page->procedures_size();
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(listed, 105);
  auto described = cases.Describe(operator_, "noise_improvement_order");
  ASSERT_TRUE(described.ok()) << described.status();
  EXPECT_EQ(described->summary().basis().article(), "Art. 20(1)");
  EXPECT_EQ(described->deadlines(0).extension().amount(), 6);
  EXPECT_EQ(described->deadlines(0).mode(), "set_by_authority");
  EXPECT_EQ(described->machines_size(), 2);
  EXPECT_REFUSED(cases.Describe(operator_, "nothing"), StatusCode::kNotFound, "UNKNOWN_PROCEDURE");

  v1::PreviewDeadlinesRequest preview;
  preview.set_procedure_id("noise_improvement_order");
  (*preview.mutable_dates())["improvement_order_issued"] = "2026-11-10";
  preview.mutable_set_period()->set_amount(6);
  preview.mutable_set_period()->set_unit(cw::PERIOD_UNIT_MONTHS);
  auto days = Ask(operator_, &Stub::PreviewDeadlines, preview);
  ASSERT_TRUE(days.ok()) << days.status();
  ASSERT_EQ(days->deadlines_size(), 1);
  EXPECT_EQ(days->deadlines(0).due_on(), "2027-05-10");
}

TEST_F(CasesTest, AFileFiledOnPaperIsDecidedByTheOfficeThatEnteredIt) {
  OpenSpec spec;
  spec.procedure = "noise_facility_install_permit";
  spec.machine = "noise_facility_lifecycle";
  spec.subject.set_site_id(people.site_id());
  auto opened = cases.Open(officer, spec);
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_FALSE(opened->opened_by_authority());
  // The officer is the authority of it, not its applicant.
  EXPECT_REFUSED(cases.Raise(officer, opened->case_id(), Event("install_permit_applied")),
                 StatusCode::kPermissionDenied, "ROLE_MAY_NOT_RAISE");
}

}  // namespace
}  // namespace sems::noise
