#include <libpq-fe.h>

#include <map>
#include <memory>
#include <stdexcept>

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
  // A connection for each schema, as each service has its own.
  struct Session {
    Connection connection;
    std::map<std::string, std::string> prepared;
  };
  std::map<std::string, Session> sessions;
  nlohmann::json milliseconds = nlohmann::json::array();
  for (const auto& transaction : task.at("transactions")) {
    const std::string schema = transaction.at("schema");
    Session& session = sessions[schema];
    if (session.connection == nullptr) {
      session.connection.reset(PQconnectdb(task.at("conninfo").get<std::string>().c_str()));
      PGconn* fresh = session.connection.get();
      if (PQstatus(fresh) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(fresh));
      Check(fresh, Result(PQexec(fresh, absl::StrCat("SET search_path = ", schema).c_str())));
    }
    PGconn* connection = session.connection.get();
    struct Statement {
      std::string name;
      std::vector<std::string> texts;
      std::vector<const char*> values;
    };
    // Everything but the statements themselves is got ready before the clock starts.
    std::vector<Statement> statements;
    for (const auto& recorded : transaction.at("statements")) {
      const std::string sql = recorded.at("sql");
      auto& name = session.prepared[sql];
      if (name.empty()) {
        name = absl::StrCat("r", session.prepared.size());
        Check(connection, Result(PQprepare(connection, name.c_str(), sql.c_str(), 0, nullptr)));
      }
      Statement& statement = statements.emplace_back(Statement{name, {}, {}});
      for (const auto& value : recorded.at("parameters")) {
        statement.texts.push_back(value.is_null() ? "" : value.get<std::string>());
      }
      for (size_t i = 0; i < statement.texts.size(); ++i) {
        const bool is_null = recorded.at("parameters")[i].is_null();
        statement.values.push_back(is_null ? nullptr : statement.texts[i].c_str());
      }
    }
    const absl::Time start = absl::Now();
    Check(connection, Result(PQexec(connection, "BEGIN; SET LOCAL statement_timeout = 20000")));
    for (const Statement& statement : statements) {
      Check(connection, Result(PQexecPrepared(connection, statement.name.c_str(),
                                              static_cast<int>(statement.values.size()),
                                              statement.values.data(), nullptr, nullptr, 0)));
    }
    Check(connection, Result(PQexec(connection, "COMMIT")));
    milliseconds.push_back(absl::ToDoubleMilliseconds(absl::Now() - start));
  }
  return {{"milliseconds", milliseconds}};
}

}  // namespace sems::load
