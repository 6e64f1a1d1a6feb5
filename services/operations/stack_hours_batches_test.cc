// 배출구 가동시간 through the API: what is answered, what is stored, who may.
#include <atomic>
#include <thread>

#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/operations/operations_fixture.h"

namespace sems::operations {
namespace {

using common::v1::BATCH_OUTCOME_NOT_SAVED;
using common::v1::BATCH_OUTCOME_PARTLY_SAVED;
using common::v1::BATCH_OUTCOME_SAVED;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using StackHoursTest = OperationsTest;

TEST_F(StackHoursTest, AMonthIsSavedAndListed) {
  const std::string stack = MakeStack("5");
  v1::SaveStackHoursRequest request = Batch({});
  for (int day = 1; day <= 31; ++day) {
    const std::string date = std::string("2026-10-") + (day < 10 ? "0" : "") + std::to_string(day);
    *request.add_lines() = Line(stack, date, day == 31 ? 24 : 16, day == 31 ? 0 : 30);
  }
  request.mutable_lines(0)->set_remark(R"(정기보수 "A\B", {c} NULL)");
  auto saved = Save(request);
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(saved->outcome(), BATCH_OUTCOME_SAVED) << saved->DebugString();
  EXPECT_EQ(saved->saved_count(), 31);
  EXPECT_EQ(saved->etags_size(), 31);

  auto listed = List("2026-10");
  ASSERT_TRUE(listed.ok()) << listed.status();
  EXPECT_EQ(listed->total_size(), 31);
  ASSERT_EQ(listed->stack_hours_size(), 31);
  const v1::StackHours& first = listed->stack_hours(0);
  EXPECT_EQ(first.day(), "2026-10-01");
  EXPECT_EQ(first.hours(), 16);
  EXPECT_EQ(first.minutes(), 30);
  EXPECT_EQ(first.remark(), R"(정기보수 "A\B", {c} NULL)");
  EXPECT_EQ(first.etag(), saved->etags(0));
  EXPECT_EQ(first.entry().entered_by(), operator_.account_id);
  EXPECT_EQ(first.entry().entered_at().seconds(), absl::ToUnixSeconds(harness_.clock().Now()));
  EXPECT_FALSE(first.entry().late());
  EXPECT_FALSE(first.entry().has_changed_at());
}

TEST_F(StackHoursTest, EveryBadLineIsNamedAndNothingIsSaved) {
  const std::string stack = MakeStack("5");
  const std::string closed = MakeStack("6");
  CloseStack(closed, "2026-10-15");
  auto saved = Save(Batch({
      Line(stack, "2026-10-01", 24, 1),                                     // 24 h 1 min in a day
      Line(stack, "2026-02-31", 1),                                         // 31 February
      Line(stack, "2026-11-11", 1),                                         // tomorrow
      Line(kNobody, "2026-10-01", 1),                                       // a stack of nobody
      Line(closed, "2026-10-15", 1),                                        // the day it was closed
      Line(closed, "2026-10-14", 1),                                        // its last day: good
      Line(stack, "2026-10-02", 1),                                         // twice in the batch
      Line(stack, "2026-10-02", 2), Line(stack, "2026-10-03", 1, 0, "v9"),  // an etag of nothing
      Line(stack, "2025-10-03", 1),  // a year before the site's first
  }));
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(saved->outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_EQ(saved->saved_count(), 0);
  EXPECT_THAT(
      Told(saved->errors()),
      ElementsAre("0 minutes OUT_OF_RANGE", "1 day INVALID_DAY", "2 day FUTURE_DAY",
                  "3 stack_id UNKNOWN_STACK", "4 stack_id STACK_CLOSED", "6  DUPLICATE_LINE",
                  "7  DUPLICATE_LINE", "8 etag ETAG_MISMATCH", "9 stack_id UNKNOWN_STACK"));
  EXPECT_EQ(saved->errors(0).item(), "stack 5 2026-10-01");
  EXPECT_FALSE(saved->errors(0).message_ko().empty());
  EXPECT_EQ(List("2026-10")->total_size(), 0);
}

TEST_F(StackHoursTest, AllowPartialSavesTheGoodLines) {
  const std::string stack = MakeStack("5");
  auto request = Batch(
      {Line(stack, "2026-10-01", 8), Line(stack, "2026-10-02", 25), Line(stack, "2026-10-03", 8)});
  request.set_allow_partial(true);
  auto saved = Save(request);
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(saved->outcome(), BATCH_OUTCOME_PARTLY_SAVED);
  EXPECT_EQ(saved->saved_count(), 2);
  EXPECT_THAT(Told(saved->errors()), ElementsAre("1 hours OUT_OF_RANGE"));
  EXPECT_EQ(saved->etags(1), "");
  EXPECT_NE(saved->etags(2), "");
  EXPECT_EQ(List("2026-10")->total_size(), 2);

  auto all_bad = Batch({Line(stack, "2026-10-04", 25)});
  all_bad.set_allow_partial(true);
  EXPECT_EQ(Save(all_bad)->outcome(), BATCH_OUTCOME_NOT_SAVED);
}

TEST_F(StackHoursTest, FiveHundredBadLinesAllArrive) {
  v1::SaveStackHoursRequest request = Batch({});
  for (int i = 0; i < 500; ++i)
    *request.add_lines() = Line("stack " + std::to_string(i), "2026-02-31", 24, 1);
  auto saved = Save(request);
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(saved->outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_EQ(saved->errors_size(), 1500) << "three things wrong with each";
  EXPECT_EQ(saved->errors(1499).line(), 499);
  EXPECT_EQ(saved->errors(1499).item(), "stack stack 499 2026-02-31");
}

// 2,000 lines, each wrong in everything, with the longest of ids: the answer still fits a gRPC
// message.
TEST_F(StackHoursTest, TheWorstBatchIsAnsweredWhole) {
  v1::SaveStackHoursRequest request = Batch({});
  for (int i = 0; i < 2000; ++i) {
    v1::StackHours line = Line(std::string(300, 'x'), std::string(300, 'y'), 99, 99);
    line.set_remark(std::string(501, 'z'));
    *request.add_lines() = line;
  }
  auto saved = Save(request);
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(saved->errors_size(), 10000);
  EXPECT_LT(saved->ByteSizeLong(), 4u << 20);
}

TEST_F(StackHoursTest, AWrongCallIsInvalidAsAWhole) {
  EXPECT_EQ(Save(Batch({})).status().code(), absl::StatusCode::kInvalidArgument);
  v1::SaveStackHoursRequest many = Batch({});
  for (int i = 0; i < 2001; ++i) *many.add_lines() = Line(kNobody, "2026-10-01", 1);
  EXPECT_EQ(Save(many).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(StackHoursTest, AMistypedYearDoesNotSpoilTheOthers) {
  const std::string stack = MakeStack("5");
  auto request = Batch({Line(stack, "2026-10-01", 1), Line(stack, "2026-10-02", 1),
                        Line(stack, "2025-10-03", 1), Line(stack, "1926-10-04", 1)});
  request.set_allow_partial(true);
  auto saved = Save(request);
  ASSERT_TRUE(saved.ok()) << saved.status();
  EXPECT_EQ(saved->saved_count(), 2);
  EXPECT_THAT(Told(saved->errors()), ElementsAre("2 stack_id UNKNOWN_STACK", "3  TOO_MANY_YEARS",
                                                 "3 stack_id UNKNOWN_STACK"));
}

TEST_F(StackHoursTest, RepeatingACallChangesNothing) {
  const std::string stack = MakeStack("5");
  auto request = Batch({Line(stack, "2026-10-01", 8)});
  request.set_request_id(NewUuidV7(absl::Now()));
  auto first = Save(request);
  ASSERT_TRUE(first.ok()) << first.status();
  auto second = Save(request);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->SerializeAsString(), first->SerializeAsString())
      << "the same request_id, the same answer";

  auto other = request;
  other.mutable_lines(0)->set_hours(9);
  auto reused = Save(other);
  EXPECT_EQ(reused.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ErrorReason(reused.status()), "REQUEST_ID_REUSED");

  request.clear_request_id();
  auto again = Save(request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->outcome(), BATCH_OUTCOME_SAVED);
  EXPECT_EQ(again->unchanged_count(), 1);
  EXPECT_EQ(again->etags(0), first->etags(0));
  EXPECT_EQ(List("2026-10")->stack_hours(0).hours(), 8);
  EXPECT_EQ(Count("SELECT count(*) FROM operations.stack_hours_history"), 0);
}

TEST_F(StackHoursTest, ANotSavedBatchIsNotRemembered) {
  auto request = Batch({Line(kNobody, "2026-10-01", 8)});
  request.set_request_id(NewUuidV7(absl::Now()));
  EXPECT_EQ(Save(request)->outcome(), BATCH_OUTCOME_NOT_SAVED);
  const std::string stack = MakeStack("5");
  request.mutable_lines(0)->set_stack_id(stack);
  auto saved = Save(request);
  ASSERT_TRUE(saved.ok()) << "corrected, under the same request_id: " << saved.status();
  EXPECT_EQ(saved->outcome(), BATCH_OUTCOME_SAVED);
}

TEST_F(StackHoursTest, ConcurrentEditsNeverOverwriteSilently) {
  const std::string stack = MakeStack("5");
  const std::string etag = Save(Batch({Line(stack, "2026-10-01", 8)}))->etags(0);
  auto first = Save(Batch({Line(stack, "2026-10-01", 9, 0, etag)}));
  ASSERT_EQ(first->outcome(), BATCH_OUTCOME_SAVED) << first->DebugString();
  EXPECT_NE(first->etags(0), etag);
  auto stale = Save(Batch({Line(stack, "2026-10-01", 10, 0, etag), Line(stack, "2026-10-02", 10)}));
  EXPECT_EQ(stale->outcome(), BATCH_OUTCOME_NOT_SAVED);
  EXPECT_THAT(Told(stale->errors()), ElementsAre("0 etag ETAG_MISMATCH"));
  auto blind = Save(Batch({Line(stack, "2026-10-01", 10)}));
  EXPECT_THAT(Told(blind->errors()), ElementsAre("0 etag ETAG_MISMATCH"))
      << "a first entry that meets another";
  EXPECT_EQ(List("2026-10")->stack_hours(0).hours(), 9);
}

TEST_F(StackHoursTest, OfManyAtOnceOneWins) {
  const std::string stack = MakeStack("5");
  const std::string etag = Save(Batch({Line(stack, "2026-10-01", 8)}))->etags(0);
  std::vector<std::thread> threads;
  std::atomic<int> saved = 0;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&, i] {
      auto answer = Save(Batch({Line(stack, "2026-10-01", 10 + i, 0, etag)}));
      if (answer.ok() && answer->outcome() == BATCH_OUTCOME_SAVED) ++saved;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(saved, 1);
}

TEST_F(StackHoursTest, TheFormerValueIsKept) {
  const std::string stack = MakeStack("5");
  const std::string first = Save(Batch({Line(stack, "2026-10-01", 8)}))->etags(0);
  const std::string second = Save(Batch({Line(stack, "2026-10-01", 9, 0, first)}))->etags(0);
  v1::StackHours removal = Line(stack, "2026-10-01", 0, 0, second);
  removal.set_remove(true);
  auto removed = Save(Batch({removal}));
  ASSERT_EQ(removed->outcome(), BATCH_OUTCOME_SAVED) << removed->DebugString();
  EXPECT_EQ(List("2026-10")->total_size(), 0);
  EXPECT_EQ(
      Count("SELECT count(*) FROM operations.stack_hours_history WHERE hours = 8 AND NOT removed"),
      1);
  EXPECT_EQ(
      Count("SELECT count(*) FROM operations.stack_hours_history WHERE hours = 9 AND removed"), 1);
  EXPECT_EQ(Save(Batch({removal}))->outcome(), BATCH_OUTCOME_SAVED)
      << "a removal repeated changes nothing";

  auto anew = Save(Batch({Line(stack, "2026-10-01", 7)}));
  ASSERT_EQ(anew->outcome(), BATCH_OUTCOME_SAVED);
  EXPECT_NE(anew->etags(0), first) << "no etag of an earlier life comes back";
}

// IEPS manual, 01 ② 등록 주기: 익월 말. Days are Korean ones.
TEST_F(StackHoursTest, LateFromTheDayAfterTheDeadlineInSeoul) {
  const std::string stack = MakeStack("5");
  // 30 November 23:59 in Seoul is in time; a minute later it is not.
  harness_.clock().Set(SeoulMidnight(absl::CivilDay(2026, 12, 1)) - absl::Minutes(1));
  const std::string etag = Save(Batch({Line(stack, "2026-10-01", 8)}))->etags(0);
  harness_.clock().Set(SeoulMidnight(absl::CivilDay(2026, 12, 1)));
  ASSERT_EQ(Save(Batch({Line(stack, "2026-10-02", 8), Line(stack, "2026-11-30", 8),
                        Line(stack, "2026-10-01", 9, 0, etag)}))
                ->outcome(),
            BATCH_OUTCOME_SAVED);
  auto october = List("2026-10");
  ASSERT_EQ(october->stack_hours_size(), 2);
  EXPECT_FALSE(october->stack_hours(0).entry().late()) << "entered in time";
  EXPECT_TRUE(october->stack_hours(0).entry().corrected())
      << "and corrected, which does not turn it late";
  EXPECT_TRUE(october->stack_hours(1).entry().late());
  EXPECT_FALSE(october->stack_hours(1).entry().corrected());
  EXPECT_FALSE(List("2026-11")->stack_hours(0).entry().late());
}

TEST_F(StackHoursTest, OnlyTheSitesOwnPeopleWriteAndOfficersRead) {
  const std::string stack = MakeStack("5");
  const auto request = Batch({Line(stack, "2026-10-01", 8)});
  for (const testing::Person& person : {stranger_, agent_, officer_, admin_}) {
    EXPECT_EQ(SaveAs(person, request).status().code(), absl::StatusCode::kPermissionDenied)
        << person.role;
  }
  ASSERT_EQ(Save(request)->outcome(), BATCH_OUTCOME_SAVED);
  for (const testing::Person& person : {operator_, officer_, admin_}) {
    auto listed = ListAs(person, "2026-10");
    ASSERT_TRUE(listed.ok()) << person.role << listed.status();
    EXPECT_EQ(listed->total_size(), 1);
  }
  for (const testing::Person& person : {stranger_, agent_}) {
    EXPECT_EQ(ListAs(person, "2026-10").status().code(), absl::StatusCode::kPermissionDenied)
        << person.role;
  }
  auto unknown = request;
  unknown.set_site_id(kNobody);
  EXPECT_EQ(Save(unknown).status().code(), absl::StatusCode::kPermissionDenied)
      << "a site that does not exist is like one of others";
}

TEST_F(StackHoursTest, PagesFollowOneAnother) {
  const std::string five = MakeStack("5");
  const std::string six = MakeStack("6");
  v1::SaveStackHoursRequest request = Batch({});
  for (const char* day : {"2026-10-03", "2026-10-01", "2026-10-02"}) {
    *request.add_lines() = Line(five, day, 1);
    *request.add_lines() = Line(six, day, 2);
  }
  ASSERT_EQ(Save(request)->outcome(), BATCH_OUTCOME_SAVED);
  v1::ListStackHoursRequest list;
  list.set_site_id(site_);
  list.set_month("2026-10");
  list.set_page_size(4);
  auto stub = Stub<v1::StackHoursService>();
  auto page = Ask(harness_, operator_, *stub, &v1::StackHoursService::Stub::ListStackHours, list);
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_EQ(page->total_size(), 6);
  ASSERT_EQ(page->stack_hours_size(), 4);
  list.set_page_token(page->next_page_token());
  page = Ask(harness_, operator_, *stub, &v1::StackHoursService::Stub::ListStackHours, list);
  ASSERT_TRUE(page.ok()) << page.status();
  ASSERT_EQ(page->stack_hours_size(), 2);
  EXPECT_EQ(page->stack_hours(0).day(), "2026-10-03");
  EXPECT_EQ(page->next_page_token(), "");

  list.set_stack_id(six);
  list.clear_page_token();
  EXPECT_EQ(Ask(harness_, operator_, *stub, &v1::StackHoursService::Stub::ListStackHours, list)
                ->total_size(),
            3);
  list.set_month("2026-13");
  EXPECT_EQ(Ask(harness_, operator_, *stub, &v1::StackHoursService::Stub::ListStackHours, list)
                .status()
                .code(),
            absl::StatusCode::kInvalidArgument);
}

// Years that the partitions do not name have a place as well.
TEST_F(StackHoursTest, DaysBeyondThePartitionsAreStored) {
  SetToday(absl::CivilDay(2031, 2, 10));
  const std::string stack = MakeStack("5");
  ASSERT_EQ(Save(Batch({Line(stack, "2031-01-31", 8)}))->outcome(), BATCH_OUTCOME_SAVED);
  EXPECT_EQ(List("2031-01")->total_size(), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM operations.stack_hours_other"), 1);
}

}  // namespace
}  // namespace sems::operations
