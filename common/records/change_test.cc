#include "common/records/change.h"

#include "common/calendar/closing_dates.h"
#include "common/records/etag.h"
#include "gtest/gtest.h"

namespace sems::records {
namespace {

struct ChangeCase {
  const char* what;
  std::int64_t stored;
  const char* etag;
  bool same;
  bool remove;
  Change expected;
};

TEST(DecideChange, NeverOverwritesWhatWasNotRead) {
  const ChangeCase cases[] = {
      {"first entry", 0, "", false, false, Change::kInsert},
      {"the record named by the etag is gone", 0, "v3", false, false, Change::kEtagMismatch},
      {"changed by one who read it", 3, "v3", false, false, Change::kUpdate},
      {"stale etag", 4, "v3", false, false, Change::kEtagMismatch},
      {"stale etag, although the values are equal", 4, "v3", true, false, Change::kEtagMismatch},
      {"no etag, other values: two first entries met", 4, "", false, false, Change::kEtagMismatch},
      {"no etag, equal values: a repeated call", 4, "", true, false, Change::kUnchanged},
      {"right etag, equal values", 4, "v4", true, false, Change::kUnchanged},
      {"foreign etag", 4, "\"abc\"", false, false, Change::kEtagMismatch},
      {"removed by one who read it", 4, "v4", false, true, Change::kRemove},
      {"removed with a stale etag", 4, "v2", false, true, Change::kEtagMismatch},
      {"removed without an etag", 4, "", false, true, Change::kEtagMismatch},
      {"removed twice", 0, "v4", false, true, Change::kUnchanged},
  };
  for (const ChangeCase& c : cases) {
    EXPECT_EQ(DecideChange(c.stored, ParseEtag(c.etag), c.same, c.remove), c.expected) << c.what;
  }
}

TEST(Etag, IsReadAsItWasWritten) {
  EXPECT_EQ(ParseEtag(FormatEtag(7)), 7);
  EXPECT_EQ(ParseEtag(""), kNoEtag);
  for (const char* foreign : {"7", "v", "v0", "v-1", "v07", "v7 ", "V7", "v99999999999999999999"}) {
    EXPECT_EQ(ParseEtag(foreign), kForeignEtag) << foreign;
  }
}

struct LateCase {
  const char* what;
  calendar::RecordKind kind;
  absl::CivilMonth month;
  absl::CivilDay entered_on;
  bool late;
};

// IEPS manual, 01 ② 등록 주기: daily records by the end of the next month, amounts by 31 January of
// the next year.
TEST(Marks, FirstEntryIsLateFromTheDayAfterTheDeadline) {
  using calendar::RecordKind;
  const LateCase cases[] = {
      {"on the last day", RecordKind::kStackHours, absl::CivilMonth(2026, 10),
       absl::CivilDay(2026, 11, 30), false},
      {"the day after", RecordKind::kStackHours, absl::CivilMonth(2026, 10),
       absl::CivilDay(2026, 12, 1), true},
      {"a Saturday does not move it", RecordKind::kDeviceOperation, absl::CivilMonth(2026, 1),
       absl::CivilDay(2026, 3, 1), true},
      {"last day of February in a leap year", RecordKind::kSelfMeasurement,
       absl::CivilMonth(2028, 1), absl::CivilDay(2028, 2, 29), false},
      {"December's records end with January", RecordKind::kStackHours, absl::CivilMonth(2026, 12),
       absl::CivilDay(2027, 1, 31), false},
      {"fuel of January, on 31 January of the next year", RecordKind::kFuel,
       absl::CivilMonth(2026, 1), absl::CivilDay(2027, 1, 31), false},
      {"fuel of January, on 1 February", RecordKind::kFuel, absl::CivilMonth(2026, 1),
       absl::CivilDay(2027, 2, 1), true},
      {"product of December, on 1 February", RecordKind::kProduct, absl::CivilMonth(2026, 12),
       absl::CivilDay(2027, 2, 1), true},
  };
  for (const LateCase& c : cases) {
    const Marks marks = MarkFirstEntry(c.entered_on, calendar::SemsDueOn(c.kind, c.month));
    EXPECT_EQ(marks.late, c.late) << c.what;
    EXPECT_FALSE(marks.corrected) << c.what;
  }
}

TEST(Marks, CorrectionDoesNotTurnARecordLate) {
  const absl::CivilDay due(2026, 11, 30);
  const Marks in_time = MarkFirstEntry(due, due);
  EXPECT_FALSE(MarkChange(in_time, due, due).corrected)
      << "an edit before the deadline is no correction";
  const Marks corrected = MarkChange(in_time, absl::CivilDay(2026, 12, 1), due);
  EXPECT_FALSE(corrected.late);
  EXPECT_TRUE(corrected.corrected);
  EXPECT_TRUE(MarkChange(corrected, due, due).corrected) << "once corrected, always shown";
  const Marks late = MarkChange(MarkFirstEntry(absl::CivilDay(2026, 12, 5), due),
                                absl::CivilDay(2026, 12, 6), due);
  EXPECT_TRUE(late.late);
  EXPECT_TRUE(late.corrected);
}

}  // namespace
}  // namespace sems::records
