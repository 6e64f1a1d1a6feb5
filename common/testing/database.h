#pragma once

#include <string>
#include <vector>

#include "common/db/migrator.h"

namespace sems::testing {

// A PostgreSQL database of its own for a test, copied from a template that holds the migrated
// schemas; the template is made once for each set of schemas and test program, so that tests run
// side by side. Dropped at the end.
//
// The cluster is the one of scripts/testcluster: SEMS_TEST_POSTGRES (connection string of a
// superuser), or the `conninfo` file in SEMS_TEST_CLUSTER, or that of the build tree.
class TestDatabase {
 public:
  // Schemas by name and their migrations; each gets a login role of its own.
  explicit TestDatabase(
      const std::vector<std::pair<std::string, std::vector<EmbeddedFile>>>& schemas);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;

  // Connection string of the service's own role, as the service connects in production.
  std::string ServiceConninfo(const std::string& schema) const;
  // Of the superuser, for looking behind a service's back.
  std::string AdminConninfo() const;

 private:
  std::string name_;
  std::string prefix_;  // of the role names
};

}  // namespace sems::testing
