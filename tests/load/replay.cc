#include <libpq-fe.h>

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

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

class ReplaySteps final : public Steps {
 public:
  explicit ReplaySteps(const nlohmann::json& task)
      : session_(PQconnectdb(task.at("conninfo").get<std::string>().c_str())),
        transactions_(task.at("transactions")) {
    if (PQstatus(session_.get()) != CONNECTION_OK)
      throw std::runtime_error(PQerrorMessage(session_.get()));
  }

  bool done() const override { return next_ == transactions_.size(); }

  double Next() override {
    // Everything but the statements themselves is got ready before the clock starts.
    std::vector<Statement> statements;
    for (const auto& recorded : transactions_[next_++]) statements.push_back(Prepare(recorded));
    absl::Duration took;
    const auto timed = [&](const auto& send) {
      const absl::Time start = absl::Now();
      const Result result(send());
      took += absl::Now() - start;
      Check(session_.get(), result);
    };
    PGconn* connection = session_.get();
    timed([&] { return PQexec(connection, "BEGIN; SET LOCAL statement_timeout = 20000"); });
    for (const Statement& statement : statements) {
      Enter(statement.schema);  // on no clock: each service is in its schema from the start
      std::vector<const char*> values;
      for (const auto& parameter : statement.parameters)
        values.push_back(parameter ? parameter->c_str() : nullptr);
      timed([&] {
        return PQexecPrepared(connection, statement.name.c_str(), static_cast<int>(values.size()),
                              values.data(), nullptr, nullptr, 0);
      });
    }
    timed([&] { return PQexec(connection, "COMMIT"); });
    return absl::ToDoubleMilliseconds(took);
  }

 private:
  struct Statement {
    std::string schema;
    std::string name;
    std::vector<std::optional<std::string>> parameters;
  };

  void Enter(const std::string& schema) {
    if (schema == current_schema_) return;
    Check(session_.get(),
          Result(PQexec(session_.get(), absl::StrCat("SET search_path = ", schema).c_str())));
    current_schema_ = schema;
  }

  Statement Prepare(const nlohmann::json& recorded) {
    Statement statement{recorded.at("schema"), "", {}};
    const std::string sql = recorded.at("sql");
    std::string& name = prepared_[{statement.schema, sql}];
    if (name.empty()) {
      name = absl::StrCat("r", prepared_.size());
      Enter(statement.schema);
      Check(session_.get(),
            Result(PQprepare(session_.get(), name.c_str(), sql.c_str(), 0, nullptr)));
    }
    statement.name = name;
    for (const auto& value : recorded.at("parameters")) {
      statement.parameters.push_back(value.is_null() ? std::nullopt
                                                     : std::optional(value.get<std::string>()));
    }
    return statement;
  }

  const Connection session_;
  const nlohmann::json transactions_;
  size_t next_ = 0;
  std::string current_schema_;
  std::map<std::pair<std::string, std::string>, std::string> prepared_;  // by schema and text
};

}  // namespace

std::unique_ptr<Steps> Replay(const nlohmann::json& task) {
  return std::make_unique<ReplaySteps>(task);
}

}  // namespace sems::load
