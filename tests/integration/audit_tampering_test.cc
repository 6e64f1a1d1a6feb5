// Whoever owns the database may change anything in it: what `semsd audit verify` says then, and
// whether the next seal is refused.

#include "common/audit/store.h"
#include "common/status/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/audit_fixture.h"

namespace sems::audit {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Two streams of changes and one of looks; four seals; rows since the last one. A has five sealed
// rows and two more.
void Fill(AuditFixture& audit) {
  ASSERT_TRUE(audit.Seal().ok());
  ASSERT_TRUE(audit.Append(Trail::kChanges, kStreamA, 3).ok());
  ASSERT_TRUE(audit.Append(Trail::kLooks, kLooker, 2).ok());
  ASSERT_TRUE(audit.Seal().ok());
  ASSERT_TRUE(audit.Append(Trail::kChanges, kStreamA, 2).ok());
  ASSERT_TRUE(audit.Append(Trail::kChanges, kStreamB, 4).ok());
  ASSERT_TRUE(audit.Seal().ok());
  ASSERT_TRUE(audit.Seal().ok());
  ASSERT_TRUE(audit.Append(Trail::kChanges, kStreamA, 2).ok());
}

struct Case {
  const char* name;
  const char* sql;
  const char* finding;
  // Whether the sealer alone, which reads no old rows, must refuse its next seal.
  bool stops_sealing;
};

const Case kCases[] = {
    {"RowChanged", "UPDATE audit_row SET subject = 'stack 9' WHERE stream_id = $A AND seq = 2",
     "changes: row 2 of stream $A was changed", false},
    {"TimeOfARowChanged",
     "UPDATE audit_row SET at = at + interval '1 microsecond' WHERE stream_id = $B AND seq = 4",
     "changes: row 4 of stream $B was changed", false},
    {"UnsealedRowChanged", "UPDATE audit_row SET actor = '' WHERE stream_id = $A AND seq = 6",
     "changes: row 6 of stream $A was changed", true},
    {"LookChanged", "UPDATE look_row SET subject = 'nobody' WHERE seq = 1",
     "looks: row 1 of stream $L was changed", false},
    {"RowRemoved", "DELETE FROM audit_row WHERE stream_id = $A AND seq = 3",
     "changes: row 3 of stream $A is missing", false},
    {"FirstRowRemoved", "DELETE FROM audit_row WHERE stream_id = $B AND seq = 1",
     "changes: row 1 of stream $B is missing", false},
    {"RowsSwapped",
     "UPDATE audit_row SET seq = 100 WHERE stream_id = $A AND seq = 2;"
     "UPDATE audit_row SET seq = 2 WHERE stream_id = $A AND seq = 3;"
     "UPDATE audit_row SET seq = 3 WHERE stream_id = $A AND seq = 100",
     "changes: row 2 of stream $A was changed, or stands in another's place", false},
    {"RowMovedToAnotherStream",
     "UPDATE audit_row SET stream_id = $B, seq = 5 WHERE stream_id = $A AND seq = 7",
     "changes: row 7 of stream $A is missing", true},
    {"RowAddedAtTheEnd",
     "INSERT INTO audit_row SELECT stream_id, 5, at, actor, actor_service, role, method, action, "
     "subject, detail, trace_id, hash FROM audit_row WHERE stream_id = $B AND seq = 4",
     "changes: row 5 of stream $B was added", false},
    {"RowAddedBefore",
     "INSERT INTO audit_row SELECT stream_id, 0, at, actor, actor_service, role, method, action, "
     "subject, detail, trace_id, hash FROM audit_row WHERE stream_id = $B AND seq = 1",
     "changes: row 0 of stream $B was added", false},
    {"StreamAdded",
     "INSERT INTO audit_row SELECT '01920000-0000-7000-8000-0000000000ff', 1, at, actor, "
     "actor_service, role, method, action, subject, detail, trace_id, hash FROM audit_row WHERE "
     "stream_id = $B AND seq = 1",
     "changes: row 1 of stream 01920000-0000-7000-8000-0000000000ff was ", false},
    {"HashOfAHeadChanged", "UPDATE audit_head SET hash = sha256('x') WHERE stream_id = $B",
     "changes: the head of stream $B was changed", true},
    {"NumberOfAHeadRaised", "UPDATE audit_head SET seq = seq + 1 WHERE stream_id = $B",
     "changes: row 5 of stream $B is missing: the head counts 5", true},
    {"HeadRemoved", "DELETE FROM look_head", "looks: stream $L has rows, but its head is missing",
     true},
    {"LastUnsealedRowsRemovedAlone", "DELETE FROM audit_row WHERE stream_id = $A AND seq > 5",
     "changes: row 6 of stream $A is missing: the head counts 7", true},
    {"LastRowsRemovedWithTheHead",
     "DELETE FROM audit_row WHERE stream_id = $A AND seq > 3;"
     "UPDATE audit_head SET seq = 3, hash = (SELECT hash FROM audit_row WHERE stream_id = $A AND "
     "seq = 3) WHERE stream_id = $A",
     "changes: row 4 of stream $A is missing, and what follows: 5 rows were sealed", true},
    {"LastRowsRemovedWithTheHeadAndWhatWasRecordedOfIt",
     "DELETE FROM audit_row WHERE stream_id = $A AND seq > 3;"
     "UPDATE audit_head SET seq = 3, hash = (SELECT hash FROM audit_row WHERE stream_id = $A AND "
     "seq = 3) WHERE stream_id = $A;"
     "UPDATE audit_sealed_head AS s SET seq = h.seq, hash = h.hash FROM audit_head AS h WHERE "
     "s.stream_id = h.stream_id AND s.stream_id = $A",
     "seal 4 covers other heads than those recorded with it", true},
    {"StreamRemoved",
     "DELETE FROM audit_row WHERE stream_id = $B; DELETE FROM audit_head WHERE stream_id = $B",
     "changes: row 1 of stream $B is missing, and what follows: 4 rows were sealed", true},
    {"StreamRemovedWithWhatWasRecordedOfIt",
     "DELETE FROM audit_row WHERE stream_id = $B; DELETE FROM audit_head WHERE stream_id = $B;"
     "DELETE FROM audit_sealed_head WHERE stream_id = $B",
     "seal 4 covers other heads than those recorded with it", true},
    {"RecordedHeadChanged", "UPDATE audit_sealed_head SET seq = 2 WHERE stream_id = $B",
     "changes: the rows up to 2 of stream $B are not those that were sealed", true},
    {"SealChanged", "UPDATE audit_seal SET streams = streams + 1 WHERE seq = 2",
     "seal 2 was changed", false},
    {"SealsTimeChanged", "UPDATE audit_seal SET at = at - interval '1 day' WHERE seq = 3",
     "seal 3 was changed", false},
    {"SealsChainChanged", "UPDATE audit_seal SET previous_hash = '' WHERE seq = 3",
     "seal 3 does not follow from the seal before it", false},
    {"SealRemoved", "DELETE FROM audit_seal WHERE seq = 2", "seal 2 is missing", false},
    {"LastSealRemoved", "DELETE FROM audit_seal WHERE seq = 4",
     "line 4 of the anchor file tells of a seal that the database lacks", true},
    {"SealAdded",
     "INSERT INTO audit_seal SELECT 0, at, streams, root, previous_hash, signature, key_id FROM "
     "audit_seal WHERE seq = 1",
     "seal 0 was added", false},
    {"AllSealsRemoved", "DELETE FROM audit_seal", "all seals are missing", true},
};

std::string Named(std::string text) {
  return absl::StrReplaceAll(text, {{"$A", kStreamA}, {"$B", kStreamB}, {"$L", kLooker}});
}
std::string Sql(std::string text) {
  return absl::StrReplaceAll(text, {{"$A", absl::StrCat("'", kStreamA, "'")},
                                    {"$B", absl::StrCat("'", kStreamB, "'")},
                                    {"$L", absl::StrCat("'", kLooker, "'")}});
}

class TamperingTest : public ::testing::TestWithParam<Case> {};

TEST_P(TamperingTest, IsNamed) {
  AuditFixture audit;
  Fill(audit);
  audit.Tamper(Sql(GetParam().sql));
  const auto verdict = audit.Verify();
  ASSERT_TRUE(verdict.ok()) << verdict.status();
  EXPECT_THAT(verdict->findings, Contains(HasSubstr(Named(GetParam().finding))));
  const absl::Status sealed = audit.Seal();
  if (GetParam().stops_sealing) {
    EXPECT_EQ(sealed.code(), absl::StatusCode::kDataLoss);
    EXPECT_THAT(ErrorReason(sealed), AnyOf("AUDIT_TRAIL_BROKEN", "AUDIT_ANCHOR_DIFFERS"));
  } else {
    // Sealing on does not hide it.
    EXPECT_TRUE(sealed.ok()) << sealed;
    EXPECT_THAT(audit.Verify()->findings, Contains(HasSubstr(Named(GetParam().finding))));
  }
}

INSTANTIATE_TEST_SUITE_P(All, TamperingTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

// The same as above by someone who knows how rows are chained, and waits for a seal.
TEST(RewritingTest, AStreamRewrittenWithAllItsHashesIsNamedAndGetsNoSeal) {
  AuditFixture audit;
  Fill(audit);
  std::string hash;
  std::vector<ChainedRow> rows;
  ASSERT_TRUE(audit.pool()
                  .Run(db::TxMode::kReadOnly, Soon(),
                       [&](db::Tx& tx) {
                         rows.clear();
                         for (Cursor<ChainedRow> row = Rows(tx, Trail::kChanges); row.current();
                              row.Next()) {
                           if (row.current()->row.stream_id == kStreamA)
                             rows.push_back(*row.current());
                         }
                         return absl::OkStatus();
                       })
                  .ok());
  ASSERT_EQ(rows.size(), 7u);
  for (ChainedRow& row : rows) {
    if (row.seq == 4) row.row.subject = "forged";
    hash = ChainHash(hash, row.row);
    audit.Tamper(absl::StrCat("UPDATE audit_row SET subject = '", row.row.subject, "', hash = '\\x",
                              absl::BytesToHexString(hash), "' WHERE stream_id = '", kStreamA,
                              "' AND seq = ", row.seq));
  }
  audit.Tamper(absl::StrCat("UPDATE audit_head SET hash = '\\x", absl::BytesToHexString(hash),
                            "' WHERE stream_id = '", kStreamA, "'"));
  EXPECT_THAT(audit.Verify()->findings,
              Contains(HasSubstr(absl::StrCat("the rows up to 5 of stream ", kStreamA,
                                              " are not those that were sealed"))));
  EXPECT_EQ(ErrorReason(audit.Seal()), "AUDIT_TRAIL_BROKEN");
}

TEST(RewritingTest, ASealOfAnotherKeyIsNamed) {
  AuditFixture audit;
  Fill(audit);
  const auth::SigningKey other = auth::SigningKey::Generate();
  Seal seal;
  ASSERT_TRUE(audit.pool()
                  .Once(Soon(),
                        [&](db::Tx& tx) {
                          seal = *LastSeal(tx);
                          return absl::OkStatus();
                        })
                  .ok());
  for (const std::string& key_id : {other.thumbprint(), audit.key().thumbprint()}) {
    seal.key_id = key_id;
    seal.signature = other.Sign(SignedContent("facility", seal));
    audit.Tamper(absl::StrCat("UPDATE audit_seal SET key_id = '", key_id, "', signature = '\\x",
                              absl::BytesToHexString(seal.signature), "' WHERE seq = 4"));
    EXPECT_THAT(audit.Verify()->findings,
                Contains(HasSubstr("seal 4 was changed, or signed with another key")));
    EXPECT_THAT(audit.Verify()->findings,
                Contains("line 4 of the anchor file is not seal 4 of the database"));
  }
}

TEST(AnchorTest, ATruncatedFileIsNamedAndStopsSealing) {
  AuditFixture audit;
  Fill(audit);
  const std::vector<std::string> lines = audit.AnchorLines();
  ASSERT_EQ(lines.size(), 4u);
  audit.WriteAnchor(lines[0] + "\n" + lines[1] + "\n");
  EXPECT_THAT(audit.Verify()->findings,
              ::testing::ElementsAre("the anchor file ends before seal 3"));
  EXPECT_EQ(ErrorReason(audit.Seal()), "AUDIT_ANCHOR_DIFFERS");
  audit.WriteAnchor("");
  EXPECT_THAT(audit.Verify()->findings,
              ::testing::ElementsAre("the anchor file ends before seal 1"));
  EXPECT_EQ(ErrorReason(audit.Seal()), "AUDIT_ANCHOR_DIFFERS");
  std::filesystem::remove(audit.anchor());
  EXPECT_THAT(audit.Verify()->findings,
              ::testing::ElementsAre("the anchor file ends before seal 1"));
  EXPECT_EQ(audit.Count("audit_seal"), 4);
}

TEST(AnchorTest, AChangedLineIsNamed) {
  AuditFixture audit;
  Fill(audit);
  std::vector<std::string> lines = audit.AnchorLines();
  lines[1] = lines[2];
  audit.WriteAnchor(absl::StrJoin(lines, "\n") + "\n");
  EXPECT_THAT(audit.Verify()->findings,
              ::testing::ElementsAre("line 2 of the anchor file is not seal 2 of the database"));
}

TEST(AnchorTest, ALaterBeginningIsNoFault) {
  AuditFixture audit;
  Fill(audit);
  const std::vector<std::string> lines = audit.AnchorLines();
  const Seal last = *audit.Verify()->last_seal;
  const AnchorFile file(audit.anchor(), "facility");
  EXPECT_EQ(ErrorReason(file.Begin(last)), "AUDIT_ANCHOR_FILE");  // while there is one
  std::filesystem::remove(audit.anchor());
  ASSERT_TRUE(file.Begin(last).ok());
  EXPECT_THAT(audit.AnchorLines(), ::testing::ElementsAre(lines[3]));
  const auto verdict = audit.Verify();
  EXPECT_THAT(verdict->findings, IsEmpty());
  EXPECT_THAT(verdict->notes, Contains(HasSubstr("begins with seal 4")));
  EXPECT_TRUE(audit.Seal().ok());
  EXPECT_THAT(audit.Verify()->findings, IsEmpty());
}

}  // namespace
}  // namespace sems::audit
