#include "common/db/migrator.h"

#include <pqxx/pqxx>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/log/log.h"
#include "common/status/error.h"

namespace sems::db {
namespace {

// Everyone who migrates this database takes the same lock.
constexpr char kLock[] = "SELECT pg_advisory_lock(hashtext('sems.migrate'))";

void MakeSchema(pqxx::connection& connection, const SchemaMigrations& schema) {
  pqxx::work work(connection);
  const std::string name = work.quote_name(schema.schema);
  const std::string role = work.quote_name(schema.service_role);
  work.exec("CREATE SCHEMA IF NOT EXISTS " + name);
  work.exec("REVOKE ALL ON SCHEMA " + name + " FROM PUBLIC");
  work.exec("GRANT USAGE ON SCHEMA " + name + " TO " + role);
  // Rights on tables made later; a migration takes back what its tables must not allow.
  work.exec("ALTER DEFAULT PRIVILEGES IN SCHEMA " + name +
            " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO " + role);
  work.exec("CREATE TABLE IF NOT EXISTS " + name +
            ".schema_migration (name text PRIMARY KEY, checksum text NOT NULL, applied_at "
            "timestamptz NOT NULL)");
  work.exec("REVOKE INSERT, UPDATE, DELETE ON " + name + ".schema_migration FROM " + role);
  work.commit();
}

absl::Status ApplyFile(pqxx::connection& connection, const SchemaMigrations& schema,
                       const EmbeddedFile& file) {
  pqxx::work work(connection);
  work.exec("SET LOCAL search_path = " + work.quote_name(schema.schema));
  work.exec("SET LOCAL sems.service_role = " + work.quote(schema.service_role));
  const std::string contents(file.contents);
  const std::string checksum = work.exec1("SELECT encode(sha256(convert_to(" +
                                          work.quote(contents) + ", 'UTF8')), 'hex')")[0]
                                   .as<std::string>();
  const pqxx::result applied = work.exec_params(
      "SELECT checksum FROM schema_migration WHERE name = $1", std::string(file.name));
  if (!applied.empty()) {
    if (applied[0][0].as<std::string>() == checksum) return absl::OkStatus();
    return Error(absl::StatusCode::kFailedPrecondition, "MIGRATION_EDITED",
                 absl::StrCat("Migration ", schema.schema, "/", std::string(file.name),
                              " has been edited since it was applied."),
                 "이미 적용된 마이그레이션 파일이 변경되었습니다.");
  }
  work.exec(contents);
  work.exec_params("INSERT INTO schema_migration VALUES ($1, $2, now())", std::string(file.name),
                   checksum);
  work.commit();
  log::Info("migration_applied", {{"schema", schema.schema}, {"file", std::string(file.name)}});
  return absl::OkStatus();
}

// The ledger could not tell them apart.
absl::Status NamedTwice(const std::string& schema, std::string_view name) {
  return Error(absl::StatusCode::kFailedPrecondition, "MIGRATION_NAMED_TWICE",
               absl::StrCat("Two migrations of ", schema, " are called ", std::string(name), "."),
               "이름이 같은 마이그레이션 파일이 둘 있습니다.");
}

}  // namespace

absl::Status Migrate(const std::string& conninfo, const std::vector<SchemaMigrations>& schemas) {
  try {
    pqxx::connection connection(conninfo);
    pqxx::nontransaction(connection).exec("SET client_min_messages = warning");
    pqxx::nontransaction(connection).exec(kLock);
    for (const SchemaMigrations& schema : schemas) {
      MakeSchema(connection, schema);
      const std::span<const EmbeddedFile> core = CoreMigrations();
      std::vector<EmbeddedFile> files(core.begin(), core.end());
      files.insert(files.end(), schema.files.begin(), schema.files.end());
      std::set<std::string_view> names;
      for (const EmbeddedFile& file : files) {
        if (!names.insert(file.name).second) return NamedTwice(schema.schema, file.name);
        absl::Status status = ApplyFile(connection, schema, file);
        if (!status.ok()) return status;
      }
    }
    return absl::OkStatus();
  } catch (const pqxx::broken_connection& error) {
    return Error(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", error.what(),
                 "데이터베이스에 연결할 수 없습니다.");
  } catch (const std::exception& error) {
    return Error(absl::StatusCode::kFailedPrecondition, "MIGRATION_FAILED", error.what(),
                 "마이그레이션을 적용하지 못했습니다.");
  }
}

}  // namespace sems::db
