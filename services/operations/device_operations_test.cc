// 방지시설 운전사항 through the API: readings, chemicals, and the electricity that is never
// guessed.
#include "common/status/error.h"
#include "services/operations/operations_fixture.h"

namespace sems::operations {
namespace {

using common::v1::BATCH_OUTCOME_NOT_SAVED;
using common::v1::BATCH_OUTCOME_SAVED;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DeviceOperationsTest : public OperationsTest {
 protected:
  void SetUp() override {
    OperationsTest::SetUp();
    device_ = MakeDevice("3");
    meter_ = device_.meters(0).meter_id();
  }

  v1::DeviceOperation Reading(const std::string& day, const std::string& reading,
                              const std::string& etag = "") {
    return ReadingOf(meter_, day, reading, etag);
  }
  v1::DeviceOperation ReadingOf(const std::string& meter, const std::string& day,
                                const std::string& reading, const std::string& etag = "") {
    v1::DeviceOperation line;
    line.set_device_id(device_.control_device_id());
    line.set_day(day);
    v1::MeterReading& added = *line.add_readings();
    added.set_meter_id(meter);
    added.set_reading(reading);
    line.set_etag(etag);
    return line;
  }
  v1::SaveDeviceOperationsResponse SaveLines(const std::vector<v1::DeviceOperation>& lines) {
    v1::SaveDeviceOperationsRequest request;
    request.set_site_id(site_);
    for (const auto& line : lines) *request.add_lines() = line;
    auto saved = Ask(harness_, operator_, *device_operations_,
                     &v1::DeviceOperationService::Stub::SaveDeviceOperations, request);
    EXPECT_TRUE(saved.ok()) << saved.status();
    return saved.value_or(v1::SaveDeviceOperationsResponse());
  }
  v1::ListDeviceOperationsResponse ListMonth(const std::string& month) {
    v1::ListDeviceOperationsRequest request;
    request.set_site_id(site_);
    request.set_month(month);
    auto listed = Ask(harness_, operator_, *device_operations_,
                      &v1::DeviceOperationService::Stub::ListDeviceOperations, request);
    EXPECT_TRUE(listed.ok()) << listed.status();
    return listed.value_or(v1::ListDeviceOperationsResponse());
  }
  absl::StatusOr<v1::DeclareMeterEventResponse> Declare(
      v1::MeterEventKind kind, const std::string& day, const std::string& last,
      const std::string& first, const std::string& new_meter = "", const std::string& etag = "") {
    v1::DeclareMeterEventRequest request;
    request.set_site_id(site_);
    v1::MeterEvent& event = *request.mutable_event();
    event.set_device_id(device_.control_device_id());
    event.set_meter_id(meter_);
    event.set_new_meter_id(new_meter);
    event.set_day(day);
    event.set_kind(kind);
    event.set_digits(5);
    event.set_last_reading(last);
    event.set_first_reading(first);
    event.set_etag(etag);
    return Ask(harness_, operator_, *device_operations_,
               &v1::DeviceOperationService::Stub::DeclareMeterEvent, request);
  }

  facility::v1::ControlDevice device_;
  std::string meter_;
};

// IEPS manual, 02 ④: (당일검침량 − 전일검침량) × 배율; the day before 1 October lies in September.
TEST_F(DeviceOperationsTest, ElectricityIsTheDifferenceAcrossMonths) {
  v1::DeviceOperation first = Reading("2026-10-01", "1250");
  v1::ChemicalUse& chemical = *first.add_chemicals();
  chemical.set_name("암모니아");
  chemical.set_amount("360");
  chemical.set_unit(v1::CHEMICAL_UNIT_KG_PER_DAY);
  const auto saved =
      SaveLines({Reading("2026-09-30", "1240.5"), first, Reading("2026-10-02", "1251.25")});
  EXPECT_EQ(saved.outcome(), BATCH_OUTCOME_SAVED) << saved.DebugString();
  EXPECT_THAT(Told(saved.warnings()), ElementsAre("0 readings NO_PREVIOUS_READING"));

  const auto october = ListMonth("2026-10");
  ASSERT_EQ(october.device_operations_size(), 2);
  const v1::DeviceOperation& day = october.device_operations(0);
  EXPECT_EQ(day.electricity_state(), v1::ELECTRICITY_STATE_COMPUTED);
  EXPECT_EQ(day.electricity_kwh(), "190");
  EXPECT_EQ(day.electricity_formula(), "(1250 − 1240.5) × 20");
  EXPECT_EQ(day.readings(0).reading(), "1250");
  EXPECT_EQ(day.chemicals(0).name(), "암모니아");
  EXPECT_EQ(day.chemicals(0).amount(), "360");
  EXPECT_EQ(october.device_operations(1).electricity_kwh(), "25");
  EXPECT_EQ(ListMonth("2026-09").device_operations(0).electricity_state(),
            v1::ELECTRICITY_STATE_NO_PREVIOUS_READING);

  const auto month = GetMonth("2026-10");
  ASSERT_TRUE(month.ok()) << month.status();
  ASSERT_EQ(month->device_operations_size(), 2);
  EXPECT_EQ(month->device_operations(0).electricity_kwh(), "190");
  EXPECT_EQ(month->device_operations(0).chemicals(0).name(), "암모니아");
  EXPECT_EQ(month->device_operations(0).entered_on(), "2026-11-10");
}

// A meter that runs backwards: saved, marked, no electricity; a declared rollover explains it.
TEST_F(DeviceOperationsTest, AFallingReadingIsSavedMarkedAndNotComputed) {
  const auto saved = SaveLines({Reading("2026-10-01", "99990"), Reading("2026-10-02", "12")});
  EXPECT_EQ(saved.outcome(), BATCH_OUTCOME_SAVED);
  EXPECT_THAT(Told(saved.warnings()),
              ElementsAre("0 readings NO_PREVIOUS_READING", "1 readings FALLING_READING"));
  EXPECT_EQ(saved.warnings(1).item(), "device 3 2026-10-02");
  EXPECT_FALSE(saved.warnings(1).message_ko().empty());
  v1::DeviceOperation second = ListMonth("2026-10").device_operations(1);
  EXPECT_EQ(second.electricity_state(), v1::ELECTRICITY_STATE_FALLING_READING);
  EXPECT_EQ(second.electricity_kwh(), "");
  EXPECT_EQ(second.readings(0).reading(), "12") << "saved all the same";

  auto declared = Declare(v1::METER_EVENT_KIND_ROLLOVER, "2026-10-02", "99999.9", "0");
  ASSERT_TRUE(declared.ok()) << declared.status();
  second = ListMonth("2026-10").device_operations(1);
  EXPECT_EQ(second.electricity_state(), v1::ELECTRICITY_STATE_COMPUTED);
  EXPECT_EQ(second.electricity_kwh(), "440");
}

TEST_F(DeviceOperationsTest, ASwapWithAnotherMultiplierIsDeclared) {
  AddMeter(device_, "1", "40", "2026-10-02");
  device_ = SaveDevice(device_);
  ASSERT_EQ(device_.meters_size(), 2);
  const std::string next = device_.meters(1).meter_id();
  const auto saved =
      SaveLines({Reading("2026-10-01", "1000"), ReadingOf(next, "2026-10-02", "12")});
  EXPECT_THAT(Told(saved.warnings()),
              ElementsAre("0 readings NO_PREVIOUS_READING", "1 readings MULTIPLIER_CHANGED"));
  EXPECT_EQ(ListMonth("2026-10").device_operations(1).electricity_kwh(), "");

  ASSERT_TRUE(Declare(v1::METER_EVENT_KIND_SWAP, "2026-10-02", "1005", "2", next).ok());
  EXPECT_EQ(ListMonth("2026-10").device_operations(1).electricity_kwh(), "500");

  // The old row is not there any more on the day after.
  const auto wrong = SaveLines({Reading("2026-10-03", "1")});
  EXPECT_EQ(wrong.outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_EQ(wrong.errors(0).code(), "UNKNOWN_METER");
}

TEST_F(DeviceOperationsTest, EventsAreCheckedAndNotOverwrittenSilently) {
  EXPECT_EQ(Declare(v1::METER_EVENT_KIND_ROLLOVER, "2026-02-31", "1", "0").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Declare(v1::METER_EVENT_KIND_ROLLOVER, "2026-10-02", "100000", "0").status().code(),
            absl::StatusCode::kInvalidArgument)
      << "five digits show no 100000";
  auto first = Declare(v1::METER_EVENT_KIND_ROLLOVER, "2026-10-02", "99999", "0");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_TRUE(Declare(v1::METER_EVENT_KIND_ROLLOVER, "2026-10-02", "99999", "0").ok())
      << "repeated";
  EXPECT_EQ(Declare(v1::METER_EVENT_KIND_ROLLOVER, "2026-10-02", "99998", "0").status().code(),
            absl::StatusCode::kAborted);
  auto changed =
      Declare(v1::METER_EVENT_KIND_ROLLOVER, "2026-10-02", "99998", "0", "", first->event().etag());
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(changed->event().last_reading(), "99998");
  EXPECT_EQ(Count("SELECT count(*) FROM operations.meter_event_history WHERE last_reading = 99999"),
            1);

  v1::ListMeterEventsRequest list;
  list.set_site_id(site_);
  list.set_month("2026-10");
  auto events = Ask(harness_, officer_, *device_operations_,
                    &v1::DeviceOperationService::Stub::ListMeterEvents, list);
  ASSERT_TRUE(events.ok()) << events.status();
  ASSERT_EQ(events->events_size(), 1);
  EXPECT_EQ(events->events(0).digits(), 5);
}

TEST_F(DeviceOperationsTest, ALineReplacesTheWholeRecord) {
  v1::DeviceOperation line = Reading("2026-10-01", "5");
  const std::string first = SaveLines({line}).etags(0);
  EXPECT_EQ(SaveLines({line}).unchanged_count(), 1);

  v1::DeviceOperation amount;
  amount.set_device_id(device_.control_device_id());
  amount.set_day("2026-10-01");
  amount.set_amount_used_kwh("12.5");
  amount.set_etag(first);
  const auto changed = SaveLines({amount});
  ASSERT_EQ(changed.outcome(), BATCH_OUTCOME_SAVED) << changed.DebugString();
  EXPECT_THAT(changed.warnings(), IsEmpty());
  const v1::DeviceOperation stored = ListMonth("2026-10").device_operations(0);
  EXPECT_EQ(stored.readings_size(), 0);
  EXPECT_EQ(stored.electricity_state(), v1::ELECTRICITY_STATE_ENTERED);
  EXPECT_EQ(stored.electricity_kwh(), "12.5");
  EXPECT_EQ(Count("SELECT count(*) FROM operations.meter_reading_history WHERE reading = 5"), 1);

  amount.set_etag(changed.etags(0));
  amount.set_remove(true);
  EXPECT_EQ(SaveLines({amount}).outcome(), BATCH_OUTCOME_SAVED);
  EXPECT_EQ(ListMonth("2026-10").total_size(), 0);
  EXPECT_EQ(Count("SELECT count(*) FROM operations.device_operation_history WHERE removed"), 1);
}

TEST_F(DeviceOperationsTest, BadLinesAreNamed) {
  v1::DeviceOperation both = Reading("2026-10-01", "5");
  both.set_amount_used_kwh("1");
  v1::DeviceOperation empty;
  empty.set_device_id(device_.control_device_id());
  empty.set_day("2026-10-02");
  v1::DeviceOperation nobody = Reading("2026-10-03", "5");
  nobody.set_device_id(kNobody);
  const auto saved =
      SaveLines({both, empty, nobody, ReadingOf(kNobody, "2026-10-04", "1"),
                 Reading("2026-10-05", "1234567890123456"), Reading("2026-10-06", "-1")});
  EXPECT_EQ(saved.outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_THAT(
      Told(saved.errors()),
      ElementsAre("0 amount_used_kwh READINGS_AND_AMOUNT", "1  EMPTY_LINE",
                  "2 device_id UNKNOWN_DEVICE",
                  std::string("3 readings.") + kNobody + " UNKNOWN_METER",
                  "4 readings[0].reading INVALID_DECIMAL", "5 readings[0].reading NEGATIVE"));
}

}  // namespace
}  // namespace sems::operations
