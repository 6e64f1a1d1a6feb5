// Duties of cases, as their services tell of them and people see them.
#include "services/duty/duty_fixture.h"

namespace sems::duty {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> Days(const v1::ListDutiesResponse& response) {
  std::vector<std::string> days;
  for (const v1::Duty& duty : response.duties())
    days.push_back(duty.due_on() + " " + v1::DutyStatus_Name(duty.status()).substr(12));
  return days;
}

class DutiesTest : public DutyTest {};

TEST_F(DutiesTest, APushReplacesAnOlderOneAndNeverANewerOne) {
  internal::v1::PutDutiesRequest second = Case(kCase1, 2, "2026-12-01");
  AddDuty(second, "report", "2026-12-20");
  EXPECT_TRUE(Applied(second));
  EXPECT_FALSE(Applied(second));                                       // again
  EXPECT_FALSE(Applied(Case(kCase1, 1, "2027-01-01")));                // overtaken
  EXPECT_FALSE(Applied(Case(kCase1, 9, "2027-01-01"), "chemsafety"));  // another's case
  EXPECT_THAT(Days(*List(operator_)), ElementsAre("2026-12-01 OPEN", "2026-12-20 OPEN"));
  EXPECT_TRUE(Applied(Case(kCase1, 3, "2026-11-30")));
  EXPECT_THAT(Days(*List(operator_)), ElementsAre("2026-11-30 OPEN"));
  internal::v1::PutDutiesRequest over = Case(kCase1, 4, "2026-11-30");
  over.clear_duties();
  EXPECT_TRUE(Applied(over));
  EXPECT_THAT(Days(*List(operator_)), IsEmpty());
  EXPECT_EQ(Query("SELECT count(*) FROM audit_row WHERE action = 'DUTIES_PUT'"), "3");
}

TEST_F(DutiesTest, AWrongPushChangesNothing) {
  internal::v1::PutDutiesRequest bad = Case("case 1", 0, "2026-02-30");
  AddDuty(bad, "inspection", "2026-12-01");
  const absl::Status refused = Put(bad).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ErrorReason(refused), "INVALID_FIELDS");
  EXPECT_EQ(Put(Case(kCase1, 1, "2026-12-01"), "facility").status().code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Query("SELECT count(*) FROM duty_case"), "0");
}

TEST_F(DutiesTest, WhatTimeAloneChangesIsThatOfToday) {
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-10")));
  EXPECT_EQ(List(operator_)->duties(0).status(), v1::DUTY_STATUS_OPEN);
  EXPECT_EQ(List(operator_)->duties(0).days_left(), 0);
  harness_.clock().Advance(absl::Hours(14));  // midnight in Seoul
  const auto listed = List(operator_);
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_EQ(listed->duties(0).status(), v1::DUTY_STATUS_OVERDUE);
  EXPECT_EQ(listed->duties(0).days_left(), -1);
  EXPECT_EQ(listed->overdue_count(), 1);
}

// An extension that nobody asked for: its day is in the calendar, and nobody is late.
TEST_F(DutiesTest, ARightThatHasLapsedIsOverdueNowhere) {
  internal::v1::PutDutiesRequest request = Case(kCase1, 1, "2026-12-01");
  AddDuty(request, "extension_request", "2026-11-10").set_lapses(true);
  AddDuty(request, "long_gone", "2026-10-01").set_lapses(true);
  request.mutable_duties(2)->set_status(casework::v1::CLOCK_STATUS_EXPIRED);
  ASSERT_TRUE(Applied(request));
  const auto counted = [&] {
    const auto counts =
        Ask(harness_, officer_, *duties_, &v1::DutyService::Stub::CountOfficeDuties, {});
    EXPECT_TRUE(counts.ok()) << counts.status();
    return std::pair(counts->open_count(), counts->overdue_count());
  };
  EXPECT_THAT(Days(*List(operator_)), ElementsAre("2026-11-10 OPEN", "2026-12-01 OPEN"));
  EXPECT_EQ(counted(), std::pair(2, 0));
  harness_.clock().Advance(absl::Hours(24));
  EXPECT_THAT(Days(*List(operator_)), ElementsAre("2026-12-01 OPEN"));
  EXPECT_EQ(counted(), std::pair(1, 0));
  v1::ListDutiesRequest ended;
  ended.add_statuses(v1::DUTY_STATUS_ENDED);
  EXPECT_THAT(Days(*List(operator_, ended)), ElementsAre("2026-10-01 ENDED", "2026-11-10 ENDED"));
}

TEST_F(DutiesTest, OverdueOnesComeFirstAndPagesAreWhole) {
  internal::v1::PutDutiesRequest request = Case(kCase1, 1, "2026-12-01");
  for (int i = 10; i < 25; ++i)
    AddDuty(request, "c" + std::to_string(i), "2026-12-" + std::to_string(i));
  AddDuty(request, "old", "2019-01-01");
  AddDuty(request, "no_day", "");
  AddDuty(request, "met", "2026-11-01").set_status(casework::v1::CLOCK_STATUS_MET);
  AddDuty(request, "stopped", "2026-11-05").set_status(casework::v1::CLOCK_STATUS_SUSPENDED);
  ASSERT_TRUE(Applied(request));
  v1::ListDutiesRequest page;
  page.set_page_size(7);
  std::vector<std::string> days;
  do {
    const auto listed = List(operator_, page);
    ASSERT_TRUE(listed.ok()) << listed.status();
    EXPECT_EQ(listed->total_size(), 19);
    for (const std::string& day : Days(*listed)) days.push_back(day);
    page.set_page_token(listed->next_page_token());
  } while (!page.page_token().empty());
  ASSERT_EQ(days.size(), 19u);
  EXPECT_EQ(days[0], "2019-01-01 OVERDUE");
  EXPECT_EQ(days[1], "2026-11-05 SUSPENDED");
  EXPECT_EQ(days[2], "2026-12-01 OPEN");
  EXPECT_EQ(days[18], " OPEN");

  v1::ListDutiesRequest filtered;
  filtered.add_statuses(v1::DUTY_STATUS_DONE);
  EXPECT_THAT(Days(*List(operator_, filtered)), ElementsAre("2026-11-01 DONE"));
  filtered.add_kinds(v1::DUTY_KIND_EDUCATION);
  EXPECT_THAT(Days(*List(operator_, filtered)), IsEmpty());
  v1::ListDutiesRequest window;
  window.set_from("2026-12-10");
  window.set_to("2026-12-11");
  EXPECT_THAT(Days(*List(operator_, window)), ElementsAre("2026-12-10 OPEN", "2026-12-11 OPEN"));
  window.set_from("2026-12-12");
  window.add_sources("facility");
  window.set_page_token("x");
  EXPECT_EQ(List(operator_, window).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(DutiesTest, WhatIsMissingIsNamedWhenItsKeeperIsAway) {
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-12-01")));
  const auto listed = List(operator_);
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_EQ(listed->duties_size(), 1);
  ASSERT_EQ(listed->missing_parts_size(), 2);
  EXPECT_EQ(listed->missing_parts(0).source(), "operations");
  EXPECT_EQ(listed->missing_parts(0).reason(), "PEER_UNAVAILABLE");
  EXPECT_EQ(listed->missing_parts(1).source(), "measurement");
  v1::ListDutiesRequest cases;
  cases.add_sources("noise");
  EXPECT_EQ(List(operator_, cases)->missing_parts_size(), 0);
  v1::GetDutyRequest one;
  one.set_site_id(site_);
  one.set_duty_id("record.stack_hours.2026-10");
  EXPECT_EQ(
      Ask(harness_, operator_, *duties_, &v1::DutyService::Stub::GetDuty, one).status().code(),
      absl::StatusCode::kUnavailable);
}

TEST_F(DutiesTest, OneDutyExplainsItself) {
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-12-01")));
  v1::GetDutyRequest request;
  request.set_site_id(site_);
  request.set_duty_id(std::string("case.") + kCase1 + ".inspection.1");
  const auto found = Ask(harness_, operator_, *duties_, &v1::DutyService::Stub::GetDuty, request);
  ASSERT_TRUE(found.ok()) << found.status();
  const v1::Duty& duty = found->duty();
  EXPECT_EQ(duty.source(), "noise");
  EXPECT_EQ(duty.kind(), v1::DUTY_KIND_INSPECTION);
  EXPECT_EQ(duty.explanation().ko(), "허가일부터 1년, 말일 포함");
  EXPECT_EQ(duty.who(0).name().ko(), "사업자");
  EXPECT_EQ(duty.subject_name(), "프레스 3호");
  EXPECT_EQ(duty.days_left(), 21);
  for (const std::string other : {std::string("case.") + kCase2 + ".inspection.1",
                                  std::string("record.stack_hours"), std::string("x")}) {
    request.set_duty_id(other);
    EXPECT_EQ(Ask(harness_, operator_, *duties_, &v1::DutyService::Stub::GetDuty, request)
                  .status()
                  .code(),
              absl::StatusCode::kNotFound)
        << other;
  }
}

TEST_F(DutiesTest, OfficesSeeWhatTheirRoleDealsWithInTheirDistricts) {
  const std::string suwon = harness_.MakeSite({stranger_}, "41117");
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-01")));
  ASSERT_TRUE(Applied(Case(kCase2, 1, "2026-12-01", suwon)));
  internal::v1::PutDutiesRequest plan = Case(kCase3, 1, "2026-12-24");
  plan.set_procedure_id("chem_prevention_plan_submission");
  plan.add_office_roles("NICS_REVIEWER");
  AddDuty(plan, "review", "2026-11-02").set_party_owes(false);
  ASSERT_TRUE(Applied(plan, "chemsafety"));

  const auto office = [&](const testing::Person& person, v1::ListOfficeDutiesRequest request = {}) {
    std::vector<std::string> seen;
    const auto listed =
        Ask(harness_, person, *duties_, &v1::DutyService::Stub::ListOfficeDuties, request);
    EXPECT_TRUE(listed.ok()) << listed.status();
    if (!listed.ok()) return seen;
    for (const v1::OfficeDuty& found : listed->duties())
      seen.push_back(found.duty().due_on() + " " + found.district_code());
    return seen;
  };
  EXPECT_THAT(office(officer_), ElementsAre("2026-11-01 28260"));
  EXPECT_THAT(office(elsewhere_), ElementsAre("2026-12-01 41117"));
  EXPECT_THAT(office(nics_), ElementsAre("2026-11-02 28260", "2026-12-24 28260"));
  EXPECT_THAT(office(nier_), ElementsAre("2026-11-01 28260", "2026-11-02 28260", "2026-12-01 41117",
                                         "2026-12-24 28260"));
  v1::ListOfficeDutiesRequest own;
  own.set_owed_by_authority(true);
  EXPECT_THAT(office(nics_, own), ElementsAre("2026-11-02 28260"));
  v1::ListOfficeDutiesRequest page;
  page.set_page_size(3);
  const auto first = Ask(harness_, nier_, *duties_, &v1::DutyService::Stub::ListOfficeDuties, page);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->total_size(), 4);
  EXPECT_EQ(first->overdue_count(), 2);
  page.set_page_token(first->next_page_token());
  EXPECT_THAT(office(nier_, page), ElementsAre("2026-12-24 28260"));
  // The same holds in a site's own list.
  EXPECT_THAT(Days(*List(officer_)), ElementsAre("2026-11-01 OVERDUE"));
  EXPECT_THAT(Days(*List(nics_)), ElementsAre("2026-11-02 OVERDUE", "2026-12-24 OPEN"));
  EXPECT_THAT(Days(*List(operator_)),
              ElementsAre("2026-11-01 OVERDUE", "2026-11-02 OVERDUE", "2026-12-24 OPEN"));
  for (const testing::Person& person : {stranger_, elsewhere_, contractor_})
    EXPECT_EQ(List(person).status().code(), absl::StatusCode::kPermissionDenied);

  const auto counted = Ask(harness_, nier_, *duties_, &v1::DutyService::Stub::CountOfficeDuties,
                           v1::CountOfficeDutiesRequest());
  ASSERT_TRUE(counted.ok()) << counted.status();
  ASSERT_EQ(counted->procedures_size(), 2);
  EXPECT_EQ(counted->overdue_count(), 2);
  EXPECT_EQ(counted->open_count(), 4);
  for (const v1::ProcedureDutyCount& count : counted->procedures()) {
    EXPECT_EQ(count.overdue_count(), 1);
    EXPECT_EQ(count.open_count(), 2);
    EXPECT_EQ(count.soon_count(), count.source() == "noise" ? 1 : 0);
    EXPECT_EQ(count.overdue_by_authority_count(), count.source() == "noise" ? 0 : 1);
  }
}

TEST_F(DutiesTest, AnOrganisationSeesItsOwn) {
  internal::v1::PutDutiesRequest request = Case(kCase1, 1, "2026-12-01");
  request.set_organisation_id(organisation_);
  request.set_district_code("28260");
  ASSERT_TRUE(Applied(request));
  const auto listed =
      Ask(harness_, contractor_, *duties_, &v1::DutyService::Stub::ListOrganisationDuties,
          v1::ListOrganisationDutiesRequest());
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->duties_size(), 1);
  v1::GetOrganisationDutyRequest one;
  one.set_duty_id(listed->duties(0).duty_id());
  EXPECT_TRUE(
      Ask(harness_, contractor_, *duties_, &v1::DutyService::Stub::GetOrganisationDuty, one).ok());
  const testing::Person other = harness_.MakePerson(common::v1::ROLE_ORGANISATION);
  harness_.SetOrganisation(other, NewUuidV7(harness_.clock().Now()));
  EXPECT_EQ(Ask(harness_, other, *duties_, &v1::DutyService::Stub::GetOrganisationDuty, one)
                .status()
                .code(),
            absl::StatusCode::kNotFound);
  EXPECT_THAT(Days(*List(operator_)), IsEmpty());
  EXPECT_EQ(Ask(harness_, officer_, *duties_, &v1::DutyService::Stub::ListOfficeDuties,
                v1::ListOfficeDutiesRequest())
                ->total_size(),
            1);
}

}  // namespace
}  // namespace sems::duty
