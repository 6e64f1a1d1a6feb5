#include <algorithm>

#include "google/rpc/error_details.pb.h"
#include "sems/noise/v1/noise_rule_service.grpc.pb.h"
#include "services/noise/noise_fixture.h"

// What is computed from given values, asked over gRPC. The rules themselves: domain/*_test.cc and
// tests/law/noise.
namespace sems::noise {
namespace {

using absl::StatusCode;
using ::testing::HasSubstr;
using ::testing::Not;

class NoiseRulesTest : public NoiseTest {
 protected:
  using Stub = v1::NoiseRuleService::Stub;

  template <class Request, class Response>
  absl::StatusOr<Response> Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                            Response*),
                               const Request& request) {
    return sems::testing::Ask(harness, operator_, *stub, method, request);
  }
  static std::string FirstField(const absl::Status& status) {
    const google::rpc::Status details = ToRpcStatus(status);
    for (const auto& any : details.details()) {
      google::rpc::BadRequest bad;
      if (any.UnpackTo(&bad) && bad.field_violations_size() > 0) {
        EXPECT_FALSE(bad.field_violations(0).localized_message().message().empty());
        return bad.field_violations(0).field() + " " + bad.field_violations(0).reason();
      }
    }
    return std::string(status.message());
  }

  const std::unique_ptr<Stub> stub = v1::NoiseRuleService::NewStub(harness.Channel("noise"));
};

TEST_F(NoiseRulesTest, AnExemptionIsToldCriterionByCriterion) {
  v1::CheckPreventionExemptionRequest request;
  const auto add = [&](const char* place, const char* metres) {
    v1::NearestProtectedPlace& added = *request.add_places();
    added.set_place_id(place);
    added.set_distance_m(metres);
    added.set_none(std::string(metres).empty());
  };
  add("living", "200.5");
  add("workplace", "200");
  add("tourism", "");
  auto answer = Ask(&Stub::CheckPreventionExemption, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->verdict(), v1::EXEMPTION_VERDICT_GROUNDS_NOT_MET);
  EXPECT_EQ(answer->within_m(), "200");
  ASSERT_THAT(answer->places(), SizeIs(4));
  EXPECT_EQ(answer->places(0).outside(), v1::RULE_VERDICT_YES);
  EXPECT_EQ(answer->places(1).outside(), v1::RULE_VERDICT_NO);
  EXPECT_EQ(answer->places(1).distance_m(), "200");
  EXPECT_EQ(answer->places(1).article(), "Art. 12(1)2");
  EXPECT_TRUE(answer->places(2).none());
  EXPECT_EQ(answer->places(3).outside(), v1::RULE_VERDICT_UNKNOWN);
  EXPECT_FALSE(answer->places(3).needs_ko().empty());
  ASSERT_THAT(answer->lapses(), SizeIs(3));
  EXPECT_EQ(answer->lapses(0).arisen(), v1::RULE_VERDICT_UNKNOWN);

  request.mutable_places(1)->set_distance_m("201");
  EXPECT_EQ(Ask(&Stub::CheckPreventionExemption, request)->verdict(),
            v1::EXEMPTION_VERDICT_UNKNOWN);
  add("notified", "");
  EXPECT_EQ(Ask(&Stub::CheckPreventionExemption, request)->verdict(),
            v1::EXEMPTION_VERDICT_GROUNDS_MET);
  v1::ExemptionLapseFact& dispute = *request.add_lapses();
  dispute.set_lapse_id("dispute");
  dispute.set_arisen(true);
  EXPECT_EQ(Ask(&Stub::CheckPreventionExemption, request)->verdict(),
            v1::EXEMPTION_VERDICT_MUST_INSTALL);

  add("notified", "");
  EXPECT_EQ(FirstField(Ask(&Stub::CheckPreventionExemption, request).status()),
            "places[4].place_id TWICE");
  request.mutable_places(4)->set_place_id("sea");
  EXPECT_EQ(FirstField(Ask(&Stub::CheckPreventionExemption, request).status()),
            "places[4].place_id UNKNOWN_PLACE");
  request.mutable_places(0)->set_distance_m("-1");
  EXPECT_EQ(FirstField(Ask(&Stub::CheckPreventionExemption, request).status()),
            "places[0].distance_m NEGATIVE");
}

TEST_F(NoiseRulesTest, SelfDesignIsToldCaseByCase) {
  v1::CheckSelfDesignRequest request;
  auto unknown = Ask(&Stub::CheckSelfDesign, request);
  ASSERT_TRUE(unknown.ok()) << unknown.status();
  EXPECT_EQ(unknown->unregistered_may(), v1::RULE_VERDICT_UNKNOWN);
  EXPECT_FALSE(unknown->enlargement().reason().ko().empty());

  request.set_process_changed(false);
  v1::FacilityMeasure& area = *request.add_measures();
  area.set_name("면적");
  area.set_permitted("120");
  area.add_changes("20");
  area.add_changes("16");
  request.set_has_skills(true);
  auto allowed = Ask(&Stub::CheckSelfDesign, request);
  ASSERT_TRUE(allowed.ok()) << allowed.status();
  EXPECT_EQ(allowed->enlargement().verdict(), v1::RULE_VERDICT_YES);
  EXPECT_EQ(allowed->unregistered_may(), v1::RULE_VERDICT_YES);
  EXPECT_EQ(allowed->measures(0).percent(), "30.00");
  EXPECT_EQ(allowed->at_most_percent(), "30");
  EXPECT_EQ(allowed->approval().verdict(), v1::RULE_VERDICT_YES);
  EXPECT_EQ(allowed->approval().article(), "Art. 14(1)-(2)");
  EXPECT_EQ(allowed->procedure_id(), "noise_self_design_approval");

  area.add_changes("0.1");
  request.set_sources_covered(2);
  request.set_grain_mill(false);
  auto refused = Ask(&Stub::CheckSelfDesign, request);
  EXPECT_EQ(refused->unregistered_may(), v1::RULE_VERDICT_NO);
  EXPECT_THAT(refused->enlargement().reason().ko(), HasSubstr("30%"));

  area.set_permitted("0");
  EXPECT_EQ(FirstField(Ask(&Stub::CheckSelfDesign, request).status()),
            "measures[0].permitted ZERO");
}

// Today is 10 November 2026.
TEST_F(NoiseRulesTest, PrecisionInspectionsStayOnTheirGrid) {
  v1::ListPrecisionInspectionsRequest request;
  request.set_first_inspection_on("2025-05-31");
  request.add_inspected_on("2025-11-30");
  request.set_months_ahead(1);
  auto answer = Ask(&Stub::ListPrecisionInspections, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  std::vector<std::string> told;
  for (const v1::InspectionWindow& window : answer->windows())
    told.push_back(window.month() + " " + v1::InspectionWindowState_Name(window.state()));
  EXPECT_THAT(told, ElementsAre("2025-11 INSPECTION_WINDOW_STATE_INSPECTED",
                                "2026-05 INSPECTION_WINDOW_STATE_MISSED",
                                "2026-11 INSPECTION_WINDOW_STATE_OPEN",
                                "2027-05 INSPECTION_WINDOW_STATE_AHEAD"));
  EXPECT_EQ(answer->next_month(), "2026-11");
  EXPECT_EQ(answer->windows(0).cycle_day(), "2025-11-30");
  EXPECT_EQ(answer->windows(0).to(), "2025-11-30");
  EXPECT_FALSE(answer->windows(0).explanation().text().ko().empty());
  request.set_first_inspection_on("");
  EXPECT_EQ(FirstField(Ask(&Stub::ListPrecisionInspections, request).status()),
            "first_inspection_on REQUIRED");
  request.set_first_inspection_on("2026-01-01");
  EXPECT_EQ(FirstField(Ask(&Stub::ListPrecisionInspections, request).status()),
            "inspected_on[0] BEFORE_ANCHOR");
}

// Art. 82(1), 83(1)-(4), 84, 80(1).
TEST_F(NoiseRulesTest, TheTrainingYearIsACalendar) {
  v1::GetEducationCalendarRequest request;
  request.set_year(2027);
  request.add_course_starts("2027-04-05");
  request.set_trained_on("2024-06-15");
  auto answer = Ask(&Stub::GetEducationCalendar, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  std::vector<std::string> told;
  for (const v1::EducationDay& day : answer->days()) {
    told.push_back(day.due_on() + " " + day.procedure_id().substr(16));
    EXPECT_FALSE(day.who().empty());
    EXPECT_FALSE(day.explanation().text().ko().empty());
  }
  EXPECT_THAT(
      told, ::testing::IsSupersetOf({"2027-01-31 plan_notification", "2027-03-21 trainee_selection",
                                     "2027-04-15 result_report", "2027-07-15 result_report",
                                     "2027-10-15 result_report", "2027-11-30 plan_approval",
                                     "2027-06-15 duty"}));
  EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
  request.add_course_starts("2028-01-01");
  EXPECT_EQ(FirstField(Ask(&Stub::GetEducationCalendar, request).status()),
            "course_starts[1] ANOTHER_YEAR");
}

TEST_F(NoiseRulesTest, TransitionalRulesHaveTheirDays) {
  auto answer = Ask(&Stub::ListTransitionalRules, v1::ListTransitionalRulesRequest());
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_THAT(answer->rules(), SizeIs(17));
  for (const v1::TransitionalRule& rule : answer->rules()) {
    EXPECT_FALSE(rule.text().ko().empty() || rule.text().en().empty()) << rule.rule_id();
    EXPECT_NE(rule.on().empty() && rule.until().empty(), true) << rule.rule_id();
  }
  const v1::TransitionalRule& limit = answer->rules(11);
  EXPECT_EQ(limit.rule_id(), "t92_limit");
  EXPECT_EQ(limit.on(), "1992-08-08");
  EXPECT_EQ(limit.until(), "1993-05-08");
  EXPECT_FALSE(limit.explanation().text().en().empty());
}

TEST_F(NoiseRulesTest, TablesAreNamedAndNotMadeUp) {
  auto answer = Ask(&Stub::ListAppendixTables, v1::ListAppendixTablesRequest());
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_THAT(answer->tables(), SizeIs(24));
  EXPECT_THAT(answer->tables(5).procedure_ids(), ::testing::Contains("noise_self_measurement"));
  EXPECT_THAT(answer->tables(0).procedure_ids(),
              Not(::testing::Contains("noise_explosives_use_notification")));
  for (const v1::AppendixTable& table : answer->tables()) EXPECT_FALSE(table.contents_known());
}

}  // namespace
}  // namespace sems::noise
