#include "services/noise/noise_fixture.h"

// Lists of cases by due day, for offices and parties.
namespace sems::noise {
namespace {

using absl::StatusCode;

class DocketTest : public NoiseTest {
 protected:
  std::vector<std::string> Names(const Person& person, v1::ListDocketRequest request = {},
                                 int page_size = 2) {
    std::vector<std::string> names;
    request.set_page_size(page_size);
    do {
      auto page = Ask(person, &Stub::ListDocket, request);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) return names;
      for (const cw::CaseSummary& line : page->cases()) names.push_back(line.subject().name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }
};

TEST_F(DocketTest, ByDueDayWithThoseWithoutADayLast) {
  OpenOrder("c", 30);
  OpenOrder("a", 10);
  OpenOrder("b", 20);
  OpenSpec permit;
  permit.procedure = "noise_facility_install_permit";
  permit.machine = "noise_facility_lifecycle";
  permit.subject.set_site_id(people.site_id());
  permit.subject.set_name("z");
  ASSERT_TRUE(cases.Open(operator_, permit).ok());

  const std::vector<std::string> all = {"a", "b", "c", "z"};
  for (const Person& person : {officer, operator_, ministry, people.office_above()}) {
    EXPECT_EQ(Names(person), all);
    EXPECT_EQ(Names(person, {}, 50), all);
  }
  for (const auto& [role, stranger] : people.strangers()) {
    auto page = Ask(stranger, &Stub::ListDocket, v1::ListDocketRequest());
    if (page.ok()) {
      EXPECT_EQ(page->cases_size(), 0) << role;
    }
  }

  v1::ListDocketRequest request;
  request.mutable_filter()->set_for_my_decision(true);
  EXPECT_EQ(Names(officer, request), all);
  EXPECT_THAT(Names(ministry, request), IsEmpty());  // 환경처 decides none of them
  request.mutable_filter()->set_for_my_decision(false);
  request.mutable_filter()->set_procedure_id("noise_improvement_order");
  for (const Person& person : {officer, operator_, ministry})
    EXPECT_THAT(Names(person, request), ElementsAre("a", "b", "c"));
  request.mutable_filter()->set_due_until("2026-11-30");
  EXPECT_THAT(Names(officer, request), ElementsAre("a", "b"));
  request = {};
  request.mutable_filter()->set_site_id(people.site_id());
  for (const Person& person : {officer, operator_, ministry})
    EXPECT_EQ(Names(person, request), all);
  request = {};
  request.mutable_filter()->set_state_id("planned");
  EXPECT_THAT(Names(officer, request), ElementsAre("z"));
  request = {};
  request.mutable_filter()->set_district_code("28");
  EXPECT_EQ(Names(officer, request), all);  // what of 인천 is theirs
  EXPECT_EQ(Names(ministry, request), all);
  request.mutable_filter()->set_district_code("11110");
  EXPECT_EQ(Ask(officer, &Stub::ListDocket, request).status().code(),
            StatusCode::kPermissionDenied);
  EXPECT_THAT(Names(ministry, request), IsEmpty());
  request = {};
  request.mutable_filter()->set_blocked_only(true);
  EXPECT_THAT(Names(officer, request), IsEmpty());
  request.mutable_filter()->set_blocked_only(false);
  request.mutable_filter()->set_closed(true);
  EXPECT_THAT(Names(officer, request), IsEmpty());
}

TEST_F(DocketTest, OverdueFirstAndCounted) {
  OpenOrder("a", 5);
  OpenOrder("b", 20);
  const cw::Case closed = OpenOrder("c", 20);
  ASSERT_TRUE(cases.Raise(operator_, closed.case_id(), Event("compliance_report_filed")).ok());
  ASSERT_TRUE(cases.Raise(officer, closed.case_id(), Event("order_compliance_confirmed")).ok());
  GoTo(absl::CivilDay(2026, 11, 25));
  ASSERT_TRUE(cases.RunTimers().ok());
  auto page = Ask(officer, &Stub::ListDocket, v1::ListDocketRequest());
  ASSERT_TRUE(page.ok()) << page.status();
  ASSERT_EQ(page->cases_size(), 2);
  EXPECT_TRUE(page->cases(0).overdue()) << page->DebugString();
  EXPECT_EQ(page->cases(0).state().state_id(), "overdue");
  EXPECT_FALSE(page->cases(1).overdue());
  EXPECT_EQ(page->cases(1).next_due_on(), "2026-11-30");
  EXPECT_EQ(page->cases(1).next_clock_id(), "improvement_period");
  auto counts = Ask(officer, &Stub::CountDocket, v1::CountDocketRequest());
  ASSERT_TRUE(counts.ok()) << counts.status();
  EXPECT_EQ(counts->open(), 2);
  EXPECT_EQ(counts->overdue(), 1);
  EXPECT_EQ(counts->due_in_7_days(), 1);
  EXPECT_EQ(counts->blocked(), 0);
  EXPECT_FALSE(counts->capped());
  v1::ListDocketRequest request;
  request.mutable_filter()->set_closed(true);
  EXPECT_THAT(Names(officer, request), ElementsAre("c"));
}

TEST_F(DocketTest, APageTokenOfAnotherListIsRefused) {
  OpenOrder("a");
  OpenOrder("b");
  v1::ListDocketRequest request;
  request.set_page_size(1);
  auto page = Ask(officer, &Stub::ListDocket, request);
  ASSERT_TRUE(page.ok()) << page.status();
  request.set_page_token(page->next_page_token());
  request.mutable_filter()->set_closed(true);
  EXPECT_EQ(Ask(officer, &Stub::ListDocket, request).status().code(), StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sems::noise
