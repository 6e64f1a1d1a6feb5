#include "sems/noise/v1/self_measurement_service.grpc.pb.h"
#include "services/noise/noise_fixture.h"

// 자가측정 기록 (소음·진동규제법시행규칙 Art. 27).
namespace sems::noise {
namespace {

using absl::StatusCode;

class SelfMeasurementTest : public NoiseTest {
 protected:
  using Stub = v1::SelfMeasurementService::Stub;

  static v1::NoiseMeasurement Measured(const std::string& day, const std::string& level = "48.5") {
    v1::NoiseMeasurement measured;
    measured.set_measured_on(day);
    measured.set_period(v1::DAY_PERIOD_NIGHT);
    measured.set_point("부지경계 북측");
    measured.set_noise_db_a(level);
    measured.set_instrument("NL-52 00123");
    measured.set_measured_by(v1::MEASURED_BY_OWN_STAFF);
    measured.set_measurer("홍길동");
    return measured;
  }
  absl::StatusOr<v1::SaveSelfMeasurementsResponse> TrySave(
      const Person& person, const std::vector<v1::NoiseMeasurement>& lines) {
    v1::SaveSelfMeasurementsRequest request;
    request.set_site_id(people.site_id());
    for (const auto& line : lines) *request.add_lines() = line;
    return sems::testing::Ask(harness, person, *stub, &Stub::SaveSelfMeasurements, request);
  }
  v1::SaveSelfMeasurementsResponse Save(const std::vector<v1::NoiseMeasurement>& lines) {
    auto saved = TrySave(operator_, lines);
    EXPECT_TRUE(saved.ok()) << saved.status();
    if (!saved.ok()) return {};
    EXPECT_EQ(saved->outcome(), common::v1::BATCH_OUTCOME_SAVED) << saved->DebugString();
    return *saved;
  }
  v1::GetSelfMeasurementDutyResponse Duty() {
    v1::GetSelfMeasurementDutyRequest request;
    request.set_site_id(people.site_id());
    auto duty = sems::testing::Ask(harness, officer, *stub, &Stub::GetSelfMeasurementDuty, request);
    EXPECT_TRUE(duty.ok()) << duty.status();
    return duty.ok() ? *duty : v1::GetSelfMeasurementDutyResponse();
  }
  v1::NoiseMeasurement OnlyOf(const std::string& day) {
    v1::GetSelfMeasurementDayRequest request;
    request.set_site_id(people.site_id());
    request.set_measured_on(day);
    auto found = sems::testing::Ask(harness, officer, *stub, &Stub::GetSelfMeasurementDay, request);
    EXPECT_TRUE(found.ok()) << found.status();
    if (!found.ok() || found->measurements_size() != 1) return {};
    return found->measurements(0);
  }
  std::string OpenCase() {
    OpenSpec spec;
    spec.procedure = "noise_self_measurement";
    spec.subject.set_site_id(people.site_id());
    auto opened = cases.Open(operator_, spec);
    EXPECT_TRUE(opened.ok()) << opened.status();
    return opened.ok() ? opened->case_id() : "";
  }

  const std::unique_ptr<Stub> stub = v1::SelfMeasurementService::NewStub(harness.Channel("noise"));
};

TEST_F(SelfMeasurementTest, WithoutAFrequencyNothingIsSaidToBeInOrder) {
  v1::SaveSelfMeasurementsResponse saved = Save({Measured("2026-11-10")});
  ASSERT_THAT(saved.duties(), SizeIs(1));
  EXPECT_EQ(saved.duties(0).state(), v1::RECORD_DUTY_STATE_NO_OPEN_CASE);
  EXPECT_EQ(saved.volumes(0).keep_until(), "2029-11-10");
  OpenCase();
  EXPECT_EQ(Duty().duties(0).state(), v1::RECORD_DUTY_STATE_CYCLE_NOT_SET);
  EXPECT_THAT(Duty().duties(0).note().ko(), ::testing::HasSubstr("별표 6"));
  EXPECT_EQ(Duty().duties(0).next_due_on(), "");
}

TEST_F(SelfMeasurementTest, AMeasurementMeetsTheRoundItWasMadeInAndNoOther) {
  ASSERT_TRUE(cases.SetParameters(people.Of("NIER_ADMIN"), 30).ok());
  OpenCase();  // 10 November: due on 10 December, 9 January, 8 February
  EXPECT_EQ(Duty().duties(0).next_due_on(), "2026-12-10");
  GoTo(absl::CivilDay(2026, 11, 20));
  const auto early = Save({Measured("2026-11-20")});
  EXPECT_EQ(early.duties(0).met_now(), 0);
  EXPECT_EQ(early.duties(0).state(), v1::RECORD_DUTY_STATE_NOT_DUE);
  EXPECT_EQ(OnlyOf("2026-11-20").counted_for(), "");

  GoTo(absl::CivilDay(2026, 12, 10));
  EXPECT_EQ(Duty().duties(0).state(), v1::RECORD_DUTY_STATE_DUE);
  EXPECT_EQ(Duty().duties(0).owed_from(), "2026-11-11");
  EXPECT_EQ(Duty().duties(0).owed_to(), "2026-12-10");
  v1::NoiseMeasurement same = Measured("2026-11-20");
  const auto counted = Save({same});  // nothing new: it counts what is there
  EXPECT_EQ(counted.unchanged_count(), 1);
  EXPECT_EQ(counted.duties(0).met_now(), 1);
  EXPECT_EQ(counted.duties(0).next_due_on(), "2027-01-09");
  EXPECT_EQ(OnlyOf("2026-11-20").counted_for(), "2026-12-10");

  // Late for one round, it is not early for the next as well.
  GoTo(absl::CivilDay(2027, 1, 15));
  EXPECT_EQ(Duty().duties(0).state(), v1::RECORD_DUTY_STATE_OVERDUE);
  EXPECT_EQ(Save({Measured("2027-01-15")}).duties(0).met_now(), 1);
  EXPECT_EQ(OnlyOf("2027-01-15").counted_for(), "2027-01-09");
  GoTo(absl::CivilDay(2027, 2, 8));
  const auto owed = Save({Measured("2027-01-15")}).duties(0);
  EXPECT_EQ(owed.met_now(), 0);
  EXPECT_EQ(owed.state(), v1::RECORD_DUTY_STATE_DUE);
}

TEST_F(SelfMeasurementTest, MeasuredInTimeIsMetInTimeWheneverTheCaseIsTold) {
  ASSERT_TRUE(cases.SetParameters(people.Of("NIER_ADMIN"), 30).ok());
  const std::string case_id = OpenCase();  // due on 10 December and 9 January
  GoTo(absl::CivilDay(2026, 11, 20));
  Save({Measured("2026-11-20")});
  GoTo(absl::CivilDay(2026, 12, 15));
  ASSERT_TRUE(cases.RunTimers().ok());
  EXPECT_EQ(Duty().duties(0).state(), v1::RECORD_DUTY_STATE_OVERDUE);
  EXPECT_EQ(Save({Measured("2026-11-20")}).duties(0).met_now(), 1);
  // The next round is measured late, and told at once.
  GoTo(absl::CivilDay(2027, 1, 12));
  EXPECT_EQ(Save({Measured("2027-01-12")}).duties(0).met_now(), 1);
  auto now = cases.Get(officer, case_id);
  ASSERT_TRUE(now.ok()) << now.status();
  std::vector<cw::ClockStatus> due_days;
  for (const cw::Clock& clock : now->clocks()) {
    if (clock.clock_id() == "due_day") due_days.push_back(clock.status());
  }
  EXPECT_THAT(due_days, ElementsAre(cw::CLOCK_STATUS_MET, cw::CLOCK_STATUS_MISSED));
}

TEST_F(SelfMeasurementTest, ALevelStandsBesideAStatedLimitOrNone) {
  v1::NoiseMeasurement above = Measured("2026-11-09", "51");
  above.set_noise_limit_db_a("50");
  above.set_limit_basis("허가조건");
  above.set_vibration_db_v("60");
  Save({above, Measured("2026-11-10")});
  EXPECT_EQ(OnlyOf("2026-11-09").noise_verdict(), v1::LIMIT_VERDICT_ABOVE);
  EXPECT_EQ(OnlyOf("2026-11-09").vibration_verdict(), v1::LIMIT_VERDICT_LIMIT_NOT_KNOWN);
  EXPECT_EQ(OnlyOf("2026-11-10").noise_verdict(), v1::LIMIT_VERDICT_LIMIT_NOT_KNOWN);
  EXPECT_EQ(OnlyOf("2026-11-10").vibration_verdict(), v1::LIMIT_VERDICT_UNSPECIFIED);
}

TEST_F(SelfMeasurementTest, WhatIsWrongNamesItsFieldAndWhatWasStaysKept) {
  v1::NoiseMeasurement by_agent = Measured("2026-11-10");
  by_agent.set_measured_by(v1::MEASURED_BY_AGENT);
  by_agent.clear_noise_db_a();
  auto bad = TrySave(operator_, {by_agent});
  ASSERT_TRUE(bad.ok());
  ASSERT_THAT(bad->errors(), SizeIs(2));
  EXPECT_EQ(bad->errors(0).code(), "NOT_MEASURED");
  EXPECT_EQ(bad->errors(1).field(), "agent_name");

  const std::string etag = Save({Measured("2026-11-10")}).etags(0);
  v1::NoiseMeasurement removed = Measured("2026-11-10");
  removed.set_remove(true);
  removed.set_etag(etag);
  Save({removed});
  v1::ListSelfMeasurementHistoryRequest request;
  request.set_site_id(people.site_id());
  auto history =
      sems::testing::Ask(harness, officer, *stub, &Stub::ListSelfMeasurementHistory, request);
  ASSERT_TRUE(history.ok()) << history.status();
  ASSERT_THAT(history->former_measurements(), SizeIs(1));
  EXPECT_TRUE(history->former_measurements(0).replacement().removed());
  EXPECT_EQ(history->former_measurements(0).measurement().noise_db_a(), "48.5");
}

TEST_F(SelfMeasurementTest, ListsAreMaskedPagedAndReadByTheOfficeAlone) {
  std::vector<v1::NoiseMeasurement> lines;
  for (int day = 1; day <= 5; ++day) lines.push_back(Measured("2026-11-0" + std::to_string(day)));
  Save(lines);
  v1::ListSelfMeasurementsRequest request;
  request.set_site_id(people.site_id());
  request.set_page_size(2);
  request.set_to("2026-11-04");
  std::vector<std::string> days;
  do {
    auto page = sems::testing::Ask(harness, officer, *stub, &Stub::ListSelfMeasurements, request);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_EQ(page->total_size(), 4);
    for (const auto& measured : page->measurements()) {
      days.push_back(measured.measured_on());
      EXPECT_EQ(measured.measurer(), "홍*동");
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(days, ElementsAre("2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"));
  EXPECT_EQ(TrySave(officer, lines).status().code(), StatusCode::kPermissionDenied);
  for (const auto& [role, stranger] : people.strangers()) {
    EXPECT_EQ(sems::testing::Ask(harness, stranger, *stub, &Stub::ListSelfMeasurements,
                                 v1::ListSelfMeasurementsRequest(request))
                  .status()
                  .code(),
              StatusCode::kPermissionDenied)
        << role;
  }
}

}  // namespace
}  // namespace sems::noise
