#include "common/testing/database.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <pqxx/pqxx>
#include <sstream>
#include <stdexcept>

#include "absl/random/random.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace sems::testing {
namespace {

constexpr char kPassword[] = "test";

std::string ClusterConninfo() {
  if (const char* given = std::getenv("SEMS_TEST_POSTGRES"); given != nullptr) return given;
  const char* directory = std::getenv("SEMS_TEST_CLUSTER");
  const std::string path =
      absl::StrCat(directory != nullptr ? directory : SEMS_TEST_CLUSTER_DIR, "/conninfo");
  std::ifstream file(path);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {
    throw std::runtime_error("no test cluster: run scripts/testcluster start " +
                             path.substr(0, path.rfind('/')));
  }
  return std::string(absl::StripAsciiWhitespace(text.str()));
}

// The cluster's connection string (a URI) with another user and database.
std::string With(const std::string& user, const std::string& database) {
  std::string uri = ClusterConninfo();
  const size_t scheme = uri.find("://");
  const size_t path = uri.find('/', scheme + 3);
  const size_t at = uri.rfind('@', path);
  const size_t query = uri.find('?', path);
  const std::string credentials =
      user.empty() ? uri.substr(scheme + 3, at - scheme - 3) : absl::StrCat(user, ":", kPassword);
  return absl::StrCat("postgresql://", credentials, uri.substr(at, path - at), "/", database,
                      uri.substr(query));
}

void Admin(const std::string& statement) {
  pqxx::connection connection(With("", "postgres"));
  pqxx::nontransaction(connection).exec(statement);
}

std::string Unique() {
  absl::BitGen random;
  return absl::StrCat("t", getpid(), "_", absl::Hex(absl::Uniform<uint32_t>(random)));
}

// Names of the template databases by their schemas, and removes them with the program.
struct Templates {
  std::map<std::string, std::string> by_schemas;
  std::string prefix = Unique();
  std::vector<std::string> roles;
  // libpqxx keeps a static table that its first result makes. Made before these, it outlives them,
  // and the destructor may still speak to the cluster.
  Templates() { Admin("SELECT 1"); }
  ~Templates() {
    try {
      for (const auto& [schemas, name] : by_schemas)
        Admin(absl::StrCat("DROP DATABASE IF EXISTS ", name, " WITH (FORCE)"));
      for (const std::string& role : roles) Admin("DROP ROLE IF EXISTS " + role);
    } catch (const std::exception&) {
      // The cluster is gone: so are its databases.
    }
  }
};

Templates& AllTemplates() {
  static Templates templates;
  return templates;
}

}  // namespace

TestDatabase::TestDatabase(
    const std::vector<std::pair<std::string, std::vector<EmbeddedFile>>>& schemas) {
  Templates& templates = AllTemplates();
  prefix_ = templates.prefix;
  std::string key;
  for (const auto& [schema, files] : schemas) absl::StrAppend(&key, schema, " ");
  auto it = templates.by_schemas.find(key);
  if (it == templates.by_schemas.end()) {
    const std::string name = absl::StrCat(prefix_, "_template_", templates.by_schemas.size());
    const std::string migrator = prefix_ + "_migrator";
    const auto make_role = [&](const std::string& role) {
      if (std::find(templates.roles.begin(), templates.roles.end(), role) != templates.roles.end())
        return;
      Admin(absl::StrCat("CREATE ROLE ", role, " LOGIN PASSWORD '", kPassword, "'"));
      templates.roles.push_back(role);
    };
    make_role(migrator);
    std::vector<db::SchemaMigrations> migrations;
    for (const auto& [schema, files] : schemas) {
      make_role(absl::StrCat(prefix_, "_", schema));
      migrations.push_back({schema, absl::StrCat(prefix_, "_", schema), files});
    }
    Admin(absl::StrCat("CREATE DATABASE ", name, " OWNER ", migrator));
    const absl::Status migrated = db::Migrate(With(migrator, name), migrations);
    if (!migrated.ok()) throw std::runtime_error(migrated.ToString());
    it = templates.by_schemas.emplace(key, name).first;
  }
  name_ = Unique();
  Admin(absl::StrCat("CREATE DATABASE ", name_, " TEMPLATE ", it->second, " OWNER ", prefix_,
                     "_migrator"));
}

TestDatabase::~TestDatabase() {
  try {
    Admin(absl::StrCat("DROP DATABASE IF EXISTS ", name_, " WITH (FORCE)"));
  } catch (const std::exception&) {
    // The cluster is gone: so is the database.
  }
}

std::string TestDatabase::ServiceConninfo(const std::string& schema) const {
  return With(absl::StrCat(prefix_, "_", schema), name_);
}

std::string TestDatabase::AdminConninfo() const { return With("", name_); }

}  // namespace sems::testing
