// HazardPlanService as its callers meet it: what it answers, who may ask, and what it refuses.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "common/testing/harness.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "sems/chemsafety/v1/hazard_service.grpc.pb.h"
#include "services/chemsafety/module.h"

namespace sems::chemsafety {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAreArray;

using Service = v1::HazardPlanService;
using Stub = Service::Stub;

class HazardPlanServiceTest : public ::testing::Test {
 protected:
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                            Response*),
                               const Request& request) {
    return testing::Ask(harness_, operator_, *stub_, method, request);
  }
  template <class Request, class Response>
  Response Must(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                const Request& request) {
    absl::StatusOr<Response> response = Ask(method, request);
    EXPECT_TRUE(response.ok()) << response.status() << request.DebugString();
    return response.ok() ? *std::move(response) : Response();
  }

  v1::FindOfficeResponse Find(const std::string& name, const std::string& sido = "",
                              const std::string& area = "") {
    v1::FindOfficeRequest request;
    request.set_district_name(name);
    request.set_sido(sido);
    request.set_area(area);
    return Must(&Stub::FindOffice, request);
  }

  testing::Harness harness_{{&Info()}, absl::CivilDay(2026, 11, 10)};
  testing::Person operator_ = harness_.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  std::unique_ptr<Stub> stub_ = Service::NewStub(harness_.Channel("chemsafety"));
};

// "field CODE" of each violation. Both languages must be there.
std::vector<std::string> Violations(const absl::Status& status) {
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
  EXPECT_EQ(ErrorReason(status), "INVALID_FIELDS");
  std::vector<std::string> violations;
  const google::rpc::Status rpc_status = ToRpcStatus(status);
  for (const google::protobuf::Any& detail : rpc_status.details()) {
    google::rpc::BadRequest bad_request;
    if (!detail.UnpackTo(&bad_request)) continue;
    for (const auto& violation : bad_request.field_violations()) {
      EXPECT_FALSE(violation.description().empty()) << violation.field();
      EXPECT_FALSE(violation.localized_message().message().empty()) << violation.field();
      EXPECT_EQ(violation.localized_message().locale(), "ko") << violation.field();
      violations.push_back(violation.field() + " " + violation.reason());
    }
  }
  return violations;
}

v1::CheckApplicabilityRequest FoodFactory() {
  v1::CheckApplicabilityRequest request;
  request.set_industry_code("10301");
  request.set_founded_on("2015-03-02");
  request.set_never_relocated(true);
  request.set_contract_power_kw("400");
  request.set_added_or_moved_on("2020-01-02");
  request.set_added_or_moved_rated_kw("50");
  request.set_equipment_list_complete(true);
  return request;
}

const v1::HazardCriterion& Criterion(const v1::CheckApplicabilityResponse& response,
                                     const std::string& id) {
  for (const v1::HazardCriterion& criterion : response.criteria()) {
    if (criterion.criterion_id() == id) return criterion;
  }
  ADD_FAILURE() << "no criterion " << id << " in " << response.DebugString();
  return v1::HazardCriterion::default_instance();
}

TEST_F(HazardPlanServiceTest, ChecksAWorkplace) {
  v1::CheckApplicabilityRequest request = FoodFactory();
  request.set_action(v1::HAZARD_ACTION_INSTALL_NEW_FACTORY);
  v1::HazardEquipment& furnace = *request.add_equipment();
  furnace.set_name("1호 용해로");
  furnace.set_act(v1::HAZARD_EQUIPMENT_ACT_INSTALL);
  furnace.set_installed_or_changed_on("2026-12-01");
  furnace.mutable_melting_furnace()->set_capacity_t("3");
  request.mutable_serious_accidents()->set_workers(49);
  const v1::CheckApplicabilityResponse response = Must(&Stub::CheckApplicability, request);

  EXPECT_EQ(response.target(), v1::HAZARD_VERDICT_MET);
  EXPECT_EQ(response.industry_target(), v1::HAZARD_VERDICT_MET);
  EXPECT_EQ(response.action_target(), v1::HAZARD_VERDICT_MET);
  EXPECT_EQ(response.equipment_target(), v1::HAZARD_VERDICT_MET);
  EXPECT_EQ(response.both_targets(), v1::HAZARD_VERDICT_MET);
  EXPECT_THAT(response.needed(), IsEmpty());
  EXPECT_THAT(response.procedure_ids(),
              ElementsAre("hazard_plan_industry_new", "hazard_plan_equipment"));
  EXPECT_EQ(response.industry().ko(), "식료품 제조업");
  ASSERT_EQ(response.equipment_size(), 1);
  EXPECT_EQ(response.equipment(0).name(), "1호 용해로");
  EXPECT_EQ(response.equipment(0).equipment_class(), "melting_furnace");
  EXPECT_EQ(response.equipment(0).verdict(), v1::HAZARD_VERDICT_MET);
  ASSERT_EQ(response.notes_size(), 1);
  EXPECT_EQ(response.notes(0).reading_id(), "Q-003-8");

  const v1::HazardCriterion& power = Criterion(response, "q3");
  EXPECT_EQ(power.number(), "③");
  EXPECT_EQ(power.value(), "400");
  EXPECT_EQ(power.op(), ">=");
  EXPECT_EQ(power.threshold(), "300");
  EXPECT_EQ(power.unit(), "kW");
  EXPECT_EQ(power.verdict(), v1::HAZARD_VERDICT_MET);
  EXPECT_THAT(power.source().lines(), ElementsAre(5, 148, 153));
  for (const v1::HazardCriterion& criterion : response.criteria()) {
    EXPECT_FALSE(criterion.name().ko().empty()) << criterion.criterion_id();
    EXPECT_FALSE(criterion.name().en().empty()) << criterion.criterion_id();
    EXPECT_FALSE(criterion.explanation().ko().empty()) << criterion.criterion_id();
    EXPECT_FALSE(criterion.explanation().en().empty()) << criterion.criterion_id();
    EXPECT_FALSE(criterion.source().section().ko().empty()) << criterion.criterion_id();
    EXPECT_GT(criterion.source().lines_size(), 0) << criterion.criterion_id();
  }
  EXPECT_EQ(response.serious_accidents().applies(), v1::HAZARD_VERDICT_MET);
  EXPECT_EQ(response.serious_accidents().applies_from(), "2024-01-27");
  EXPECT_EQ(response.serious_accidents().asked_on(), "2026-11-10");
}

TEST_F(HazardPlanServiceTest, SaysWhatItWasNotTold) {
  v1::CheckApplicabilityResponse response =
      Must(&Stub::CheckApplicability, v1::CheckApplicabilityRequest());
  EXPECT_EQ(response.target(), v1::HAZARD_VERDICT_UNKNOWN);
  EXPECT_THAT(response.needed(),
              UnorderedElementsAreArray({"industry_code", "founded_on", "relocated_on",
                                         "contract_power_kw", "added_or_moved_on",
                                         "added_or_moved_rated_kw", "equipment_list_complete"}));
  EXPECT_FALSE(response.has_serious_accidents());
  // Settings later than the leaflet are told of, and off.
  ASSERT_EQ(response.settings_size(), 2);
  for (const v1::HazardSetting& setting : response.settings()) {
    EXPECT_FALSE(setting.on());
    ASSERT_EQ(setting.source().readings_size(), 1);
    EXPECT_EQ(setting.source().readings(0).reading_id(), "Q-003-21");
  }

  // Each kind of equipment names its own fields.
  v1::CheckApplicabilityRequest request = FoodFactory();
  request.set_contract_power_kw("200");
  request.add_equipment()->mutable_melting_furnace();
  request.add_equipment()->mutable_chemical_equipment();
  request.add_equipment()->mutable_dryer();
  request.add_equipment()->mutable_gas_welding();
  request.add_equipment()->mutable_ventilation();
  response = Must(&Stub::CheckApplicability, request);
  EXPECT_EQ(response.target(), v1::HAZARD_VERDICT_UNKNOWN);
  std::vector<std::string> expected = {
      "equipment[0].melting_furnace.capacity_t",
      "equipment[1].chemical_equipment.is_special_chemical_equipment",
      "equipment[1].chemical_equipment.daily_quantity_ratio_to_table9",
      "equipment[2].dryer.fuel_kg_per_hour",
      "equipment[2].dryer.rated_power_kw",
      "equipment[2].dryer.drying_case",
      "equipment[3].gas_welding.flammable_gas_collected_kg",
      "equipment[3].gas_welding.is_fixed_type",
      "equipment[3].gas_welding.container_count",
      "equipment[4].ventilation.device",
      "equipment[4].ventilation.substance",
      "equipment[4].ventilation.exhaust_m3_per_min"};
  for (int i = 0; i < 5; ++i) {
    expected.push_back("equipment[" + std::to_string(i) + "].act");
    expected.push_back("equipment[" + std::to_string(i) + "].installed_or_changed_on");
  }
  EXPECT_THAT(response.needed(), UnorderedElementsAreArray(expected));
}

// Every class, act and kind reaches its rule.
TEST_F(HazardPlanServiceTest, TakesEveryKindOfEquipment) {
  struct Case {
    const char* text;
    v1::HazardVerdict verdict;
  };
  const Case kCases[] = {
      {"act: HAZARD_EQUIPMENT_ACT_HEAT_SOURCE melting_furnace { capacity_t: '3' }",
       v1::HAZARD_VERDICT_MET},
      {"act: HAZARD_EQUIPMENT_ACT_OTHER_CHANGE melting_furnace { capacity_t: '3' }",
       v1::HAZARD_VERDICT_NOT_MET},
      {"act: HAZARD_EQUIPMENT_ACT_OUTPUT_OR_MATERIAL chemical_equipment { "
       "is_special_chemical_equipment: true daily_quantity_ratio_to_table9: '1' }",
       v1::HAZARD_VERDICT_MET},
      {"act: HAZARD_EQUIPMENT_ACT_INSTALL chemical_equipment { "
       "is_special_chemical_equipment: false daily_quantity_ratio_to_table9: '9' }",
       v1::HAZARD_VERDICT_NOT_MET},
      {"act: HAZARD_EQUIPMENT_ACT_DRIED_GOODS dryer { fuel_kg_per_hour: '50' rated_power_kw: '0' "
       "drying_case: HAZARD_DRYING_CASE_COMBUSTIBLE_DUST }",
       v1::HAZARD_VERDICT_MET},
      {"act: HAZARD_EQUIPMENT_ACT_HEAT_SOURCE dryer { fuel_kg_per_hour: '0' rated_power_kw: '50' "
       "drying_case: HAZARD_DRYING_CASE_FLAMMABLE_VAPOUR_FROM_COATING }",
       v1::HAZARD_VERDICT_MET},
      {"act: HAZARD_EQUIPMENT_ACT_INSTALL dryer { rated_power_kw: '50' "
       "drying_case: HAZARD_DRYING_CASE_ORGANIC_COMPOUND_IN_DRIED_GOODS }",
       v1::HAZARD_VERDICT_MET},
      {"act: HAZARD_EQUIPMENT_ACT_INSTALL dryer { rated_power_kw: '50' "
       "drying_case: HAZARD_DRYING_CASE_NONE }",
       v1::HAZARD_VERDICT_NOT_MET},
      {"act: HAZARD_EQUIPMENT_ACT_MAIN_PIPE gas_welding { flammable_gas_collected_kg: '1000' "
       "is_fixed_type: true container_count: 1 }",
       v1::HAZARD_VERDICT_MET},
      {"act: HAZARD_EQUIPMENT_ACT_INSTALL gas_welding { flammable_gas_collected_kg: '1000' "
       "is_fixed_type: true container_count: 0 }",
       v1::HAZARD_VERDICT_NOT_MET},
      {"act: HAZARD_EQUIPMENT_ACT_HOOD_VELOCITY_DOWN ventilation { exhaust_m3_per_min: '60' "
       "device: HAZARD_VENTILATION_DEVICE_LOCAL_EXHAUST "
       "substance: HAZARD_VENTILATED_SUBSTANCE_SAFETY_INSPECTION_49 }",
       v1::HAZARD_VERDICT_MET},
      {"act: HAZARD_EQUIPMENT_ACT_FAN_FLOW_UP ventilation { exhaust_m3_per_min: '150' "
       "device: HAZARD_VENTILATION_DEVICE_GENERAL_VENTILATION "
       "substance: HAZARD_VENTILATED_SUBSTANCE_PERMITTED_OR_CONTROLLED_OR_DUST }",
       v1::HAZARD_VERDICT_MET},
      {"act: HAZARD_EQUIPMENT_ACT_INSTALL ventilation { exhaust_m3_per_min: '149' "
       "device: HAZARD_VENTILATION_DEVICE_ENCLOSURE "
       "substance: HAZARD_VENTILATED_SUBSTANCE_PERMITTED_OR_CONTROLLED_OR_DUST }",
       v1::HAZARD_VERDICT_NOT_MET},
      {"act: HAZARD_EQUIPMENT_ACT_INSTALL ventilation { exhaust_m3_per_min: '999' "
       "device: HAZARD_VENTILATION_DEVICE_MOBILE_LOCAL_EXHAUST "
       "substance: HAZARD_VENTILATED_SUBSTANCE_SAFETY_INSPECTION_49 }",
       v1::HAZARD_VERDICT_NOT_MET},
      {"act: HAZARD_EQUIPMENT_ACT_INSTALL ventilation { exhaust_m3_per_min: '999' "
       "device: HAZARD_VENTILATION_DEVICE_ENCLOSURE "
       "substance: HAZARD_VENTILATED_SUBSTANCE_NONE }",
       v1::HAZARD_VERDICT_NOT_MET},
  };
  v1::CheckApplicabilityRequest request;
  for (const Case& c : kCases) {
    v1::HazardEquipment& equipment = *request.add_equipment();
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(c.text, &equipment)) << c.text;
    equipment.set_installed_or_changed_on("2020-05-04");
  }
  const v1::CheckApplicabilityResponse response = Must(&Stub::CheckApplicability, request);
  ASSERT_EQ(response.equipment_size(), static_cast<int>(std::size(kCases)));
  for (int i = 0; i < response.equipment_size(); ++i) {
    EXPECT_EQ(response.equipment(i).verdict(), kCases[i].verdict) << kCases[i].text;
  }
}

TEST_F(HazardPlanServiceTest, NamesEveryWrongFieldOfACheck) {
  struct Case {
    const char* text;
    std::vector<std::string> violations;
  };
  const Case kCases[] = {
      {"industry_code: 'C10'", {"industry_code FORMAT"}},
      {"industry_code: '1'", {"industry_code FORMAT"}},
      {"industry_code: '103011'", {"industry_code FORMAT"}},
      {"founded_on: '2020-02-30'", {"founded_on NOT_A_DATE"}},
      {"founded_on: '20200228' relocated_on: 'x' added_or_moved_on: '2020/01/01'",
       {"founded_on NOT_A_DATE", "relocated_on NOT_A_DATE", "added_or_moved_on NOT_A_DATE"}},
      {"founded_on: '2020-01-02' relocated_on: '2020-01-01'", {"relocated_on BEFORE_FOUNDING"}},
      {"relocated_on: '2020-01-01' never_relocated: true", {"never_relocated CONTRADICTION"}},
      {"contract_power_kw: '-1' added_or_moved_rated_kw: '1e3' same_model_reviewed_kw: '1,000'",
       {"contract_power_kw NEGATIVE", "added_or_moved_rated_kw NOT_A_DECIMAL",
        "same_model_reviewed_kw NOT_A_DECIMAL"}},
      {"added_or_moved_rated_kw: '99' same_model_reviewed_kw: '100'",
       {"same_model_reviewed_kw ABOVE_THE_WHOLE"}},
      {"action: 99", {"action UNKNOWN_VALUE"}},
      {"equipment { name: 'x' }", {"equipment[0].equipment REQUIRED"}},
      {"equipment { melting_furnace { capacity_t: 'big' } } equipment { installed_or_changed_on: "
       "'soon' dryer { fuel_kg_per_hour: '-1' rated_power_kw: '' } }",
       {"equipment[0].melting_furnace.capacity_t NOT_A_DECIMAL",
        "equipment[1].installed_or_changed_on NOT_A_DATE",
        "equipment[1].dryer.fuel_kg_per_hour NEGATIVE"}},
      {"equipment { act: HAZARD_EQUIPMENT_ACT_MAIN_PIPE melting_furnace {} }",
       {"equipment[0].act NOT_OF_THIS_CLASS"}},
      {"equipment { act: 99 gas_welding { container_count: -1 } }",
       {"equipment[0].gas_welding.container_count NEGATIVE", "equipment[0].act UNKNOWN_VALUE"}},
      {"equipment { ventilation { device: 99 substance: 99 } } equipment { dryer { drying_case: 99 "
       "} }",
       {"equipment[0].ventilation.device UNKNOWN_VALUE",
        "equipment[0].ventilation.substance UNKNOWN_VALUE",
        "equipment[1].dryer.drying_case UNKNOWN_VALUE"}},
      {"serious_accidents { workers: -1 party: 99 on: '2024-13-01' }",
       {"serious_accidents.workers OUT_OF_RANGE", "serious_accidents.party UNKNOWN_VALUE",
        "serious_accidents.on NOT_A_DATE"}},
  };
  for (const Case& c : kCases) {
    v1::CheckApplicabilityRequest request;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(c.text, &request)) << c.text;
    EXPECT_THAT(Violations(Ask(&Stub::CheckApplicability, request).status()),
                ElementsAreArray(c.violations))
        << c.text;
  }
  v1::CheckApplicabilityRequest request;
  for (int i = 0; i < 201; ++i) request.add_equipment()->mutable_dryer();
  EXPECT_THAT(Violations(Ask(&Stub::CheckApplicability, request).status()),
              ElementsAre("equipment TOO_MANY"));
  request.Clear();
  for (int i = 0; i < 200; ++i) request.add_equipment()->mutable_dryer();
  EXPECT_TRUE(Ask(&Stub::CheckApplicability, request).ok());
  std::string name;
  for (int i = 0; i < 200; ++i) name += "가";
  request.mutable_equipment(0)->set_name(name);
  EXPECT_TRUE(Ask(&Stub::CheckApplicability, request).ok());
  request.mutable_equipment(0)->set_name(name + "가");
  EXPECT_THAT(Violations(Ask(&Stub::CheckApplicability, request).status()),
              ElementsAre("equipment[0].name TOO_LONG"));
}

TEST_F(HazardPlanServiceTest, ComputesTheFee) {
  v1::ComputeFeeRequest request;
  request.set_industry_extent(v1::HAZARD_INDUSTRY_EXTENT_WHOLE_LINE);
  request.set_contract_power_kw("500");
  v1::ComputeFeeResponse response = Must(&Stub::ComputeFee, request);
  EXPECT_EQ(response.due().krw(), 123000);
  EXPECT_EQ(response.due().fee_id(), "industry_line_lt2000");
  EXPECT_EQ(response.due().from(), "500");
  EXPECT_EQ(response.due().below(), "2000");
  EXPECT_FALSE(response.has_equipment());
  EXPECT_THAT(response.readings(), IsEmpty());

  request.set_equipment_extent(v1::HAZARD_EQUIPMENT_EXTENT_INSTALL_OR_MOVE);
  request.set_equipment_units(6);
  response = Must(&Stub::ComputeFee, request);
  EXPECT_EQ(response.due().krw(), 123000);
  EXPECT_EQ(response.industry().krw(), 123000);
  EXPECT_EQ(response.equipment().krw(), 67000);
  ASSERT_EQ(response.readings_size(), 1);
  EXPECT_EQ(response.readings(0).reading_id(), "Q-003-8");

  request.Clear();
  request.set_industry_extent(v1::HAZARD_INDUSTRY_EXTENT_PART);
  EXPECT_EQ(Must(&Stub::ComputeFee, request).due().krw(), 67000);
  request.Clear();
  request.set_equipment_extent(v1::HAZARD_EQUIPMENT_EXTENT_PART);
  EXPECT_EQ(Must(&Stub::ComputeFee, request).due().krw(), 36000);
}

TEST_F(HazardPlanServiceTest, NamesWhatAFeeLacks) {
  struct Case {
    const char* text;
    std::vector<std::string> violations;
  };
  const Case kCases[] = {
      {"", {"industry_extent REQUIRED"}},
      {"contract_power_kw: '500'", {"industry_extent REQUIRED"}},
      {"industry_extent: HAZARD_INDUSTRY_EXTENT_WHOLE_LINE", {"contract_power_kw REQUIRED"}},
      {"industry_extent: HAZARD_INDUSTRY_EXTENT_WHOLE_LINE contract_power_kw: 'x'",
       {"contract_power_kw NOT_A_DECIMAL"}},
      {"equipment_extent: HAZARD_EQUIPMENT_EXTENT_INSTALL_OR_MOVE", {"equipment_units REQUIRED"}},
      {"equipment_extent: HAZARD_EQUIPMENT_EXTENT_INSTALL_OR_MOVE equipment_units: -1",
       {"equipment_units OUT_OF_RANGE"}},
      {"equipment_extent: HAZARD_EQUIPMENT_EXTENT_INSTALL_OR_MOVE equipment_units: 10001",
       {"equipment_units OUT_OF_RANGE"}},
      {"industry_extent: 7 equipment_extent: 7",
       {"industry_extent UNKNOWN_VALUE", "equipment_extent UNKNOWN_VALUE"}},
  };
  for (const Case& c : kCases) {
    v1::ComputeFeeRequest request;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(c.text, &request)) << c.text;
    EXPECT_THAT(Violations(Ask(&Stub::ComputeFee, request).status()),
                ElementsAreArray(c.violations))
        << c.text;
  }
}

TEST_F(HazardPlanServiceTest, ComputesTheDueDate) {
  v1::ComputeDueDateRequest request;
  request.set_industry_target(true);
  request.set_equipment_target(true);
  request.set_factory(v1::HAZARD_FACTORY_EXTENSION_OR_RELOCATION);
  request.set_work_start_on("2026-06-16");
  request.set_equipment_installation_start_on("2026-09-01");
  const v1::ComputeDueDateResponse response = Must(&Stub::ComputeDueDate, request);
  EXPECT_EQ(response.due_on(), "2026-08-17");
  EXPECT_EQ(response.strict_due_on(), "2026-08-16");
  ASSERT_EQ(response.due_dates_size(), 2);
  const v1::HazardDueDate& industry = response.due_dates(0);
  EXPECT_EQ(industry.deadline_id(), "industry_extension_or_move");
  EXPECT_EQ(industry.procedure_id(), "hazard_plan_industry_change");
  EXPECT_EQ(industry.day().anchor_event(), "equipment_installation_start");
  EXPECT_EQ(industry.day().anchor_on(), "2026-09-01");
  EXPECT_EQ(industry.day().due_on(), "2026-08-17");
  EXPECT_EQ(industry.day().strict_due_on(), "2026-08-16");
  EXPECT_EQ(industry.day().rest_day_ko(), "대체공휴일(광복절)");
  EXPECT_EQ(industry.day().explanation().period().amount(), 15);
  EXPECT_EQ(industry.warning().anchor_event(), "work_start");
  EXPECT_EQ(industry.warning().due_on(), "2026-06-01");
  EXPECT_EQ(response.due_dates(1).deadline_id(), "equipment");
  EXPECT_FALSE(response.due_dates(1).has_warning());
}

TEST_F(HazardPlanServiceTest, NamesWhatADueDateLacks) {
  struct Case {
    const char* text;
    std::vector<std::string> violations;
  };
  const Case kCases[] = {
      {"", {"industry_target REQUIRED"}},
      {"industry_target: true", {"factory REQUIRED"}},
      {"industry_target: true factory: 9", {"factory UNKNOWN_VALUE"}},
      {"industry_target: true factory: HAZARD_FACTORY_NEW_BUILDING "
       "equipment_installation_start_on: '2026-09-01'",
       {"work_start_on REQUIRED"}},
      {"industry_target: true factory: HAZARD_FACTORY_EXISTING_BUILDING work_start_on: "
       "'2026-09-01'",
       {"equipment_installation_start_on REQUIRED"}},
      {"industry_target: true factory: HAZARD_FACTORY_EXTENSION_OR_RELOCATION",
       {"equipment_installation_start_on REQUIRED"}},
      {"equipment_target: true", {"equipment_installation_start_on REQUIRED"}},
      {"equipment_target: true equipment_installation_start_on: '2026-09-31' work_start_on: 'x'",
       {"work_start_on NOT_A_DATE", "equipment_installation_start_on NOT_A_DATE"}},
  };
  for (const Case& c : kCases) {
    v1::ComputeDueDateRequest request;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(c.text, &request)) << c.text;
    EXPECT_THAT(Violations(Ask(&Stub::ComputeDueDate, request).status()),
                ElementsAreArray(c.violations))
        << c.text;
  }
}

TEST_F(HazardPlanServiceTest, FindsTheOfficeByName) {
  v1::FindOfficeResponse response = Find("경기도 광주시");
  EXPECT_EQ(response.office().office_id(), "kosha_gyeonggi_east");
  EXPECT_EQ(response.office().name().ko(), "경기동부지사");
  EXPECT_EQ(response.office().phone(), "031-785-3324");
  EXPECT_EQ(response.needed(), v1::HAZARD_OFFICE_NEED_NOTHING);

  response = Find("광주시");
  EXPECT_FALSE(response.has_office());
  EXPECT_EQ(response.needed(), v1::HAZARD_OFFICE_NEED_SIDO);
  ASSERT_EQ(response.candidates_size(), 2);
  std::vector<std::string> candidates;
  for (const v1::HazardOfficeCandidate& candidate : response.candidates()) {
    candidates.push_back(candidate.sido() + "/" + candidate.sigungu() + "/" +
                         candidate.district_code() + "/" + candidate.office().name().ko());
  }
  EXPECT_THAT(candidates, UnorderedElementsAreArray(
                              {"경기도/광주시/41610/경기동부지사", "광주광역시//29/광주광역본부"}));

  response = Find("수원시");
  EXPECT_EQ(response.office().name().ko(), "경기지역본부");
  EXPECT_EQ(response.office().printed_name_ko(), "경기서지역본부");

  response = Find("중로구");
  EXPECT_EQ(response.office().office_id(), "kosha_seoul_metro");
  EXPECT_EQ(response.candidates(0).sigungu(), "중구");
  EXPECT_EQ(response.candidates(0).misprint_ko(), "중로구");

  EXPECT_EQ(Find("서울").needed(), v1::HAZARD_OFFICE_NEED_SIGUNGU);
}

TEST_F(HazardPlanServiceTest, AsksWhereInASplitDistrict) {
  v1::FindOfficeResponse response = Find("칠곡군");
  EXPECT_FALSE(response.has_office());
  EXPECT_EQ(response.needed(), v1::HAZARD_OFFICE_NEED_AREA);
  ASSERT_EQ(response.candidates_size(), 2);
  EXPECT_EQ(response.candidates(0).office().office_id(), "kosha_gyeongbuk");
  EXPECT_TRUE(response.candidates(0).in_split_area());
  EXPECT_EQ(response.candidates(0).part().ko(), "석적읍 중리의 구미국가산업단지");
  EXPECT_EQ(response.candidates(0).readings(0).reading_id(), "Q-003-13");
  EXPECT_EQ(response.candidates(1).office().office_id(), "kosha_daegu_west");
  EXPECT_FALSE(response.candidates(1).in_split_area());
  EXPECT_EQ(Find("칠곡군", "", "석적읍 중리 구미국가산업단지").office().office_id(),
            "kosha_gyeongbuk");
  EXPECT_EQ(Find("칠곡군", "", "왜관읍").office().office_id(), "kosha_daegu_west");
  v1::FindOfficeRequest request;
  request.set_district_code("47850");
  request.set_in_split_area(false);
  EXPECT_EQ(Must(&Stub::FindOffice, request).office().office_id(), "kosha_daegu_west");
  request.set_in_split_area(true);
  EXPECT_EQ(Must(&Stub::FindOffice, request).office().office_id(), "kosha_gyeongbuk");
}

TEST_F(HazardPlanServiceTest, FindsTheOfficeByCodeOnADay) {
  struct Case {
    const char* code;
    const char* on;
    const char* office;
    const char* resolved;
  };
  const Case kCases[] = {
      {"28260", "", "kosha_incheon", ""},
      {"47720", "2023-06-30", "kosha_daegu", ""},
      {"47720", "2023-07-01", "kosha_daegu", "27720"},
      {"27720", "2024-02-01", "kosha_daegu", ""},
      {"42150", "2023-06-10", "kosha_gangwon_east", ""},
      {"42150", "2024-02-01", "kosha_gangwon_east", "51150"},
      {"26", "", "kosha_busan", ""},
  };
  for (const Case& c : kCases) {
    v1::FindOfficeRequest request;
    request.set_district_code(c.code);
    request.set_on(c.on);
    const v1::FindOfficeResponse response = Must(&Stub::FindOffice, request);
    EXPECT_EQ(response.office().office_id(), c.office) << c.code << c.on;
    EXPECT_EQ(response.resolved_code(), c.resolved) << c.code << c.on;
  }
  v1::FindOfficeRequest request;
  request.set_district_code("47720");
  const v1::FindOfficeResponse response = Must(&Stub::FindOffice, request);
  EXPECT_EQ(response.candidates(0).sido(), "경상북도");
  EXPECT_EQ(response.candidates(0).now_in_sido(), "대구광역시");
  EXPECT_EQ(response.candidates(0).district_code(), "27720");
}

TEST_F(HazardPlanServiceTest, RefusesWhatIsNoDistrict) {
  struct Case {
    const char* text;
    std::vector<std::string> violations;
  };
  const Case kCases[] = {
      {"", {"district_name REQUIRED"}},
      {"district_name: ''", {"district_name REQUIRED"}},
      {"district_code: ''", {"district_code FORMAT"}},
      {"district_code: '4785'", {"district_code FORMAT"}},
      {"district_code: 'abcde'", {"district_code FORMAT"}},
      {"district_code: '47850' sido: '경상북도'", {"sido NOT_WITH_A_CODE"}},
      {"district_name: '중구' sido: '함경도'", {"sido UNKNOWN_SIDO"}},
      {"district_name: '중구' on: 'today'", {"on NOT_A_DATE"}},
  };
  for (const Case& c : kCases) {
    v1::FindOfficeRequest request;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(c.text, &request)) << c.text;
    EXPECT_THAT(Violations(Ask(&Stub::FindOffice, request).status()),
                ElementsAreArray(c.violations))
        << c.text;
  }
  struct Missing {
    const char* text;
    const char* reason;
  };
  const Missing kMissing[] = {
      {"district_name: '없는군'", "DISTRICT_NOT_FOUND"},
      {"district_name: '종로구' sido: '부산'", "DISTRICT_NOT_FOUND"},
      {"district_code: '99999'", "DISTRICT_NOT_FOUND"},
      {"district_code: '27720' on: '2023-06-30'", "DISTRICT_NOT_FOUND"},  // not yet
      {"district_code: '43710'", "DISTRICT_NOT_FOUND"},  // 청원군 ended, no successor known
      {"district_name: '청원군' on: '2010-01-01'", "NO_OFFICE"},  // before the leaflet
  };
  for (const Missing& c : kMissing) {
    v1::FindOfficeRequest request;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(c.text, &request)) << c.text;
    const absl::Status status = Ask(&Stub::FindOffice, request).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound) << c.text;
    EXPECT_EQ(ErrorReason(status), c.reason) << c.text;
  }
}

TEST_F(HazardPlanServiceTest, SaysFromWhenTheSeriousAccidentsActApplies) {
  v1::CheckSeriousAccidentsActRequest request;
  request.mutable_question()->set_workers(50);
  request.mutable_question()->set_party(v1::SERIOUS_ACCIDENTS_PARTY_CORPORATION);
  request.mutable_question()->set_on("2022-01-26");
  v1::SeriousAccidentsAnswer answer = Must(&Stub::CheckSeriousAccidentsAct, request).answer();
  EXPECT_EQ(answer.applies(), v1::HAZARD_VERDICT_NOT_MET);
  EXPECT_EQ(answer.applies_from(), "2022-01-27");
  EXPECT_EQ(answer.enacted_on(), "2021-01-26");
  EXPECT_EQ(answer.duties_size(), 5);
  request.mutable_question()->set_on("2022-01-27");
  answer = Must(&Stub::CheckSeriousAccidentsAct, request).answer();
  EXPECT_EQ(answer.applies(), v1::HAZARD_VERDICT_MET);
  request.mutable_question()->set_workers(4);
  request.mutable_question()->set_party(v1::SERIOUS_ACCIDENTS_PARTY_INDIVIDUAL_OWNER);
  request.mutable_question()->clear_on();
  answer = Must(&Stub::CheckSeriousAccidentsAct, request).answer();
  EXPECT_EQ(answer.applies(), v1::HAZARD_VERDICT_NOT_MET);
  EXPECT_EQ(answer.exempt(), v1::HAZARD_VERDICT_MET);
  EXPECT_EQ(answer.applies_from(), "");
  EXPECT_EQ(answer.asked_on(), "2026-11-10");
  request.mutable_question()->clear_workers();
  answer = Must(&Stub::CheckSeriousAccidentsAct, request).answer();
  EXPECT_EQ(answer.applies(), v1::HAZARD_VERDICT_UNKNOWN);
  EXPECT_THAT(answer.needed(), ElementsAre("question.workers"));

  request.Clear();
  EXPECT_THAT(Violations(Ask(&Stub::CheckSeriousAccidentsAct, request).status()),
              ElementsAre("question REQUIRED"));
  request.mutable_question()->set_workers(-1);
  request.mutable_question()->set_on("2024");
  EXPECT_THAT(Violations(Ask(&Stub::CheckSeriousAccidentsAct, request).status()),
              ElementsAre("question.workers OUT_OF_RANGE", "question.on NOT_A_DATE"));
}

// A county's own file of settings takes the place of the built-in one (chemsafety.law_dir).
TEST(HazardPlanSettingsTest, AreThoseOfTheLawDirectory) {
  const std::filesystem::path directory =
      std::filesystem::path(::testing::TempDir()) / "hazard_settings_test";
  std::filesystem::create_directories(directory);
  std::ofstream(directory / "hazard_settings.yaml") <<
      R"(settings:
  - {id: later_notice_same_model, on: true, readings: [Q-003-21], ko: 같은 모델 제외, en: same model, lines: [8]}
  - {id: decree_excluded_chemical_equipment, on: false, readings: [Q-003-21], ko: 시행령 제외, en: decree, lines: [29]}
)";
  testing::Harness harness({&Info()}, absl::CivilDay(2026, 11, 10),
                           {{"chemsafety.law_dir", directory.string()}});
  const testing::Person person = harness.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  const std::unique_ptr<Stub> stub = Service::NewStub(harness.Channel("chemsafety"));
  v1::CheckApplicabilityRequest request = FoodFactory();
  request.set_founded_on("1999-01-04");
  request.set_added_or_moved_rated_kw("150");
  auto response = testing::Ask(harness, person, *stub, &Stub::CheckApplicability, request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->target(), v1::HAZARD_VERDICT_UNKNOWN);
  EXPECT_THAT(response->needed(), ElementsAre("same_model_reviewed_kw"));
  EXPECT_TRUE(response->settings(0).on());
  EXPECT_FALSE(response->settings(1).on());
  request.set_same_model_reviewed_kw("51");
  response = testing::Ask(harness, person, *stub, &Stub::CheckApplicability, request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->target(), v1::HAZARD_VERDICT_NOT_MET);
  std::filesystem::remove_all(directory);
}

TEST_F(HazardPlanServiceTest, ShowsWhatGoesWithAPlan) {
  const v1::CheckApplicabilityResponse response = Must(&Stub::CheckApplicability, FoodFactory());
  EXPECT_EQ(response.submission().copies(), 2);
  EXPECT_EQ(response.submission().drafting_size(), 2);
  ASSERT_EQ(response.penalties_size(), 2);
  EXPECT_EQ(response.penalties(0).max_krw(), 10000000);
  EXPECT_FALSE(response.penalties(0).has_max_years());
  EXPECT_EQ(response.penalties(1).max_krw(), 50000000);
  EXPECT_EQ(response.penalties(1).max_years(), 5);
  EXPECT_THAT(response.legal_basis().ko(), HasSubstr("산업안전보건법 제42조"));
  EXPECT_THAT(response.law().ko(), Not(IsEmpty()));
}

TEST_F(HazardPlanServiceTest, AnswersTheRolesThatDealWithPlans) {
  v1::ComputeFeeRequest request;
  request.set_industry_extent(v1::HAZARD_INDUSTRY_EXTENT_PART);
  const std::vector<common::v1::Role> may = {
      common::v1::ROLE_SITE_OPERATOR, common::v1::ROLE_KOSHA_REVIEWER,
      common::v1::ROLE_LOCAL_OFFICER, common::v1::ROLE_REGIONAL_ENV_OFFICER,
      common::v1::ROLE_NICS_REVIEWER, common::v1::ROLE_MINISTRY,
      common::v1::ROLE_NIER_ADMIN,    common::v1::ROLE_ORGANISATION};
  for (int role = 1; role < common::v1::Role_ARRAYSIZE; ++role) {
    const testing::Person person = harness_.MakePerson(static_cast<common::v1::Role>(role));
    const absl::Status status =
        testing::Ask(harness_, person, *stub_, &Stub::ComputeFee, request).status();
    const bool allowed = std::find(may.begin(), may.end(), person.role) != may.end();
    EXPECT_EQ(status.code(), allowed ? absl::StatusCode::kOk : absl::StatusCode::kPermissionDenied)
        << common::v1::Role_Name(person.role);
  }
}

}  // namespace
}  // namespace sems::chemsafety
