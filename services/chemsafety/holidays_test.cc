#include <fstream>

#include "common/testing/harness.h"
#include "gtest/gtest.h"
#include "sems/chemsafety/v1/chemical_duty_service.grpc.pb.h"
#include "sems/chemsafety/v1/hazard_service.grpc.pb.h"
#include "services/chemsafety/module.h"

// Days computed outside of cases go by the same holidays as those of cases.
namespace sems::chemsafety {
namespace {

// Declares 17 December 2026, a Thursday, and 17 June 2026 to be holidays.
std::string HolidaysFile() {
  const std::string path = ::testing::TempDir() + "chemsafety_holidays.csv";
  std::ofstream(path)
      << "2026-12-17,임시공휴일,국무회의 의결\n2026-06-17,임시공휴일,국무회의 의결\n";
  return path;
}

class HolidaysTest : public ::testing::Test {
 protected:
  template <class Stub, class Request, class Response>
  Response Must(Stub& stub,
                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                const Request& request) {
    auto answer = sems::testing::Ask(harness, person, stub, method, request);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *answer : Response();
  }

  sems::testing::Harness harness{
      {&Info()},
      absl::CivilDay(2026, 6, 1),
      {{"chemsafety.timer_seconds", "0"}, {"calendar.holidays_file", HolidaysFile()}}};
  const sems::testing::Person person = harness.MakePerson(common::v1::ROLE_SITE_OPERATOR);
};

TEST_F(HolidaysTest, ThePlanBeforeConstructionNamesTheRestDayAndStaysBeforeIt) {
  auto stub = v1::HazardPlanService::NewStub(harness.Channel("chemsafety"));
  v1::ComputeDueDateRequest request;
  request.set_equipment_target(true);
  request.set_equipment_installation_start_on("2026-07-02");
  const v1::ComputeDueDateResponse response =
      Must(*stub, &v1::HazardPlanService::Stub::ComputeDueDate, request);
  EXPECT_EQ(response.due_on(), "2026-06-17");
  ASSERT_EQ(response.due_dates_size(), 1);
  EXPECT_EQ(response.due_dates(0).day().rest_day_ko(), "임시공휴일");
}

TEST_F(HolidaysTest, DaysOfNoticesAndChangesMoveOverIt) {
  auto stub = v1::ChemicalDutyService::NewStub(harness.Channel("chemsafety"));
  v1::CheckCommunityNoticeRequest notice;
  notice.set_fit_notified_on("2026-09-17");
  EXPECT_EQ(
      Must(*stub, &v1::ChemicalDutyService::Stub::CheckCommunityNotice, notice).register_due_on(),
      "2026-12-18");

  v1::ClassifyPermitChangeRequest change;
  change.set_regime_id("toxic_import");
  v1::ItemChange& item = *change.add_changes();
  item.set_item(v1::PERMIT_CHANGE_ITEM_NAME);
  item.set_before("가");
  item.set_after("나");
  change.set_reason_arose_on("2026-11-17");
  const auto answer = Must(*stub, &v1::ChemicalDutyService::Stub::ClassifyPermitChange, change);
  ASSERT_EQ(answer.due_size(), 1) << answer.DebugString();
  EXPECT_EQ(answer.due(0).within_days(), 30);
  EXPECT_EQ(answer.due(0).due_on(), "2026-12-18");
}

}  // namespace
}  // namespace sems::chemsafety
