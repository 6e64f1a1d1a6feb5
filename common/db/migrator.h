#pragma once

#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/values/embedded_file.h"

namespace sems::db {

// The tables every service keeps in its own schema (audit, idempotency, outbox, site directory).
std::span<const EmbeddedFile> CoreMigrations();

// A schema and the files that build it after the core ones: NNNN_title.sql, applied in order, each
// name once, never edited once landed.
struct SchemaMigrations {
  std::string schema;  // also the service's name
  std::string
      service_role;  // the login role that gets rights on the schema's tables and nothing else
  std::vector<EmbeddedFile> files;
};

// Brings the schemas up to date, one transaction a file, under an advisory lock so that two
// migrators do not meet. The core files come before the service's own. Refuses
// (FAILED_PRECONDITION) a landed file whose text has changed. `conninfo`: the migrator's role,
// which owns the schemas and may create them.
absl::Status Migrate(const std::string& conninfo, const std::vector<SchemaMigrations>& schemas);

}  // namespace sems::db
