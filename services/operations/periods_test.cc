// Status and confirmation of months through the API.
#include "common/status/error.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "sems/operations/internal/v1/month_completeness.grpc.pb.h"
#include "services/operations/operations_fixture.h"

namespace sems::operations {
namespace {

using common::v1::BATCH_OUTCOME_NOT_SAVED;
using common::v1::BATCH_OUTCOME_SAVED;
using ::testing::ElementsAre;

class PeriodsTest : public OperationsTest {
 protected:
  absl::StatusOr<v1::ConfirmMonthResponse> Confirm(const std::string& month,
                                                   const std::string& etag = "") {
    v1::ConfirmMonthRequest request;
    request.set_site_id(site_);
    request.set_month(month);
    request.set_etag(etag);
    return Ask(harness_, operator_, *periods_, &v1::PeriodService::Stub::ConfirmMonth, request);
  }
  absl::StatusOr<v1::ReopenMonthResponse> Reopen(const std::string& month,
                                                 const std::string& reason,
                                                 const std::string& etag = "") {
    v1::ReopenMonthRequest request;
    request.set_site_id(site_);
    request.set_month(month);
    request.set_reason(reason);
    request.set_etag(etag);
    return Ask(harness_, operator_, *periods_, &v1::PeriodService::Stub::ReopenMonth, request);
  }
  absl::StatusOr<v1::GetMonthStatusResponse> Status(const std::string& month) {
    v1::GetMonthStatusRequest request;
    request.set_site_id(site_);
    request.set_month(month);
    return Ask(harness_, officer_, *periods_, &v1::PeriodService::Stub::GetMonthStatus, request);
  }

  std::unique_ptr<v1::PeriodService::Stub> periods_ = Stub<v1::PeriodService>();
};

TEST_F(PeriodsTest, AConfirmedMonthIsClosedUntilItIsReopenedWithAReason) {
  const std::string stack = MakeStack("5");
  const std::string etag = Save(Batch({Line(stack, "2026-10-01", 8)}))->etags(0);
  auto confirmed = Confirm("2026-10");
  ASSERT_TRUE(confirmed.ok()) << confirmed.status();
  EXPECT_EQ(confirmed->period().state(), v1::PERIOD_STATE_CONFIRMED);
  EXPECT_EQ(confirmed->period().changed_by(), operator_.account_id);
  EXPECT_EQ(ErrorReason(Confirm("2026-10").status()), "ALREADY_CONFIRMED");
  EXPECT_TRUE(GetMonth("2026-10")->confirmed());

  const auto closed = Save(Batch({Line(stack, "2026-10-01", 9, 0, etag),
                                  Line(stack, "2026-10-02", 9), Line(stack, "2026-11-01", 9)}));
  EXPECT_EQ(closed->outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_THAT(Told(closed->errors()), ElementsAre("0  MONTH_CONFIRMED", "1  MONTH_CONFIRMED"));

  EXPECT_EQ(Reopen("2026-10", "").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Reopen("2026-10", "오기 정정", "v99").status().code(), absl::StatusCode::kAborted);
  auto reopened = Reopen("2026-10", "오기 정정", confirmed->period().etag());
  ASSERT_TRUE(reopened.ok()) << reopened.status();
  EXPECT_EQ(reopened->period().state(), v1::PERIOD_STATE_OPEN);
  EXPECT_EQ(reopened->period().reopen_reason(), "오기 정정");
  EXPECT_EQ(ErrorReason(Reopen("2026-10", "다시").status()), "NOT_CONFIRMED");
  EXPECT_EQ(Save(Batch({Line(stack, "2026-10-01", 9, 0, etag)}))->outcome(), BATCH_OUTCOME_SAVED);
  EXPECT_EQ(Count("SELECT count(*) FROM operations.period_history WHERE confirmed"), 1);
}

TEST_F(PeriodsTest, AMonthIsConfirmedWhenItIsOver) {
  EXPECT_EQ(ErrorReason(Confirm("2026-11").status()), "MONTH_NOT_OVER");
  EXPECT_EQ(Confirm("2026-13").status().code(), absl::StatusCode::kInvalidArgument);
  SetToday(absl::CivilDay(2026, 11, 30));
  EXPECT_EQ(ErrorReason(Confirm("2026-11").status()), "MONTH_NOT_OVER") << "its last day";
  SetToday(absl::CivilDay(2026, 12, 1));
  EXPECT_TRUE(Confirm("2026-11").ok());
  v1::ConfirmMonthRequest foreign;
  foreign.set_site_id(site_);
  foreign.set_month("2026-10");
  EXPECT_EQ(Ask(harness_, officer_, *periods_, &v1::PeriodService::Stub::ConfirmMonth, foreign)
                .status()
                .code(),
            absl::StatusCode::kPermissionDenied)
      << "the site confirms, nobody else";
}

// 월별운영현황: with the very days and item numbers.
TEST_F(PeriodsTest, TheStatusNamesWhatIsMissing) {
  const std::string stack = MakeStack("5");
  MakeItem(facility::v1::ITEM_KIND_PRODUCT, facility::v1::CODE_TABLE_PRODUCT, "9");
  v1::SaveStackHoursRequest request = Batch({});
  for (int day = 1; day <= 30; ++day) {
    *request.add_lines() =
        Line(stack, std::string("2026-10-") + (day < 10 ? "0" : "") + std::to_string(day), 8);
  }
  ASSERT_EQ(Save(request)->outcome(), BATCH_OUTCOME_SAVED);

  auto status = Status("2026-10");
  ASSERT_TRUE(status.ok()) << status.status();
  ASSERT_EQ(status->records_size(), 6);
  v1::RecordMonthStatus hours = status->records(0);
  EXPECT_EQ(hours.name_ko(), "배출구 가동시간");
  EXPECT_EQ(hours.status_ko(), "-") << "due on 30 November";
  EXPECT_EQ(hours.due_on(), "2026-11-30");
  EXPECT_EQ(hours.expected_count(), 31);
  EXPECT_EQ(hours.entered_count(), 30);
  ASSERT_EQ(hours.missing_size(), 1);
  EXPECT_EQ(hours.missing(0).item_number(), "5");
  EXPECT_THAT(hours.missing(0).days(), ElementsAre("2026-10-31"));
  EXPECT_EQ(status->records(1).expected_count(), 0) << "no devices";
  EXPECT_EQ(status->records(5).status_ko(), "-");
  EXPECT_EQ(status->records(5).missing(0).item_number(), "9");
  EXPECT_EQ(status->records(5).due_on(), "2027-01-31");

  SetToday(absl::CivilDay(2026, 12, 1));
  EXPECT_EQ(Status("2026-10")->records(0).status_ko(), "미입력");
  ASSERT_EQ(Save(Batch({Line(stack, "2026-10-31", 8)}))->outcome(), BATCH_OUTCOME_SAVED);
  hours = Status("2026-10")->records(0);
  EXPECT_EQ(hours.status_ko(), "지연");
  EXPECT_EQ(hours.late_count(), 1);

  // Corrections and removals keep the counts.
  const auto listed = List("2026-10");
  v1::StackHours corrected = listed->stack_hours(0);
  corrected.set_hours(7);
  v1::StackHours removed = listed->stack_hours(30);
  removed.set_remove(true);
  ASSERT_EQ(Save(Batch({corrected, removed}))->outcome(), BATCH_OUTCOME_SAVED);
  hours = Status("2026-10")->records(0);
  EXPECT_EQ(hours.corrected_count(), 1);
  EXPECT_EQ(hours.late_count(), 0);
  EXPECT_EQ(hours.status_ko(), "미입력");
  EXPECT_EQ(Count("SELECT entered FROM operations.record_count WHERE kind = 1"), 30);

  EXPECT_EQ(Status("2027-01").status().code(), absl::StatusCode::kInvalidArgument)
      << "a month to come";
}

TEST_F(PeriodsTest, OnlyServicesReadMonthsForOthers) {
  internal::v1::GetMonthRequest request;
  request.set_site_id(site_);
  request.set_month("2026-10");
  EXPECT_EQ(Ask(harness_, admin_, *record_read_, &internal::v1::RecordReadService::Stub::GetMonth,
                request)
                .status()
                .code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_TRUE(GetMonth("2026-10").ok());
  EXPECT_EQ(GetMonth("2026").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(PeriodsTest, MonthsAreCompleteWhenEveryOpenItemIsThere) {
  const std::string open = MakeStack("1");
  const std::string closed = MakeStack("2");
  CloseStack(closed, "2026-10-03");
  std::vector<v1::StackHours> lines;
  for (int day = 1; day <= 31; ++day)
    lines.push_back(Line(open, FormatDay(absl::CivilDay(2026, 10, day)), 8));
  lines.push_back(Line(closed, "2026-10-01", 8));
  lines.push_back(Line(open, "2026-09-30", 8));
  ASSERT_EQ(Save(Batch(lines))->outcome(), BATCH_OUTCOME_SAVED);
  const std::string fuel =
      MakeItem(facility::v1::ITEM_KIND_FUEL, facility::v1::CODE_TABLE_FUEL, "1");
  MakeEmissionFacility("1", fuel);

  internal::v1::ListMonthCompletenessRequest request;
  request.set_site_id(site_);
  request.set_from_month("2026-09");
  request.set_to_month("2026-11");
  auto stub = Stub<internal::v1::MonthCompletenessService>();
  const auto ask = [&](const std::string& service) {
    return AskAsService(harness_, service, *stub,
                        &internal::v1::MonthCompletenessService::Stub::ListMonthCompleteness,
                        request);
  };
  auto listed = ask("duty");
  ASSERT_TRUE(listed.ok()) << listed.status();
  std::vector<std::string> told;
  for (const auto& row : listed->rows()) {
    told.push_back(row.month() + " " + v1::RecordKind_Name(row.kind()).substr(12) + " " +
                   std::to_string(row.entered_count()) + "/" +
                   std::to_string(row.expected_count()) + " " + std::to_string(row.late_count()));
  }
  EXPECT_THAT(told, ElementsAre("2026-09 STACK_HOURS 1/60 1", "2026-09 FUEL_USE 0/1 0",
                                "2026-10 STACK_HOURS 32/33 0", "2026-10 FUEL_USE 0/1 0",
                                "2026-11 STACK_HOURS 0/30 0", "2026-11 FUEL_USE 0/1 0"));
  ASSERT_EQ(Save(Batch({Line(closed, "2026-10-02", 8)}))->outcome(), BATCH_OUTCOME_SAVED);
  EXPECT_EQ(ask("duty")->rows(2).entered_count(), 33);
  EXPECT_EQ(ask("ieps").status().code(), absl::StatusCode::kPermissionDenied);
  request.set_from_month("2020-01");
  EXPECT_EQ(ask("duty").status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sems::operations
