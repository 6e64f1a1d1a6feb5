// What an application costs, over the product's own law data: 제90조, 별표 없이 1만원과 5천원.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/law/clocks/told_case.h"

namespace sems::casework {
namespace {

struct FeeCase {
  const char* machine;
  const char* procedure;
  const char* variant;
  std::vector<const char*> happened;
  int64_t krw;  // owed in all
};

class Fees : public ::testing::TestWithParam<FeeCase> {};

TEST_P(Fees, AreOwedWithTheApplication) {
  const FeeCase& given = GetParam();
  const absl::CivilDay day(2026, 3, 10);
  ToldCase told(DomainOf(given.machine), {.procedure = given.procedure,
                                          .machine = given.machine,
                                          .variant = given.variant,
                                          .on = day});
  for (const char* event : given.happened) told.Happened(event, day);
  int64_t owed = 0;
  for (const FeeFact& fee : told.file().fees) owed += fee.due_krw;
  EXPECT_EQ(owed, given.krw) << given.procedure;
}

INSTANTIATE_TEST_SUITE_P(
    Art90, Fees,
    ::testing::Values(
        FeeCase{"noise_facility_lifecycle",
                "noise_facility_install_permit",
                "",
                {"install_permit_applied"},
                10000},
        FeeCase{"noise_facility_lifecycle",
                "noise_facility_install_permit",
                "",
                {"install_permit_applied", "install_permit_issued", "completion_notice_received",
                 "installation_fit_notified", "normal_operation_period_ended",
                 "emission_test_within_limit", "change_permit_applied"},
                15000},
        FeeCase{"noise_contractor_machine", "noise_contractor_registration", "", {}, 10000},
        FeeCase{"noise_contractor_machine",
                "noise_contractor_registration",
                "",
                {"contractor_registered", "registered_matter_changed", "contractor_change_applied"},
                15000},
        FeeCase{"noise_measurement_agent_machine",
                "noise_measurement_agent_designation",
                "",
                {"provisional_designation_date"},
                0},
        FeeCase{"noise_measurement_agent_machine",
                "noise_measurement_agent_designation",
                "",
                {"provisional_designation_date", "designation_applied"},
                10000},
        FeeCase{"noise_measurement_agent_machine",
                "noise_measurement_agent_designation",
                "",
                {"provisional_designation_date", "designation_applied", "designation_granted",
                 "registered_matter_changed", "agent_change_applied"},
                15000},
        FeeCase{"noise_two_stage_designation_machine",
                "noise_inspection_agent_designation",
                "inspection_agent_vehicle",
                {},
                10000},
        FeeCase{"noise_two_stage_designation_machine",
                "noise_inspection_agent_designation",
                "inspection_agent_vehicle",
                {"securing_notice_received", "securing_documents_filed", "designation_notified",
                 "agent_change_applied"},
                15000},
        // 검사수탁기관: no fee is named.
        FeeCase{"noise_two_stage_designation_machine",
                "noise_inspection_trustee_designation",
                "inspection_trustee",
                {"securing_notice_received"},
                0},
        FeeCase{"noise_instrument_machine",
                "noise_instrument_type_approval",
                "",
                {"type_approval_applied"},
                0},
        FeeCase{"noise_specified_construction_machine",
                "noise_specified_construction_notification",
                "",
                {"specified_construction_notified"},
                0}));

}  // namespace
}  // namespace sems::casework
