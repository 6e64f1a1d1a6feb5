// Sealing: what is sealed and when, by whom, and what happens when it stops.

#include <thread>

#include "common/audit/lease.h"
#include "common/audit/store.h"
#include "common/status/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/audit_fixture.h"

namespace sems::audit {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(SealTest, AnUntouchedTrailIsAsWritten) {
  AuditFixture audit;
  ASSERT_TRUE(audit.Seal().ok());  // genesis: nothing yet
  ASSERT_TRUE(audit.Append(Trail::kChanges, kStreamA, 5).ok());
  ASSERT_TRUE(audit.Append(Trail::kChanges, kStreamB, 1).ok());
  ASSERT_TRUE(audit.Append(Trail::kLooks, kLooker, 2).ok());
  ASSERT_TRUE(audit.Seal().ok());
  ASSERT_TRUE(audit.Append(Trail::kChanges, kStreamA, 2).ok());
  const auto verdict = audit.Verify();
  ASSERT_TRUE(verdict.ok()) << verdict.status();
  EXPECT_THAT(verdict->findings, IsEmpty());
  EXPECT_THAT(verdict->notes, IsEmpty());
  EXPECT_EQ(verdict->changes.streams, 2);
  EXPECT_EQ(verdict->changes.rows, 8);
  EXPECT_EQ(verdict->looks.rows, 2);
  EXPECT_EQ(verdict->seals, 2);
  EXPECT_EQ(verdict->last_seal->streams, 3);
  EXPECT_EQ(audit.AnchorLines().size(), 2u);
  EXPECT_THAT(audit.AnchorLines()[0], HasSubstr(R"({"service":"facility","seq":1,)"));
}

TEST(SealTest, AnUnsealedTrailIsCheckedByItsChainsAlone) {
  AuditFixture audit;
  ASSERT_TRUE(audit.Append(Trail::kChanges, kStreamA, 2).ok());
  EXPECT_THAT(audit.Verify()->findings, IsEmpty());
  EXPECT_THAT(audit.Verify()->notes, Contains("there is no seal"));
}

TEST(SealTest, ManyRowsAtOnceAreChainedAsOneByOne) {
  AuditFixture audit;
  ASSERT_TRUE(audit.Append(Trail::kChanges, kStreamB, 3).ok());  // one of the streams has a past
  ASSERT_TRUE(audit.Seal().ok());
  std::vector<Row> rows;
  for (int stream = 0; stream < 300; ++stream) {
    for (int i = 0; i < 3; ++i) {
      Row row = audit.MakeRow(
          absl::StrCat("01920000-0000-7000-8000-", absl::Dec(stream, absl::kZeroPad12)),
          absl::StrCat("a \"quoted\" {subject}, ", i));
      row.at += absl::Microseconds(stream * 3 + i);
      row.detail = std::string("NULL\0\\", 6);
      rows.push_back(row);
    }
  }
  const auto append = [&] {
    return audit.pool().Run(db::TxMode::kReadWrite, Soon(), [&](db::Tx& tx) {
      AppendAll(tx, Trail::kChanges, rows);
      return absl::OkStatus();
    });
  };
  ASSERT_TRUE(append().ok());
  ASSERT_TRUE(audit.Seal().ok());
  ASSERT_TRUE(append().ok());
  const auto verdict = audit.Verify();
  ASSERT_TRUE(verdict.ok()) << verdict.status();
  EXPECT_THAT(verdict->findings, IsEmpty());
  EXPECT_EQ(verdict->changes.rows, 3 + 2 * 900);
  EXPECT_EQ(verdict->changes.streams, 301);
}

TEST(SealTest, RowsAreChainedAsTheyAreReadBack) {
  AuditFixture audit;
  ASSERT_TRUE(audit.pool()
                  .Run(db::TxMode::kReadWrite, Soon(),
                       [&](db::Tx& tx) {
                         Row row = audit.MakeRow("01920000-0000-7000-8000-00000000ABCD",
                                                 std::string("ends\0here", 9));
                         row.at = absl::FromUnixMicros(-1);
                         Append(tx, Trail::kChanges, row);
                         return absl::OkStatus();
                       })
                  .ok());
  ASSERT_TRUE(audit.Seal().ok());
  EXPECT_THAT(audit.Verify()->findings, IsEmpty());
}

TEST(SealTest, MoreStreamsThanAreReadAtOnce) {
  AuditFixture audit;
  ASSERT_TRUE(audit.Seal().ok());
  const auto grow = [&](int from, int to) {
    return audit.pool().Run(db::TxMode::kReadWrite, Soon(), [&](db::Tx& tx) {
      for (int i = from; i < to; ++i) {
        const std::string stream =
            absl::StrCat("01920000-0000-7000-8000-", absl::Dec(i * 7919 % 5003, absl::kZeroPad12));
        Append(tx, Trail::kChanges, audit.MakeRow(stream, "x"));
        if (i % 3 == 0) Append(tx, Trail::kChanges, audit.MakeRow(stream, "y"));
      }
      return absl::OkStatus();
    });
  };
  ASSERT_TRUE(grow(0, 4200).ok());
  ASSERT_TRUE(audit.Seal().ok());
  ASSERT_TRUE(grow(3000, 5003).ok());
  ASSERT_TRUE(audit.Seal().ok());
  const auto verdict = audit.Verify();
  EXPECT_THAT(verdict->findings, IsEmpty());
  EXPECT_EQ(verdict->changes.streams, 5003);
  EXPECT_EQ(verdict->last_seal->streams, 5003);
}

TEST(SealTest, WritersSealersAndVerifiersDoNotDisturbEachOther) {
  AuditFixture audit;
  std::atomic<bool> stop = false;
  std::vector<std::thread> threads;
  for (const char* stream : {kStreamA, kStreamB}) {
    threads.emplace_back([&, stream] {
      while (!stop) EXPECT_TRUE(audit.Append(Trail::kChanges, stream, 2).ok());
    });
  }
  for (const char* holder : {"one", "two"}) {
    threads.emplace_back([&, holder] {
      const auto sealer = audit.MakeSealer(holder);
      while (!stop) {
        // Leases of milliseconds lapse in the middle of a round: overtaken rounds are no forks.
        const absl::Status status = sealer->Round();
        EXPECT_NE(ErrorReason(status), "AUDIT_TRAIL_BROKEN") << status;
      }
    });
  }
  for (int i = 0; i < 30; ++i) {
    const auto verdict = audit.Verify();
    ASSERT_TRUE(verdict.ok()) << verdict.status();
    EXPECT_THAT(verdict->findings, IsEmpty());
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(audit.Verify()->findings, IsEmpty());
  EXPECT_GT(audit.Verify()->seals, 10);
}

TEST(SealTest, OfTwoReplicasOneSeals) {
  AuditFixture audit;
  const auto one = audit.MakeSealer("one", absl::Seconds(2)),
             two = audit.MakeSealer("two", absl::Seconds(2));
  ASSERT_TRUE(one->Start().ok());
  ASSERT_TRUE(two->Round().ok());
  EXPECT_EQ(audit.Count("audit_seal"), 1);
  EXPECT_EQ(audit.Count("lease WHERE name = 'audit_seal' AND holder = 'one'"), 1);
  // The other knows of the seal all the same.
  EXPECT_TRUE(two->MayChange().ok());
  EXPECT_EQ(two->last_seal(), one->last_seal());
  // Even when due, as long as the first one lives.
  absl::SleepFor(absl::Milliseconds(1200));
  ASSERT_TRUE(two->Round().ok());
  EXPECT_EQ(audit.Count("lease WHERE holder = 'one'"), 1);
  one->Stop();
  absl::SleepFor(absl::Milliseconds(600));
  ASSERT_TRUE(two->Round().ok());
  EXPECT_EQ(audit.Count("lease WHERE holder = 'two'"), 1);
  EXPECT_THAT(audit.Verify()->findings, IsEmpty());
}

TEST(SealTest, ALeaseThatLapsedIsAnothers) {
  AuditFixture audit;
  const absl::Time now = absl::Now();
  ASSERT_TRUE(audit.pool()
                  .Run(db::TxMode::kReadWrite, Soon(),
                       [&](db::Tx& tx) {
                         EXPECT_TRUE(TakeLease(tx, "x", "one", now, now + absl::Seconds(10)));
                         EXPECT_TRUE(TakeLease(tx, "x", "one", now, now + absl::Seconds(10)));
                         EXPECT_FALSE(TakeLease(tx, "x", "two", now + absl::Seconds(9),
                                                now + absl::Seconds(20)));
                         EXPECT_TRUE(TakeLease(tx, "x", "two", now + absl::Seconds(10),
                                               now + absl::Seconds(20)));
                         ReleaseLease(tx, "x", "one", now);
                         EXPECT_FALSE(TakeLease(tx, "x", "one", now, now + absl::Seconds(10)));
                         ReleaseLease(tx, "x", "two", now);
                         EXPECT_TRUE(TakeLease(tx, "x", "one", now, now + absl::Seconds(10)));
                         return absl::OkStatus();
                       })
                  .ok());
}

TEST(SealTest, ACrashBetweenRowAndLineIsRepaired) {
  AuditFixture audit;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(audit.Append(Trail::kChanges, kStreamA, 1).ok());
    ASSERT_TRUE(audit.Seal().ok());
  }
  const std::vector<std::string> lines = audit.AnchorLines();
  // Nothing of the last line, a part of it, all but its end.
  for (const size_t written : {size_t{0}, size_t{40}, lines[2].size()}) {
    audit.WriteAnchor(absl::StrCat(lines[0], "\n", lines[1], "\n", lines[2].substr(0, written)));
    const auto verdict = audit.Verify();
    EXPECT_THAT(verdict->findings, IsEmpty()) << written;
    EXPECT_THAT(verdict->notes, Contains(HasSubstr("lacks the last seal, 3")));
    // At the next start.
    ASSERT_TRUE(audit.MakeSealer("one", absl::Hours(1))->Round().ok());
    EXPECT_EQ(audit.AnchorLines(), lines);
    EXPECT_THAT(audit.Verify()->notes, IsEmpty());
  }
  // The genesis seal's line, too.
  audit.Tamper("DELETE FROM audit_seal WHERE seq > 1");
  audit.WriteAnchor("");
  EXPECT_TRUE(audit.MakeSealer("one", absl::Hours(1))->Round().ok());
  EXPECT_THAT(audit.AnchorLines(), ElementsAre(lines[0]));
}

TEST(SealTest, AnAnchorFileThatCannotBeWrittenStopsTheStart) {
  AuditFixture audit;
  std::filesystem::create_directory(audit.anchor());
  EXPECT_EQ(ErrorReason(audit.MakeSealer()->Start()), "AUDIT_ANCHOR_FILE");
}

TEST(SealTest, ChangesAreRefusedUntilSealedAgain) {
  AuditFixture audit;
  const auto sealer = audit.MakeSealer("one", absl::Milliseconds(200));
  EXPECT_EQ(ErrorReason(sealer->MayChange()), "AUDIT_NOT_SEALED");
  ASSERT_TRUE(sealer->Round().ok());
  EXPECT_TRUE(sealer->MayChange().ok());
  absl::SleepFor(absl::Milliseconds(250));
  const absl::Status refused = sealer->MayChange();
  EXPECT_EQ(refused.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ErrorReason(refused), "AUDIT_NOT_SEALED");
  ASSERT_TRUE(sealer->Round().ok());
  EXPECT_TRUE(sealer->MayChange().ok());
  EXPECT_TRUE(audit.MakeSealer("two", absl::ZeroDuration())->MayChange().ok());
}

}  // namespace
}  // namespace sems::audit
