#include <thread>

#include "sems/noise/v1/operation_log_service.grpc.pb.h"
#include "services/noise/noise_fixture.h"

// 운영기록부 (소음·진동규제법시행규칙 Art. 19): what is recorded, what it means for the duty, what
// is kept.
namespace sems::noise {
namespace {

using absl::StatusCode;

class OperationLogTest : public NoiseTest {
 protected:
  using Stub = v1::OperationLogService::Stub;

  static v1::OperationLogEntry Entry(const std::string& week_from, const std::string& facility,
                                     const std::string& hours = "40") {
    v1::OperationLogEntry entry;
    entry.set_week_from(week_from);
    entry.set_facility(facility);
    entry.set_running_hours(hours);
    entry.set_managed_by("홍길동");
    entry.set_operated_by("김철");
    return entry;
  }
  static v1::OperationLogEntry TakenOut(const std::string& week_from, const std::string& facility,
                                        const std::string& etag) {
    v1::OperationLogEntry entry;
    entry.set_week_from(week_from);
    entry.set_facility(facility);
    entry.set_etag(etag);
    entry.set_remove(true);
    return entry;
  }

  absl::StatusOr<v1::SaveOperationLogResponse> TrySave(
      const Person& person, const std::vector<v1::OperationLogEntry>& entries,
      const std::string& request_id = "", bool allow_partial = false) {
    v1::SaveOperationLogRequest request;
    request.set_site_id(people.site_id());
    for (const auto& entry : entries) *request.add_lines() = entry;
    request.set_request_id(request_id);
    request.set_allow_partial(allow_partial);
    return sems::testing::Ask(harness, person, *stub, &Stub::SaveOperationLog, request);
  }
  v1::SaveOperationLogResponse Save(const std::vector<v1::OperationLogEntry>& entries) {
    auto saved = TrySave(operator_, entries);
    EXPECT_TRUE(saved.ok()) << saved.status();
    if (!saved.ok()) return {};
    EXPECT_EQ(saved->outcome(), common::v1::BATCH_OUTCOME_SAVED) << saved->DebugString();
    return *saved;
  }
  std::string OnlyError(const v1::OperationLogEntry& entry) {
    auto saved = TrySave(operator_, {entry});
    EXPECT_TRUE(saved.ok()) << saved.status();
    if (!saved.ok() || saved->errors_size() != 1) return saved.ok() ? saved->DebugString() : "";
    EXPECT_EQ(saved->outcome(), common::v1::BATCH_OUTCOME_NOT_SAVED);
    return saved->errors(0).field() + " " + saved->errors(0).code();
  }
  v1::GetOperationLogDutyResponse Duty(const Person& person) {
    v1::GetOperationLogDutyRequest request;
    request.set_site_id(people.site_id());
    auto duty = sems::testing::Ask(harness, person, *stub, &Stub::GetOperationLogDuty, request);
    EXPECT_TRUE(duty.ok()) << duty.status();
    return duty.ok() ? *duty : v1::GetOperationLogDutyResponse();
  }
  absl::StatusOr<v1::ListOperationLogResponse> List(const Person& person,
                                                    const std::string& page_token = "",
                                                    int page_size = 0,
                                                    const std::string& from = "") {
    v1::ListOperationLogRequest request;
    request.set_site_id(people.site_id());
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    request.set_from(from);
    return sems::testing::Ask(harness, person, *stub, &Stub::ListOperationLog, request);
  }
  // The case that the first record has opened.
  cw::Case Case(const std::string& case_id) {
    auto found = cases.Get(officer, case_id);
    EXPECT_TRUE(found.ok()) << found.status();
    return found.ok() ? *found : cw::Case();
  }

  const std::unique_ptr<Stub> stub = v1::OperationLogService::NewStub(harness.Channel("noise"));
};

// Today is Tuesday, 10 November 2026.
TEST_F(OperationLogTest, TheFirstRecordOpensTheCaseAndTheNextWeekIsDue) {
  const v1::SaveOperationLogResponse saved = Save({Entry("2026-11-03", "프레스 1호")});
  ASSERT_THAT(saved.duties(), SizeIs(1));
  const v1::RecordDuty& duty = saved.duties(0);
  EXPECT_TRUE(duty.opened_now());
  EXPECT_EQ(duty.met_now(), 1);  // 3 to 9 November, due on the 10th
  EXPECT_EQ(duty.state(), v1::RECORD_DUTY_STATE_NOT_DUE);
  EXPECT_EQ(duty.next_due_on(), "2026-11-17");
  EXPECT_FALSE(duty.note().ko().empty());
  ASSERT_THAT(saved.volumes(), SizeIs(1));
  EXPECT_EQ(saved.volumes(0).year(), 2026);
  EXPECT_EQ(saved.volumes(0).last_entry_on(), "2026-11-10");
  EXPECT_EQ(saved.volumes(0).keep_until(), "2029-11-10");
  EXPECT_TRUE(saved.volumes(0).running());

  const cw::Case opened = Case(duty.case_id());
  EXPECT_EQ(opened.procedure_id(), "noise_operation_log");
  EXPECT_EQ(opened.state().state_id(), "active");
  auto history = cases.History(operator_, duty.case_id());
  ASSERT_TRUE(history.ok());
  EXPECT_EQ(history->back().event_id(), "g_recorded");
  EXPECT_EQ(history->back().account_id(), operator_.account_id);

  // On its day the week is owed, whether or not the background has looked.
  GoTo(absl::CivilDay(2026, 11, 17));
  EXPECT_EQ(Duty(officer).duties(0).state(), v1::RECORD_DUTY_STATE_DUE);
  EXPECT_EQ(*cases.RunTimers(), 1);
  const v1::RecordDuty due = Duty(operator_).duties(0);
  EXPECT_EQ(due.state(), v1::RECORD_DUTY_STATE_DUE);
  EXPECT_EQ(due.owed_from(), "2026-11-10");
  EXPECT_EQ(due.owed_to(), "2026-11-16");
  EXPECT_EQ(due.owed_by(), "2026-11-17");
  EXPECT_THAT(due.missing_facilities(), ElementsAre("프레스 1호"));
  const v1::SaveOperationLogResponse next = Save({Entry("2026-11-10", "프레스 1호")});
  EXPECT_EQ(next.duties(0).met_now(), 1);
  EXPECT_FALSE(next.duties(0).opened_now());
  EXPECT_EQ(next.duties(0).next_due_on(), "2026-11-24");
  EXPECT_EQ(next.volumes(0).keep_until(), "2029-11-17");
}

TEST_F(OperationLogTest, AMissedWeekIsMissedAndEachIsMadeGoodByItself) {
  const std::string case_id = Save({Entry("2026-11-03", "A")}).duties(0).case_id();
  GoTo(absl::CivilDay(2026, 11, 25));  // 17 and 24 November have passed
  EXPECT_EQ(Duty(officer).duties(0).state(), v1::RECORD_DUTY_STATE_OVERDUE);
  // The later week alone does not make good the earlier one.
  const v1::RecordDuty later = Save({Entry("2026-11-17", "A")}).duties(0);
  EXPECT_EQ(later.met_now(), 0);
  EXPECT_EQ(later.state(), v1::RECORD_DUTY_STATE_OVERDUE);
  EXPECT_EQ(later.owed_from(), "2026-11-10");
  EXPECT_THAT(later.incomplete_weeks(), ElementsAre("2026-11-10"));
  const v1::RecordDuty both = Save({Entry("2026-11-10", "A")}).duties(0);
  EXPECT_EQ(both.met_now(), 2);
  EXPECT_EQ(both.state(), v1::RECORD_DUTY_STATE_NOT_DUE);
  EXPECT_EQ(both.next_due_on(), "2026-12-01");
  EXPECT_THAT(both.incomplete_weeks(), IsEmpty());
  int missed = 0;
  const cw::Case now = Case(case_id);
  for (const cw::Clock& clock : now.clocks()) missed += clock.status() == cw::CLOCK_STATUS_MISSED;
  EXPECT_EQ(missed, 2);
}

TEST_F(OperationLogTest, AWeekIsRecordedWhenEveryFacilityIs) {
  Save({Entry("2026-11-03", "A"), Entry("2026-11-03", "B")});
  GoTo(absl::CivilDay(2026, 11, 17));
  const v1::RecordDuty one = Save({Entry("2026-11-10", "A")}).duties(0);
  EXPECT_EQ(one.met_now(), 0);
  EXPECT_EQ(one.state(), v1::RECORD_DUTY_STATE_DUE);
  EXPECT_THAT(one.missing_facilities(), ElementsAre("B"));
  v1::OperationLogEntry last = Entry("2026-11-10", "B", "0");
  last.set_discontinued(true);
  EXPECT_EQ(Save({last}).duties(0).met_now(), 1);
  GoTo(absl::CivilDay(2026, 11, 24));
  EXPECT_EQ(Save({Entry("2026-11-17", "A")}).duties(0).met_now(), 1);
}

TEST_F(OperationLogTest, WhatIsWrongNamesLineAndField) {
  Save({Entry("2026-11-03", "A")});
  EXPECT_EQ(OnlyError(Entry("2026-11-10", "B")), "week_from WEEK_NOT_OVER");
  GoTo(absl::CivilDay(2026, 11, 18));
  EXPECT_EQ(OnlyError(Entry("2026-11-11", "B")), "week_from OFF_THE_CLOCK");
  EXPECT_EQ(OnlyError(Entry("2026-10-30", "A")), "week_from OVERLAPPING_WEEK");
  EXPECT_EQ(OnlyError(Entry("2026-11-10", "A", "168.5")), "running_hours OUT_OF_RANGE");
  EXPECT_EQ(OnlyError(Entry("2026-11-03", "A", "41")), "etag ETAG_MISMATCH");
  EXPECT_EQ(OnlyError(Entry("2026-11-10", std::string(101, 'x'))), "facility TOO_LONG");
  auto saved = TrySave(operator_, {Entry("2026-11-10", "A"), Entry("2026-11-10", "B", "x")}, "",
                       /*allow_partial=*/true);
  ASSERT_TRUE(saved.ok());
  EXPECT_EQ(saved->outcome(), common::v1::BATCH_OUTCOME_PARTLY_SAVED);
  EXPECT_EQ(saved->errors(0).line(), 1);
  EXPECT_EQ(saved->errors(0).item(), "2026-11-10 B");
  EXPECT_FALSE(saved->errors(0).message_ko().empty());
  EXPECT_REFUSED(TrySave(operator_, {}), StatusCode::kInvalidArgument, "INVALID_FIELDS");
}

TEST_F(OperationLogTest, ACorrectionKeepsTheFormerRowForGood) {
  const v1::SaveOperationLogResponse first = Save({Entry("2026-11-03", "A", "40")});
  v1::OperationLogEntry change = Entry("2026-11-03", "A", "42");
  change.set_etag(first.etags(0));
  const v1::SaveOperationLogResponse changed = Save({change});
  EXPECT_NE(changed.etags(0), first.etags(0));
  EXPECT_EQ(OnlyError(change), "etag ETAG_MISMATCH");  // stale now, and not what is stored
  GoTo(absl::CivilDay(2026, 11, 12));
  const v1::SaveOperationLogResponse gone = Save({TakenOut("2026-11-03", "A", changed.etags(0))});
  // The case has had its record; that the week has none any more is told.
  EXPECT_EQ(gone.duties(0).state(), v1::RECORD_DUTY_STATE_NOT_DUE);
  EXPECT_THAT(gone.duties(0).incomplete_weeks(), ElementsAre("2026-11-03"));
  EXPECT_EQ(gone.volumes(0).keep_until(), "2029-11-12");

  v1::ListOperationLogHistoryRequest request;
  request.set_site_id(people.site_id());
  request.set_page_size(1);
  std::vector<v1::FormerOperationLogEntry> former;
  do {
    auto page =
        sems::testing::Ask(harness, officer, *stub, &Stub::ListOperationLogHistory, request);
    ASSERT_TRUE(page.ok()) << page.status();
    former.insert(former.end(), page->former_entries().begin(), page->former_entries().end());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  ASSERT_THAT(former, SizeIs(2));
  EXPECT_EQ(former[0].entry().running_hours(), "40");
  EXPECT_FALSE(former[0].replacement().removed());
  EXPECT_EQ(former[1].entry().running_hours(), "42");
  EXPECT_TRUE(former[1].replacement().removed());
  EXPECT_EQ(former[1].replacement().replaced_by(), operator_.account_id);
  EXPECT_EQ(former[1].entry().managed_by(), "홍*동");

  // An etag never comes back, and the week can be entered anew.
  EXPECT_NE(Save({Entry("2026-11-03", "A")}).etags(0), first.etags(0));
  EXPECT_EQ(Count("SELECT count(*) FROM operation_log_history"), 2);
  EXPECT_EQ(Count("SELECT count(*) FROM audit_row WHERE action = 'OPERATION_LOG_SAVED'"), 4);
  EXPECT_EQ(Count("SELECT count(*) FROM audit_row WHERE detail::text LIKE '%홍길동%'"), 0);
  EXPECT_EQ(Count("SELECT count(*) FROM information_schema.table_privileges WHERE table_schema = "
                  "'noise' AND table_name = 'operation_log_history' AND grantee <> grantor AND "
                  "privilege_type IN ('UPDATE', 'DELETE')"),
            0);
}

TEST_F(OperationLogTest, TheSameRequestTwiceRecordsOnce) {
  const std::string id = "01900000-0000-7000-8000-00000000000a";
  auto first = TrySave(operator_, {Entry("2026-11-03", "A")}, id);
  auto again = TrySave(operator_, {Entry("2026-11-03", "A")}, id);
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_EQ(Count("SELECT count(*) FROM case_file"), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM case_event WHERE event = 'g_recorded'"), 1);
  // Without an id it is known by its content.
  const v1::SaveOperationLogResponse same = Save({Entry("2026-11-03", "A")});
  EXPECT_EQ(same.unchanged_count(), 1);
  EXPECT_EQ(same.duties(0).met_now(), 0);
  EXPECT_EQ(Count("SELECT count(*) FROM audit_row WHERE action = 'OPERATION_LOG_SAVED'"), 1);
}

TEST_F(OperationLogTest, NamesAreMaskedInListsAndALookIsKept) {
  Save({Entry("2026-10-27", "A"), Entry("2026-10-27", "B"), Entry("2026-11-03", "A"),
        Entry("2026-11-03", "B")});
  std::vector<std::string> keys;
  std::string token;
  do {
    auto page = List(officer, token, 3);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_EQ(page->total_size(), 4);
    for (const auto& entry : page->entries()) {
      keys.push_back(entry.week_from() + entry.facility());
      EXPECT_EQ(entry.managed_by(), "홍*동");
      EXPECT_EQ(entry.operated_by(), "김*");
    }
    token = page->next_page_token();
  } while (!token.empty());
  EXPECT_THAT(keys, ElementsAre("2026-10-27A", "2026-10-27B", "2026-11-03A", "2026-11-03B"));
  EXPECT_EQ(List(officer, "", 0, "2026-11-01")->total_size(), 2);
  EXPECT_REFUSED(List(officer, "", 0, "2026-11-31"), StatusCode::kInvalidArgument,
                 "INVALID_FIELDS");

  v1::GetOperationWeekRequest request;
  request.set_site_id(people.site_id());
  request.set_week_from("2026-11-03");
  auto week = sems::testing::Ask(harness, officer, *stub, &Stub::GetOperationWeek, request);
  ASSERT_TRUE(week.ok()) << week.status();
  ASSERT_THAT(week->entries(), SizeIs(2));
  EXPECT_EQ(week->entries(0).managed_by(), "홍길동");
  EXPECT_EQ(Count("SELECT count(*) FROM look_row"), 1);
  request.set_week_from("2026-11-10");
  EXPECT_REFUSED(sems::testing::Ask(harness, officer, *stub, &Stub::GetOperationWeek, request),
                 StatusCode::kNotFound, "NOT_FOUND");
}

TEST_F(OperationLogTest, TheOperatorWritesAndTheOfficeReads) {
  EXPECT_EQ(TrySave(officer, {Entry("2026-11-03", "A")}).status().code(),
            StatusCode::kPermissionDenied);
  EXPECT_EQ(TrySave(ministry, {Entry("2026-11-03", "A")}).status().code(),
            StatusCode::kPermissionDenied);
  EXPECT_TRUE(List(officer).ok());
  EXPECT_TRUE(List(ministry).ok());
  for (const auto& [role, stranger] : people.strangers()) {
    EXPECT_EQ(List(stranger).status().code(), StatusCode::kPermissionDenied) << role;
    EXPECT_EQ(TrySave(stranger, {Entry("2026-11-03", "A")}).status().code(),
              StatusCode::kPermissionDenied)
        << role;
  }
}

TEST_F(OperationLogTest, WithoutAnOpenCaseItSaysSo) {
  EXPECT_EQ(Duty(officer).duties(0).state(), v1::RECORD_DUTY_STATE_NO_OPEN_CASE);
  const std::string case_id = Save({Entry("2026-11-03", "A")}).duties(0).case_id();
  ASSERT_TRUE(cases.Raise(operator_, case_id, Event("g_ended")).ok());
  // A case that somebody has ended is not opened behind their back.
  GoTo(absl::CivilDay(2026, 11, 20));
  const v1::RecordDuty duty = Save({Entry("2026-11-10", "A")}).duties(0);
  EXPECT_EQ(duty.state(), v1::RECORD_DUTY_STATE_NO_OPEN_CASE);
  EXPECT_FALSE(duty.note().ko().empty());
  EXPECT_FALSE(duty.note().en().empty());
}

TEST_F(OperationLogTest, SeveralAtOnceOpenOneCaseAndOverwriteNobody) {
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([&, i] {
      auto own = TrySave(operator_, {Entry("2026-11-03", "시설 " + std::to_string(i))});
      ASSERT_TRUE(own.ok()) << own.status();
      EXPECT_EQ(own->outcome(), common::v1::BATCH_OUTCOME_SAVED) << own->DebugString();
      auto shared = TrySave(operator_, {Entry("2026-11-03", "공용", std::to_string(i + 1))});
      ASSERT_TRUE(shared.ok()) << shared.status();
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(Count("SELECT count(*) FROM case_file"), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM case_event WHERE event = 'g_recorded'"), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM operation_log"), 5);
  EXPECT_EQ(Count("SELECT count(*) FROM operation_log_history"), 0);
}

TEST_F(OperationLogTest, ACaseOfOneFacilityAndOneOfTheSiteGoBesideEachOther) {
  OpenSpec spec;
  spec.procedure = "noise_operation_log";
  spec.subject.set_site_id(people.site_id());
  spec.subject.set_name("B");
  spec.dates = {{"facility_operation_started", "2026-11-03"}};
  const auto of_b = cases.Open(operator_, spec);
  ASSERT_TRUE(of_b.ok()) << of_b.status();
  const v1::SaveOperationLogResponse saved = Save({Entry("2026-11-03", "A")});
  ASSERT_THAT(saved.duties(), SizeIs(1));  // there was a case: none is opened
  EXPECT_EQ(saved.duties(0).state(), v1::RECORD_DUTY_STATE_DUE);
  EXPECT_EQ(saved.duties(0).facility(), "B");
  EXPECT_THAT(saved.duties(0).missing_facilities(), ElementsAre("B"));
  EXPECT_EQ(Save({Entry("2026-11-03", "B")}).duties(0).met_now(), 1);
}

}  // namespace
}  // namespace sems::noise
