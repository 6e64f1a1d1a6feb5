// The pool, the transaction runner and the migrator, against a real PostgreSQL.

#include "common/testing/database.h"

#include <pqxx/pqxx>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/audit/chain.h"
#include "common/db/migrator.h"
#include "common/db/pool.h"
#include "common/db/tx.h"
#include "common/status/error.h"
#include "gtest/gtest.h"
#include "tests/integration/probe_module.h"

namespace sems::db {
namespace {

absl::Time Soon() { return absl::Now() + absl::Seconds(10); }

class DatabaseTest : public ::testing::Test {
 protected:
  PoolOptions Options(int size = 4) {
    PoolOptions options;
    options.conninfo = database_.ServiceConninfo("facility");
    options.schema = "facility";
    options.size = size;
    options.acquire_timeout = absl::Milliseconds(200);
    return options;
  }
  testing::TestDatabase database_{
      {{"facility", server::MigrationsOf(probe::Info())}, {"ieps", {}}}};
};

TEST_F(DatabaseTest, ValuesSurviveTheTrip) {
  Pool pool(Options());
  const absl::Time time = absl::FromUnixMicros(1790000000123456);
  const std::string bytes("\0\x01\xff'\\\"", 6);
  const std::vector<std::optional<std::string>> texts = {"a,b", "\"q\"\\", std::nullopt, "한글",
                                                         "",    "{}",      "NULL"};
  ASSERT_TRUE(
      pool.Run(TxMode::kReadOnly, Soon(),
               [&](Tx& tx) {
                 const auto row = tx.Exec(
                     "SELECT $1::timestamptz, $2::bytea, $3::date, $4::bigint, $5::bool, $6::text",
                     time, Bytes{bytes}, absl::CivilDay(2024, 2, 29), int64_t{-7}, true,
                     std::optional<std::string>())[0];
                 EXPECT_EQ(ToTime(row[0]), time);
                 EXPECT_EQ(ToBytes(row[1]), bytes);
                 EXPECT_EQ(ToDay(row[2]), absl::CivilDay(2024, 2, 29));
                 EXPECT_EQ(row[3].as<int64_t>(), -7);
                 EXPECT_TRUE(row[4].as<bool>());
                 EXPECT_EQ(ToOptionalText(row[5]), std::nullopt);
                 const auto rows = tx.Exec("SELECT unnest($1::text[])", TextArray(texts));
                 EXPECT_EQ(rows.size(), texts.size());
                 for (size_t i = 0; i < texts.size(); ++i)
                   EXPECT_EQ(ToOptionalText(rows[i][0]), texts[i]);
                 return absl::OkStatus();
               })
          .ok());
}

TEST_F(DatabaseTest, TimesAreReadToTheMicrosecond) {
  Pool pool(Options());
  for (const int64_t micros : {int64_t{0}, int64_t{1}, int64_t{1790000000120000},
                               int64_t{1790000000999999}, int64_t{-1}, int64_t{951782400500000}}) {
    ASSERT_TRUE(pool.Once(Soon(),
                          [&](Tx& tx) {
                            const absl::Time time = absl::FromUnixMicros(micros);
                            EXPECT_EQ(ToTime(tx.Exec("SELECT $1::timestamptz", time)[0][0]), time)
                                << micros;
                            return absl::OkStatus();
                          })
                    .ok());
  }
}

TEST_F(DatabaseTest, AValueThatCannotBeStoredIsTheCallersMistake) {
  Pool pool(Options());
  for (const std::string& bad : {std::string("a\0b", 3), std::string("\xff\xfe")}) {
    const absl::Status status = pool.Run(TxMode::kReadWrite, Soon(), [&](Tx& tx) {
      tx.Exec("INSERT INTO probe VALUES ($1, '', 0)", bad);
      return absl::OkStatus();
    });
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(ErrorReason(status), "VALUE_NOT_STORABLE");
  }
  EXPECT_EQ(ErrorReason(pool.Once(Soon(),
                                  [](Tx& tx) {
                                    tx.Exec("SELECT $1::uuid", "no uuid");
                                    return absl::OkStatus();
                                  })),
            "VALUE_NOT_STORABLE");
}

TEST_F(DatabaseTest, ADeadlockIsRunAgain) {
  Pool pool(Options());
  ASSERT_TRUE(pool.Run(TxMode::kReadWrite, Soon(),
                       [](Tx& tx) {
                         tx.Exec("INSERT INTO probe VALUES ('a', '', 0), ('b', '', 0)");
                         return absl::OkStatus();
                       })
                  .ok());
  std::atomic<int> runs = 0, holding = 0;
  const auto crosswise = [&](const char* first, const char* second) {
    return pool.Run(TxMode::kReadWrite, absl::Now() + absl::Seconds(20), [&](Tx& tx) {
      const int run = ++runs;
      tx.Exec("UPDATE probe SET times = times + 1 WHERE key = $1", first);
      if (run <= 2) {  // both hold their first row before either asks for its second
        ++holding;
        while (holding < 2) absl::SleepFor(absl::Milliseconds(1));
      }
      tx.Exec("UPDATE probe SET times = times + 1 WHERE key = $1", second);
      return absl::OkStatus();
    });
  };
  absl::Status one, two;
  std::thread thread([&] { one = crosswise("a", "b"); });
  two = crosswise("b", "a");
  thread.join();
  EXPECT_TRUE(one.ok()) << one;
  EXPECT_TRUE(two.ok()) << two;
  EXPECT_GE(runs, 3);
  ASSERT_TRUE(pool.Once(Soon(),
                        [](Tx& tx) {
                          EXPECT_EQ(tx.Exec("SELECT sum(times) FROM probe")[0][0].as<int>(), 4);
                          return absl::OkStatus();
                        })
                  .ok());
}

TEST_F(DatabaseTest, AllConnectionsBusyIsSaidWithinTheTimeout) {
  Pool pool(Options(1));
  const absl::Status outer = pool.Run(TxMode::kReadOnly, Soon(), [&](Tx&) {
    return pool.Run(TxMode::kReadOnly, Soon(), [](Tx&) { return absl::OkStatus(); });
  });
  EXPECT_EQ(outer.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ErrorReason(outer), "DATABASE_BUSY");
}

TEST_F(DatabaseTest, ALostConnectionIsReplaced) {
  Pool pool(Options());
  const auto work = [](Tx& tx) {
    tx.Exec("SELECT 1");
    return absl::OkStatus();
  };
  ASSERT_TRUE(pool.Run(TxMode::kReadOnly, Soon(), work).ok());
  pqxx::connection admin(database_.AdminConninfo());
  pqxx::nontransaction(admin).exec(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
      "AND pid <> pg_backend_pid()");
  // Found dead before anything was sent: the caller never learns of it.
  EXPECT_TRUE(pool.Run(TxMode::kReadOnly, Soon(), work).ok());
}

TEST_F(DatabaseTest, APostgresThatIsNotThereIsUnavailable) {
  PoolOptions options = Options();
  options.conninfo = "postgresql://nobody@/nothing?host=/nonexistent";
  Pool pool(options);
  const absl::Time before = absl::Now();
  const absl::Status status =
      pool.Run(TxMode::kReadOnly, Soon(), [](Tx&) { return absl::OkStatus(); });
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_LT(absl::Now() - before, absl::Seconds(2));
}

TEST_F(DatabaseTest, AServiceReachesItsOwnSchemaAloneAndAppendsToTheAuditTrailOnly) {
  Pool pool(Options());
  for (const char* forbidden :
       {"SELECT * FROM ieps.audit_row", "UPDATE audit_row SET action = ''", "DELETE FROM audit_row",
        "DELETE FROM audit_head", "DELETE FROM audit_seal", "CREATE TABLE mine (id int)",
        "INSERT INTO schema_migration VALUES ('x', '', now())", "DROP TABLE probe"}) {
    pqxx::connection connection(database_.ServiceConninfo("facility"));
    pqxx::work work(connection);
    work.exec("SET LOCAL search_path = facility");
    EXPECT_THROW(work.exec(forbidden), pqxx::insufficient_privilege) << forbidden;
  }
}

TEST_F(DatabaseTest, TheAuditChainCoversEveryColumnAndTheRowBefore) {
  Pool pool(Options());
  audit::Row row{.stream_id = "01920000-0000-7000-8000-000000000001",
                 .at = absl::FromUnixMicros(1),
                 .actor = "a",
                 .actor_service = "",
                 .role = "r",
                 .method = "m",
                 .action = "x",
                 .subject = "s",
                 .detail = "{}",
                 .trace_id = "t"};
  ASSERT_TRUE(pool.Run(TxMode::kReadWrite, Soon(),
                       [&](Tx& tx) {
                         audit::Append(tx, audit::Trail::kChanges, row);
                         audit::Append(tx, audit::Trail::kChanges, row);
                         return absl::OkStatus();
                       })
                  .ok());
  ASSERT_TRUE(pool.Once(Soon(),
                        [&](Tx& tx) {
                          const auto expected = tx.Exec(
                              "SELECT sha256($1::bytea) AS first, sha256(sha256($1::bytea) || "
                              "$1::bytea) AS second",
                              Bytes{audit::CanonicalContent(row)})[0];
                          const auto rows = tx.Exec("SELECT hash FROM audit_row ORDER BY seq");
                          EXPECT_EQ(rows.size(), 2u);
                          EXPECT_EQ(ToText(rows[0][0]), ToText(expected[0]));
                          EXPECT_EQ(ToText(rows[1][0]), ToText(expected[1]));
                          return absl::OkStatus();
                        })
                  .ok());
  // No two rows share a form.
  audit::Row shifted = row;
  shifted.action = "xs";
  shifted.subject = "";
  EXPECT_NE(audit::CanonicalContent(shifted), audit::CanonicalContent(row));
}

TEST_F(DatabaseTest, AnEditedMigrationIsRefusedAndARepeatedOneIsNot) {
  static constexpr EmbeddedFile original[] = {
      {"0001_x.sql", "CREATE TABLE x (id int PRIMARY KEY);"}};
  static constexpr EmbeddedFile edited[] = {
      {"0001_x.sql", "CREATE TABLE x (id bigint PRIMARY KEY);"}};
  static constexpr EmbeddedFile broken[] = {
      {"0001_x.sql", "CREATE TABLE x (id int PRIMARY KEY);"},
      {"0002_y.sql", "CREATE TABLE y (id int); SELECT broken;"}};
  pqxx::connection admin(database_.AdminConninfo());
  pqxx::nontransaction(admin).exec(
      "DO $$ BEGIN CREATE ROLE sems_migration_probe; EXCEPTION WHEN duplicate_object THEN END $$");
  const auto migrate = [&](std::span<const EmbeddedFile> files) {
    return Migrate(database_.AdminConninfo(),
                   {{"migration_probe", "sems_migration_probe", {files.begin(), files.end()}}});
  };
  EXPECT_TRUE(migrate(original).ok());
  EXPECT_TRUE(migrate(original).ok());
  EXPECT_EQ(ErrorReason(migrate(edited)), "MIGRATION_EDITED");
  EXPECT_EQ(ErrorReason(migrate(broken)), "MIGRATION_FAILED");
  static constexpr EmbeddedFile twice[] = {original[0], original[0]};
  EXPECT_EQ(ErrorReason(migrate(twice)), "MIGRATION_NAMED_TWICE");
  EXPECT_EQ(pqxx::nontransaction(admin)
                .exec1("SELECT to_regclass('migration_probe.y') IS NULL")[0]
                .as<bool>(),
            true);
}

}  // namespace
}  // namespace sems::db
