// The duties that records make, beside the services that keep the records; and the feed of all.
#include "sems/facility/v1/stack_service.grpc.pb.h"
#include "sems/operations/v1/stack_hours.grpc.pb.h"
#include "services/duty/duty_fixture.h"
#include "services/facility/module.h"
#include "services/measurement/module.h"
#include "services/operations/module.h"

namespace sems::duty {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class RecordsTest : public DutyTest {
 protected:
  RecordsTest() : DutyTest({&facility::Info(), &operations::Info(), &measurement::Info()}) {
    // Approved in September: its records are owed from then on.
    common::internal::v1::SiteEvent event;
    event.set_event_id(NewUuidV7(harness_.clock().Now()));
    event.set_site_id(site_);
    event.set_version(2);
    event.set_district_code("28260");
    event.set_site_class(1);
    event.set_state(common::internal::v1::SITE_STATE_OPEN);
    event.set_name("영흥, 발전; 1호");
    event.set_business_number("1288522615");
    event.set_site_sequence(77);
    event.add_operator_account_ids(operator_.account_id);
    event.set_approved_on("2026-09-01");
    harness_.SendSiteEvent(event);

    facility::v1::SaveStacksRequest request;
    request.set_site_id(site_);
    request.set_survey_year(2026);
    facility::v1::Stack& stack = *request.add_stacks();
    stack.set_number("1");
    stack.set_name("보일러");
    stack.set_type_code("1");
    stack.set_stack_class(3);
    auto stub = facility::v1::StackService::NewStub(harness_.Channel("facility"));
    auto saved =
        Ask(harness_, operator_, *stub, &facility::v1::StackService::Stub::SaveStacks, request);
    EXPECT_TRUE(saved.ok()) << saved.status();
    stack_ = saved->stacks(0).stack_id();
  }

  void Enter(const std::vector<std::string>& days) {
    operations::v1::SaveStackHoursRequest request;
    request.set_site_id(site_);
    for (const std::string& day : days) {
      operations::v1::StackHours& line = *request.add_lines();
      line.set_stack_id(stack_);
      line.set_day(day);
      line.set_hours(8);
    }
    auto stub = operations::v1::StackHoursService::NewStub(harness_.Channel("operations"));
    auto saved = Ask(harness_, operator_, *stub,
                     &operations::v1::StackHoursService::Stub::SaveStackHours, request);
    EXPECT_TRUE(saved.ok() && saved->outcome() == common::v1::BATCH_OUTCOME_SAVED)
        << saved.status();
  }

  std::vector<std::string> Listed(const testing::Person& person) {
    std::vector<std::string> told;
    v1::ListDutiesRequest request;
    request.set_to("2026-12-31");
    for (int status = v1::DutyStatus_MIN + 1; status <= v1::DutyStatus_MAX; ++status)
      request.add_statuses(static_cast<v1::DutyStatus>(status));
    const auto listed = List(person, request);
    EXPECT_TRUE(listed.ok()) << listed.status();
    if (!listed.ok()) return told;
    EXPECT_EQ(listed->missing_parts_size(), 0);
    for (const v1::Duty& duty : listed->duties()) {
      told.push_back(duty.duty_id() + " " + duty.due_on() + " " +
                     v1::DutyStatus_Name(duty.status()).substr(12) + " " +
                     std::to_string(duty.progress().entered_count()) + "/" +
                     std::to_string(duty.progress().expected_count()));
    }
    return told;
  }

  std::string stack_;
};

std::vector<std::string> DaysOf(int month, int last) {
  std::vector<std::string> days;
  for (int day = 1; day <= last; ++day) {
    days.push_back("2026-" + std::string(month < 10 ? "0" : "") + std::to_string(month) + "-" +
                   (day < 10 ? "0" : "") + std::to_string(day));
  }
  return days;
}

TEST_F(RecordsTest, StandInTheSameCalendar) {
  Enter(DaysOf(10, 31));
  Enter(DaysOf(11, 3));
  const auto want = ElementsAre("record.stack_hours.2026-09 2026-10-31 OVERDUE 0/30",
                                "record.self_measurement.2026-10 2026-11-30 OPEN 0/1",
                                "record.stack_hours.2026-10 2026-11-30 DONE 31/31",
                                "record.stack_hours.2026-11 2026-12-31 OPEN 3/30");
  EXPECT_THAT(Listed(operator_), want);
  EXPECT_THAT(Listed(officer_), want);
  EXPECT_THAT(Listed(nics_), ::testing::IsEmpty());
  Enter(DaysOf(9, 30));
  EXPECT_EQ(Listed(operator_)[0], "record.stack_hours.2026-09 2026-10-31 DONE_LATE 30/30");

  v1::GetDutyRequest one;
  one.set_site_id(site_);
  one.set_duty_id("record.stack_hours.2026-11");
  const auto found = Ask(harness_, operator_, *duties_, &v1::DutyService::Stub::GetDuty, one);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(found->duty().explanation().ko(), HasSubstr("30건 중 3건"));
}

TEST_F(RecordsTest, AFeedShowsAllOfItUntilItIsRevoked) {
  Enter(DaysOf(9, 30));
  internal::v1::PutDutiesRequest request = Case(kCase1, 1, "2026-12-01");
  request.mutable_duties(0)->mutable_explanation()->set_ko(
      "허가일(2025-12-01)부터 1년; 쉼표, 역슬래시 \\ 와 줄바꿈\n그리고 일흔다섯 바이트를 넘는 긴 "
      "설명이 "
      "이어집니다. 한글은 세 바이트씩이므로 접는 자리가 글자 가운데일 수 있습니다.");
  ASSERT_TRUE(Applied(request));

  v1::CreateFeedRequest create;
  create.set_site_id(site_);
  create.set_name("환경팀");
  const auto made = Ask(harness_, operator_, *feeds_, &v1::FeedService::Stub::CreateFeed, create);
  ASSERT_TRUE(made.ok()) << made.status();
  const std::string prefix = "https://sems.example.go.kr/v1/duty-feeds/";
  ASSERT_EQ(made->url().substr(0, prefix.size()), prefix);
  const std::string secret = made->url().substr(prefix.size(), 43);
  EXPECT_EQ(made->url().substr(prefix.size() + 43), "/duties.ics");
  EXPECT_EQ(Query("SELECT count(*) FROM feed WHERE encode(secret_hash, 'escape') LIKE '%" + secret +
                  "%'"),
            "0");
  EXPECT_EQ(Query("SELECT count(*) FROM idempotency"), "0");

  const auto get = [&](const std::string& of) {
    v1::GetFeedRequest get_request;
    get_request.set_secret(of);
    grpc::ClientContext context;  // nobody
    google::api::HttpBody body;
    const grpc::Status status = feeds_->GetFeed(&context, get_request, &body);
    return std::make_pair(status, body);
  };
  const auto [status, body] = get(secret);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(body.content_type(), "text/calendar; charset=utf-8");
  EXPECT_THAT(body.data(),
              AllOf(HasSubstr("BEGIN:VEVENT"), HasSubstr("DTSTART;VALUE=DATE:20261201"),
                    HasSubstr("BEGIN:VALARM"), Not(HasSubstr(operator_.account_id))));
  EXPECT_EQ(get(secret).second.data(), body.data());
  // Any character may stand in the value of an extension (RFC 5545, 3.8.8.2).
  EXPECT_THAT(body.data(), HasSubstr("X-WR-CALNAME:영흥, 발전; 1호 법정 의무\r\n"));
  // Lines of at most 75 bytes, ended by CRLF (RFC 5545, 3.1).
  for (size_t at = 0; at < body.data().size();) {
    const size_t end = body.data().find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - at, 75u) << body.data().substr(at, end - at);
    at = end + 2;
  }

  v1::ListFeedsRequest list;
  list.set_site_id(site_);
  EXPECT_EQ(Ask(harness_, operator_, *feeds_, &v1::FeedService::Stub::ListFeeds, list)
                ->feeds(0)
                .last_fetched_on(),
            "2026-11-10");
  v1::RevokeFeedRequest revoke;
  revoke.set_site_id(site_);
  revoke.set_feed_id(made->feed().feed_id());
  EXPECT_EQ(
      Ask(harness_, stranger_, *feeds_, &v1::FeedService::Stub::RevokeFeed, revoke).status().code(),
      absl::StatusCode::kPermissionDenied);
  ASSERT_TRUE(Ask(harness_, operator_, *feeds_, &v1::FeedService::Stub::RevokeFeed, revoke).ok());
  const grpc::Status revoked = get(secret).first;
  const grpc::Status unknown = get("x").first;
  EXPECT_EQ(revoked.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(revoked.error_message(), unknown.error_message());
  EXPECT_EQ(revoked.error_details(), unknown.error_details());
}

class FeedAloneTest : public DutyTest {};

TEST_F(FeedAloneTest, KeepsWhatTheProgramHasWhileRecordsAreAway) {
  v1::CreateFeedRequest create;
  create.set_site_id(site_);
  create.set_name("환경팀");
  const auto made = Ask(harness_, operator_, *feeds_, &v1::FeedService::Stub::CreateFeed, create);
  ASSERT_TRUE(made.ok()) << made.status();
  const size_t at = made->url().find("/duty-feeds/") + 12;
  v1::GetFeedRequest get;
  get.set_secret(made->url().substr(at, 43));
  grpc::ClientContext context;
  google::api::HttpBody body;
  EXPECT_EQ(feeds_->GetFeed(&context, get, &body).error_code(), grpc::StatusCode::UNAVAILABLE);
  for (int i = 1; i < 20; ++i)
    ASSERT_TRUE(Ask(harness_, operator_, *feeds_, &v1::FeedService::Stub::CreateFeed, create).ok());
  EXPECT_EQ(
      ErrorReason(
          Ask(harness_, operator_, *feeds_, &v1::FeedService::Stub::CreateFeed, create).status()),
      "TOO_MANY_FEEDS");
}

}  // namespace
}  // namespace sems::duty
