#include <libpq-fe.h>

#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/load/load.h"

namespace sems::load {
namespace {

struct Closer {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, Closer>;
using Result = std::unique_ptr<PGresult, Closer>;

void Check(PGconn* connection, const Result& result) {
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    throw std::runtime_error(PQerrorMessage(connection));
}

}  // namespace

nlohmann::json Replay(const nlohmann::json& task) {
  const Connection session(PQconnectdb(task.at("conninfo").get<std::string>().c_str()));
  PGconn* connection = session.get();
  if (PQstatus(connection) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection));
  std::string current_schema;
  const auto enter = [&](const std::string& schema) {
    if (schema == current_schema) return;
    Check(connection,
          Result(PQexec(connection, absl::StrCat("SET search_path = ", schema).c_str())));
    current_schema = schema;
  };
  std::map<std::pair<std::string, std::string>, std::string> prepared;  // by schema and text
  nlohmann::json milliseconds = nlohmann::json::array();
  for (const auto& transaction : task.at("transactions")) {
    struct Statement {
      std::string schema;
      std::string name;
      std::vector<std::string> texts;
      std::vector<const char*> values;
    };
    // Everything but the statements themselves is got ready before the clock starts.
    std::vector<Statement> statements;
    for (const auto& recorded : transaction) {
      const std::string schema = recorded.at("schema");
      const std::string sql = recorded.at("sql");
      auto& name = prepared[{schema, sql}];
      if (name.empty()) {
        name = absl::StrCat("r", prepared.size());
        enter(schema);
        Check(connection, Result(PQprepare(connection, name.c_str(), sql.c_str(), 0, nullptr)));
      }
      Statement& statement = statements.emplace_back(Statement{schema, name, {}, {}});
      for (const auto& value : recorded.at("parameters")) {
        statement.texts.push_back(value.is_null() ? "" : value.get<std::string>());
      }
      for (size_t i = 0; i < statement.texts.size(); ++i) {
        const bool is_null = recorded.at("parameters")[i].is_null();
        statement.values.push_back(is_null ? nullptr : statement.texts[i].c_str());
      }
    }
    absl::Duration took;
    const auto timed = [&](const auto& send) {
      const absl::Time start = absl::Now();
      Check(connection, Result(send()));
      took += absl::Now() - start;
    };
    timed([&] { return PQexec(connection, "BEGIN; SET LOCAL statement_timeout = 20000"); });
    for (const Statement& statement : statements) {
      enter(statement.schema);  // on no clock: each service is in its schema from the start
      timed([&] {
        return PQexecPrepared(connection, statement.name.c_str(),
                              static_cast<int>(statement.values.size()), statement.values.data(),
                              nullptr, nullptr, 0);
      });
    }
    timed([&] { return PQexec(connection, "COMMIT"); });
    milliseconds.push_back(absl::ToDoubleMilliseconds(took));
  }
  return {{"milliseconds", milliseconds}};
}

}  // namespace sems::load
