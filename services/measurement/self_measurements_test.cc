// 자가측정 through the API, beside a real inventory: what is answered, what is stored, who may.
#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "common/status/error.h"
#include "common/testing/harness.h"
#include "common/values/uuid.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "sems/facility/v1/stack_service.grpc.pb.h"
#include "sems/measurement/internal/v1/measurement_read.grpc.pb.h"
#include "sems/measurement/v1/code.grpc.pb.h"
#include "sems/measurement/v1/self_measurement_service.grpc.pb.h"
#include "services/facility/module.h"
#include "services/measurement/module.h"

namespace sems::measurement {
namespace {

using common::v1::BATCH_OUTCOME_NOT_SAVED;
using common::v1::BATCH_OUTCOME_PARTLY_SAVED;
using common::v1::BATCH_OUTCOME_SAVED;
using ::testing::ElementsAre;
using Measurements = v1::SelfMeasurementService::Stub;
using Codes = v1::CodeService::Stub;

constexpr char kNobody[] = "0192f0c0-0000-7000-8000-00000000ffff";

// "line field code" of each error.
std::vector<std::string> Told(const v1::SaveSelfMeasurementsResponse& response) {
  std::vector<std::string> told;
  for (const auto& error : response.errors()) {
    told.push_back(std::to_string(error.line()) + " " + error.field() + " " + error.code());
  }
  return told;
}

// Today is 2026-11-10.
class SelfMeasurementsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    harness_.SetJurisdictions(officer_, {"28260"});
    ASSERT_TRUE(LoadCode(v1::CODE_TABLE_POLLUTANT, "28", "먼지", "2020-01-01").ok());
    ASSERT_TRUE(LoadCode(v1::CODE_TABLE_POLLUTANT, "02", "황산화물", "2020-01-01").ok());
    ASSERT_TRUE(LoadCode(v1::CODE_TABLE_CONCENTRATION_UNIT, "39", "mg/Sm³", "2020-01-01").ok());
    stack_ = MakeStack("5");
  }

  absl::StatusOr<v1::LoadCodesResponse> LoadCode(v1::CodeTable table, const std::string& code,
                                                 const std::string& name, const std::string& from,
                                                 const std::string& until = "") {
    v1::LoadCodesRequest request;
    request.set_table(table);
    v1::Code& row = *request.add_codes();
    row.set_code(code);
    row.set_name_ko(name);
    row.set_valid_from(from);
    row.set_valid_until(until);
    return Ask(harness_, admin_, *codes_, &Codes::LoadCodes, request);
  }
  std::string MakeStack(const std::string& number) {
    facility::v1::SaveStacksRequest request;
    request.set_site_id(site_);
    request.set_survey_year(2026);
    facility::v1::Stack& stack = *request.add_stacks();
    stack.set_number(number);
    stack.set_name("선별/분쇄시설");
    stack.set_type_code("1");
    auto stub = facility::v1::StackService::NewStub(harness_.Channel("facility"));
    auto saved =
        Ask(harness_, operator_, *stub, &facility::v1::StackService::Stub::SaveStacks, request);
    EXPECT_TRUE(saved.ok() && saved->stacks_size() == 1) << saved.status();
    return saved->stacks(0).stack_id();
  }

  v1::SelfMeasurement Line(const std::string& day, const std::string& concentration = "11",
                           const std::string& etag = "") {
    v1::SelfMeasurement line;
    line.set_stack_id(stack_);
    line.set_day(day);
    line.set_etag(etag);
    v1::PollutantResult& result = *line.add_results();
    result.set_pollutant_code("28");
    result.set_concentration(concentration);
    result.set_unit_code("39");
    return line;
  }
  v1::SaveSelfMeasurementsRequest Batch(const std::vector<v1::SelfMeasurement>& lines) {
    v1::SaveSelfMeasurementsRequest request;
    request.set_site_id(site_);
    for (const auto& line : lines) *request.add_lines() = line;
    return request;
  }
  absl::StatusOr<v1::SaveSelfMeasurementsResponse> SaveAs(
      const testing::Person& person, const v1::SaveSelfMeasurementsRequest& request) {
    return Ask(harness_, person, *measurements_, &Measurements::SaveSelfMeasurements, request);
  }
  v1::SaveSelfMeasurementsResponse Save(const std::vector<v1::SelfMeasurement>& lines) {
    auto saved = SaveAs(operator_, Batch(lines));
    EXPECT_TRUE(saved.ok()) << saved.status();
    return saved.value_or(v1::SaveSelfMeasurementsResponse());
  }
  absl::StatusOr<v1::ListSelfMeasurementsResponse> ListAs(const testing::Person& person,
                                                          const std::string& month,
                                                          int page_size = 0,
                                                          const std::string& token = "") {
    v1::ListSelfMeasurementsRequest request;
    request.set_site_id(site_);
    request.set_month(month);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return Ask(harness_, person, *measurements_, &Measurements::ListSelfMeasurements, request);
  }
  absl::StatusOr<internal::v1::GetMonthResponse> GetMonth(const std::string& month) {
    internal::v1::GetMonthRequest request;
    request.set_site_id(site_);
    request.set_month(month);
    return AskAsService(harness_, "ieps", *read_,
                        &internal::v1::MeasurementReadService::Stub::GetMonth, request);
  }
  int Count(const std::string& sql) {
    pqxx::connection connection(harness_.database().AdminConninfo());
    pqxx::work work(connection);
    return work.exec1(sql)[0].as<int>();
  }

  testing::Harness harness_{{&facility::Info(), &Info()}};
  testing::Person operator_ = harness_.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  testing::Person stranger_ = harness_.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  testing::Person agent_ = harness_.MakePerson(common::v1::ROLE_MEASUREMENT_AGENT);
  testing::Person officer_ = harness_.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  testing::Person admin_ = harness_.MakePerson(common::v1::ROLE_NIER_ADMIN);
  std::string site_ = harness_.MakeSite({operator_});
  std::unique_ptr<Measurements> measurements_ =
      v1::SelfMeasurementService::NewStub(harness_.Channel("measurement"));
  std::unique_ptr<Codes> codes_ = v1::CodeService::NewStub(harness_.Channel("measurement"));
  std::unique_ptr<internal::v1::MeasurementReadService::Stub> read_ =
      internal::v1::MeasurementReadService::NewStub(harness_.Channel("measurement"));
  std::string stack_;
};

// Every field of IEPS form 1 comes back as it was entered (IEPS manual, 02 ②).
TEST_F(SelfMeasurementsTest, ASamplingIsSavedListedAndHandedOn) {
  v1::SelfMeasurement line = Line("2026-10-20", "30");
  line.set_time("09:30");
  v1::Weather& weather = *line.mutable_weather();
  weather.set_condition("맑음");
  weather.set_air_temperature_celsius("-1.5");
  weather.set_humidity_percent("45");
  weather.set_pressure_mmhg("760.1");
  weather.set_wind_direction("북서");
  weather.set_wind_speed_m_per_s("3.20");
  line.set_flow_sm3_per_min("4269.50127");
  line.set_velocity_m_per_s("12.3");
  line.set_gas_temperature_celsius("66");
  line.set_moisture_percent("6");
  line.set_standard_oxygen_percent("6");
  line.set_measured_oxygen_percent("11");
  v1::PollutantResult& dust = *line.mutable_results(0);
  dust.set_method("ES 01301");
  dust.set_instrument("반자동식 시료채취기");
  dust.set_agent("한국측정");
  dust.set_sampler("김채취");
  dust.set_analyst("이분석");
  v1::PollutantResult& sulphur = *line.add_results();
  sulphur.set_pollutant_code("02");
  sulphur.set_concentration("0.010");
  sulphur.set_unit_code("39");
  const auto saved = Save({line});
  ASSERT_EQ(saved.outcome(), BATCH_OUTCOME_SAVED) << saved.DebugString();

  auto listed = ListAs(operator_, "2026-10");
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->self_measurements_size(), 1);
  const v1::SelfMeasurement& stored = listed->self_measurements(0);
  EXPECT_EQ(stored.time(), "09:30");
  EXPECT_EQ(stored.sampling_number(), 1);
  EXPECT_EQ(stored.weather().SerializeAsString(), weather.SerializeAsString());
  EXPECT_EQ(stored.flow_sm3_per_min(), "4269.50127");
  EXPECT_EQ(stored.velocity_m_per_s(), "12.3");
  EXPECT_EQ(stored.gas_temperature_celsius(), "66");
  EXPECT_EQ(stored.moisture_percent(), "6");
  EXPECT_EQ(stored.etag(), saved.etags(0));
  EXPECT_EQ(stored.entry().entered_by(), operator_.account_id);
  ASSERT_EQ(stored.results_size(), 2);
  EXPECT_EQ(stored.results(0).pollutant_code(), "02");
  EXPECT_EQ(stored.results(0).concentration(), "0.010");
  EXPECT_EQ(stored.results(1).sampler(), "김채취");
  const v1::CorrectedConcentration& corrected = stored.results(1).corrected();
  EXPECT_EQ(corrected.concentration(), "45.000");
  EXPECT_EQ(corrected.formula(), "C = Ca × (21 − Os) / (21 − Oa)");
  EXPECT_EQ(corrected.measured_concentration(), "30");
  EXPECT_EQ(corrected.standard_oxygen_percent(), "6");
  EXPECT_EQ(corrected.measured_oxygen_percent(), "11");

  auto month = GetMonth("2026-10");
  ASSERT_TRUE(month.ok()) << month.status();
  ASSERT_EQ(month->samplings_size(), 1);
  const internal::v1::SamplingRow& row = month->samplings(0);
  EXPECT_EQ(row.wind_direction(), "북서");
  EXPECT_EQ(row.measured_oxygen_percent(), "11");
  EXPECT_EQ(row.results(1).pollutant_name_ko(), "먼지");
  EXPECT_EQ(row.results(1).unit_name_ko(), "mg/Sm³");
  EXPECT_EQ(row.entered_on(), "2026-11-10");
  EXPECT_EQ(month->DebugString().find("김채취"), std::string::npos) << "no names of persons";
}

TEST_F(SelfMeasurementsTest, EveryBadLineIsNamedAndNothingIsSaved) {
  v1::SelfMeasurement nobody = Line("2026-10-20");
  nobody.set_stack_id(kNobody);
  v1::SelfMeasurement codes = Line("2026-10-21");
  codes.mutable_results(0)->set_pollutant_code("99");
  codes.mutable_results(0)->set_unit_code("99");
  v1::SelfMeasurement air = Line("2026-10-22");
  air.set_standard_oxygen_percent("6");
  air.set_measured_oxygen_percent("21");
  v1::SelfMeasurement late_hour = Line("2026-10-23");
  late_hour.set_time("24:00");
  const auto saved = Save({Line("2026-02-31"), Line("2026-11-11"), nobody, codes, air, late_hour,
                           Line("2026-10-24", "-1"), Line("2026-10-25", "11", "v5"),
                           Line("2026-10-26"), Line("2026-10-26")});
  EXPECT_EQ(saved.outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_THAT(
      Told(saved),
      ElementsAre("0 day INVALID_DAY", "1 day FUTURE_DAY", "2 stack_id UNKNOWN_STACK",
                  "3 results.99.pollutant_code UNKNOWN_POLLUTANT",
                  "3 results.99.unit_code UNKNOWN_UNIT", "4 measured_oxygen_percent OUT_OF_RANGE",
                  "5 time INVALID_TIME", "6 results[0].concentration NEGATIVE",
                  "7 etag ETAG_MISMATCH", "8  DUPLICATE_LINE", "9  DUPLICATE_LINE"));
  EXPECT_EQ(saved.errors(3).item(), "stack 5 2026-10-21 #1");
  EXPECT_EQ(ListAs(operator_, "2026-10")->total_size(), 0);

  auto partial = Batch({Line("2026-10-20"), Line("2026-02-31")});
  partial.set_allow_partial(true);
  auto partly = SaveAs(operator_, partial);
  EXPECT_EQ(partly->outcome(), BATCH_OUTCOME_PARTLY_SAVED);
  EXPECT_EQ(ListAs(operator_, "2026-10")->total_size(), 1);
}

TEST_F(SelfMeasurementsTest, FiveHundredBadLinesAllArrive) {
  v1::SaveSelfMeasurementsRequest request;
  request.set_site_id(site_);
  for (int i = 0; i < 500; ++i) *request.add_lines() = Line("2026-02-31");
  auto saved = SaveAs(operator_, request);
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(saved->errors_size(), 500);
  *request.add_lines() = Line("2026-10-20");
  EXPECT_EQ(SaveAs(operator_, request).status().code(), absl::StatusCode::kInvalidArgument);
  request.clear_lines();
  EXPECT_EQ(SaveAs(operator_, request).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(SelfMeasurementsTest, ALineReplacesTheWholeSamplingAndTheFormerIsKept) {
  const std::string first = Save({Line("2026-10-20", "11")}).etags(0);
  EXPECT_EQ(Save({Line("2026-10-20", "11")}).unchanged_count(), 1) << "a repeated call";
  EXPECT_THAT(Told(Save({Line("2026-10-20", "12")})), ElementsAre("0 etag ETAG_MISMATCH"));
  v1::SelfMeasurement changed = Line("2026-10-20", "12", first);
  changed.mutable_results(0)->set_pollutant_code("02");
  const auto second = Save({changed});
  ASSERT_EQ(second.outcome(), BATCH_OUTCOME_SAVED) << second.DebugString();
  EXPECT_THAT(Told(Save({Line("2026-10-20", "13", first)})), ElementsAre("0 etag ETAG_MISMATCH"));
  auto listed = ListAs(operator_, "2026-10");
  ASSERT_EQ(listed->self_measurements(0).results_size(), 1);
  EXPECT_EQ(listed->self_measurements(0).results(0).pollutant_code(), "02");
  EXPECT_EQ(listed->self_measurements(0).entry().changed_by(), operator_.account_id);
  EXPECT_EQ(
      Count("SELECT count(*) FROM measurement.pollutant_result_history WHERE concentration = 11"),
      1);

  changed.set_etag(second.etags(0));
  changed.set_remove(true);
  EXPECT_EQ(Save({changed}).outcome(), BATCH_OUTCOME_SAVED);
  EXPECT_EQ(ListAs(operator_, "2026-10")->total_size(), 0);
  EXPECT_EQ(Count("SELECT count(*) FROM measurement.sampling_history WHERE removed"), 1);
}

TEST_F(SelfMeasurementsTest, TheSameRequestIdGetsTheSameAnswer) {
  auto request = Batch({Line("2026-10-20")});
  request.set_request_id(NewUuidV7(absl::Now()));
  auto first = SaveAs(operator_, request);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(SaveAs(operator_, request)->SerializeAsString(), first->SerializeAsString());
  *request.add_lines() = Line("2026-10-21");
  EXPECT_EQ(ErrorReason(SaveAs(operator_, request).status()), "REQUEST_ID_REUSED");
}

// IEPS manual, 01 ② 등록 주기: 자가측정사항 by the end of the next month.
TEST_F(SelfMeasurementsTest, LateFromTheDayAfterTheDeadlineInSeoul) {
  harness_.clock().Set(SeoulMidnight(absl::CivilDay(2026, 12, 1)) - absl::Minutes(1));
  const std::string etag = Save({Line("2026-10-20")}).etags(0);
  harness_.clock().Set(SeoulMidnight(absl::CivilDay(2026, 12, 1)));
  Save({Line("2026-10-21"), Line("2026-10-20", "12", etag)});
  auto listed = ListAs(operator_, "2026-10");
  ASSERT_EQ(listed->self_measurements_size(), 2);
  EXPECT_FALSE(listed->self_measurements(0).entry().late());
  EXPECT_TRUE(listed->self_measurements(0).entry().corrected());
  EXPECT_TRUE(listed->self_measurements(1).entry().late());
}

// A site delegates to an agent; revoking takes effect at once (고시 제4조②).
TEST_F(SelfMeasurementsTest, AnAgentEntersWhereAndAsLongAsItIsDelegated) {
  const auto request = Batch({Line("2026-10-20")});
  EXPECT_EQ(SaveAs(agent_, request).status().code(), absl::StatusCode::kPermissionDenied);
  harness_.SetDelegated(agent_, site_, true);
  auto saved = SaveAs(agent_, request);
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(saved->outcome(), BATCH_OUTCOME_SAVED);
  EXPECT_EQ(ListAs(operator_, "2026-10")->self_measurements(0).entry().entered_by(),
            agent_.account_id);
  EXPECT_TRUE(ListAs(agent_, "2026-10").ok());
  harness_.SetDelegated(agent_, site_, false);
  EXPECT_EQ(SaveAs(agent_, request).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ListAs(agent_, "2026-10").status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(SelfMeasurementsTest, OnlyOwnPeopleAndAgentsWriteAndLooksAreKept) {
  const auto request = Batch({Line("2026-10-20")});
  for (const testing::Person& person : {stranger_, officer_, admin_}) {
    EXPECT_EQ(SaveAs(person, request).status().code(), absl::StatusCode::kPermissionDenied)
        << person.role;
  }
  Save({Line("2026-10-20")});
  EXPECT_EQ(ListAs(stranger_, "2026-10").status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(Count("SELECT count(*) FROM measurement.look_row"), 0);
  ASSERT_TRUE(ListAs(officer_, "2026-10").ok());
  EXPECT_EQ(Count("SELECT count(*) FROM measurement.look_row WHERE actor = '" +
                  officer_.account_id + "'"),
            1);
  EXPECT_TRUE(ListAs(admin_, "2026-10").ok());
}

TEST_F(SelfMeasurementsTest, PagesFollowOneAnother) {
  v1::SelfMeasurement second = Line("2026-10-20");
  second.set_sampling_number(2);
  Save({Line("2026-10-21"), second, Line("2026-10-20")});
  auto page = ListAs(operator_, "2026-10", 2);
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_EQ(page->total_size(), 3);
  ASSERT_EQ(page->self_measurements_size(), 2);
  EXPECT_EQ(page->self_measurements(1).sampling_number(), 2);
  page = ListAs(operator_, "2026-10", 2, page->next_page_token());
  ASSERT_EQ(page->self_measurements_size(), 1);
  EXPECT_EQ(page->self_measurements(0).day(), "2026-10-21");
  EXPECT_EQ(page->next_page_token(), "");
  EXPECT_EQ(ListAs(operator_, "2026-10", 2, "garbled").status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(SelfMeasurementsTest, CodesAreLoadedByTheAdministratorAndHoldForATime) {
  EXPECT_EQ(LoadCode(v1::CODE_TABLE_POLLUTANT, "28", "먼지", "2026-01-01").status().code(),
            absl::StatusCode::kInvalidArgument)
      << "28 would hold twice";
  auto ended = LoadCode(v1::CODE_TABLE_POLLUTANT, "28", "먼지", "2020-01-01", "2026-10-21");
  ASSERT_TRUE(ended.ok()) << ended.status();
  EXPECT_EQ(ended->changed_count(), 1);
  EXPECT_EQ(
      LoadCode(v1::CODE_TABLE_POLLUTANT, "28", "먼지", "2020-01-01", "2026-10-21")->changed_count(),
      0);
  EXPECT_EQ(Save({Line("2026-10-20")}).outcome(), BATCH_OUTCOME_SAVED);
  EXPECT_THAT(Told(Save({Line("2026-10-21")})),
              ElementsAre("0 results.28.pollutant_code UNKNOWN_POLLUTANT"));

  v1::ListCodesRequest list;
  list.set_table(v1::CODE_TABLE_POLLUTANT);
  list.set_valid_on("2026-11-01");
  auto listed = Ask(harness_, operator_, *codes_, &Codes::ListCodes, list);
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->codes_size(), 1);
  EXPECT_EQ(listed->codes(0).code(), "02");
  list.clear_valid_on();
  EXPECT_EQ(Ask(harness_, agent_, *codes_, &Codes::ListCodes, list)->codes_size(), 2);
  list.clear_table();
  EXPECT_EQ(Ask(harness_, agent_, *codes_, &Codes::ListCodes, list).status().code(),
            absl::StatusCode::kInvalidArgument);

  v1::LoadCodesRequest load;
  load.set_table(v1::CODE_TABLE_CONCENTRATION_UNIT);
  v1::Code& bad = *load.add_codes();
  bad.set_code("a b");
  bad.set_molar_mass_g_per_mol("64");
  bad.set_valid_from("2026-02-31");
  EXPECT_EQ(Ask(harness_, admin_, *codes_, &Codes::LoadCodes, load).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Ask(harness_, operator_, *codes_, &Codes::LoadCodes, load).status().code(),
            absl::StatusCode::kPermissionDenied);
}

}  // namespace
}  // namespace sems::measurement
