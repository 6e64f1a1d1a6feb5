#include "common/db/pool.h"

#include <algorithm>
#include <exception>

#include "absl/random/random.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/db/deadline.h"
#include "common/db/tx.h"
#include "common/log/log.h"
#include "common/status/error.h"

namespace sems::db {

struct Connection {
  explicit Connection(const std::string& conninfo) : raw(conninfo) {}
  pqxx::connection raw;
  PreparedStatements prepared;
};

namespace {

constexpr int kMaxAttempts = 5;

absl::Status Unavailable() {
  return Error(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE",
               "The database is away; try again shortly.",
               "데이터베이스에 연결할 수 없습니다. 잠시 후 다시 시도하십시오.");
}

absl::Status DeadlineExceeded() {
  return Error(absl::StatusCode::kDeadlineExceeded, "DEADLINE_EXCEEDED", "The call's time ran out.",
               "제한 시간 안에 처리하지 못했습니다.");
}

absl::Status UnstorableValue() {
  return Error(absl::StatusCode::kInvalidArgument, "VALUE_NOT_STORABLE",
               "The request holds a value that cannot be stored (such as a NUL character).",
               "저장할 수 없는 값(NUL 문자 등)이 포함되어 있습니다.");
}

absl::Status InDoubt() {
  return Error(
      absl::StatusCode::kUnavailable, "COMMIT_IN_DOUBT",
      "The connection was lost while committing: the change may or may not have been made. Repeat "
      "the call "
      "with the same request_id.",
      "저장 중 연결이 끊어져 반영 여부를 알 수 없습니다. 같은 request_id로 다시 호출하십시오.");
}

// The runner's own rendering of what PostgreSQL or libpqxx threw.
struct Failure {
  absl::Status status;
  bool retry = false;      // serialization failure or deadlock
  bool connection = true;  // still usable
};

Failure Classify(const std::exception_ptr& thrown, const pqxx::connection_base& connection) {
  try {
    std::rethrow_exception(thrown);
  } catch (const DeadlinePassed&) {
    return {DeadlineExceeded()};
  } catch (const NulInText&) {
    return {UnstorableValue()};
  } catch (const pqxx::broken_connection& error) {
    log::Warning("database_connection_lost", {{"error", error.what()}});
    return {Unavailable(), false, false};
  } catch (const pqxx::transaction_rollback&) {  // 40001, 40P01: libpqxx has classes of their own
                                                 // for these
    return {Error(absl::StatusCode::kAborted, "CONFLICT",
                  "Others changed the same rows at once; try again.",
                  "동시에 변경되어 처리하지 못했습니다. 다시 시도하십시오."),
            true, connection.is_open()};
  } catch (const pqxx::sql_error& error) {
    const std::string state = error.sqlstate();
    const bool open = connection.is_open();
    if (state == "57014") return {DeadlineExceeded(), false, open};  // statement_timeout
    if (state == "55P03" || state == "25P03") {
      return {Error(absl::StatusCode::kAborted, "LOCKED",
                    "The rows are locked by another change; try again.",
                    "다른 변경이 진행 중입니다. 다시 시도하십시오."),
              false, open};
    }
    if (state.empty() || absl::StartsWith(state, "08") || absl::StartsWith(state, "57P") || !open) {
      log::Warning("database_connection_lost", {{"sqlstate", state}});
      return {Unavailable(), false, false};
    }
    if (absl::StartsWith(state, "22")) {
      // A value of the caller's that no check of ours caught: refused, and logged so that one is
      // added.
      log::Error("unchecked_value", {{"sqlstate", state}, {"query", error.query().substr(0, 200)}});
      return {UnstorableValue(), false, open};
    }
    if (absl::StartsWith(state, "53")) {
      return {Error(absl::StatusCode::kResourceExhausted, "DATABASE_BUSY",
                    "The database is out of resources.",
                    "데이터베이스 자원이 부족합니다. 잠시 후 다시 시도하십시오."),
              false, open};
    }
    // A constraint or statement that the program got wrong. The text may hold values: the state
    // alone is logged.
    log::Error("database_error", {{"sqlstate", state}, {"query", error.query().substr(0, 200)}});
    return {Internal(), false, open};
  } catch (const pqxx::failure& error) {
    log::Error("database_failure", {{"error", error.what()}});
    return {Unavailable(), false, false};
  }
}

}  // namespace

Pool::Pool(PoolOptions options) : options_(std::move(options)) {}
Pool::~Pool() = default;

absl::StatusOr<std::unique_ptr<Connection>> Pool::Acquire(absl::Time deadline) {
  {
    absl::MutexLock lock(&mutex_);
    const auto available = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
      return !idle_.empty() || open_ < options_.size;
    };
    const absl::Duration wait = std::min(options_.acquire_timeout, deadline - absl::Now());
    if (!mutex_.AwaitWithTimeout(absl::Condition(&available),
                                 std::max(wait, absl::ZeroDuration()))) {
      if (absl::Now() >= deadline) return DeadlineExceeded();
      return Error(absl::StatusCode::kResourceExhausted, "DATABASE_BUSY",
                   "All database connections are in use.",
                   "데이터베이스 연결이 모두 사용 중입니다. 잠시 후 다시 시도하십시오.");
    }
    if (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
    ++open_;
  }
  try {
    auto connection = std::make_unique<Connection>(options_.conninfo);
    pqxx::nontransaction setup(connection->raw);
    setup.exec(absl::StrCat(
        "SET TIME ZONE 'UTC'; SET datestyle = 'ISO, YMD'; SET client_min_messages = warning; SET "
        "statement_timeout = ",
        absl::ToInt64Milliseconds(options_.longest_transaction),
        "; SET idle_in_transaction_session_timeout = ",
        absl::ToInt64Milliseconds(options_.longest_transaction), "; SET search_path = ",
        options_.schema.empty() ? "pg_catalog" : setup.quote_name(options_.schema)));
    return connection;
  } catch (const std::exception& error) {
    absl::MutexLock lock(&mutex_);
    --open_;
    log::Warning("database_connect_failed", {{"schema", options_.schema}});
    return Unavailable();
  }
}

void Pool::Return(std::unique_ptr<Connection> connection, bool reusable) {
  absl::MutexLock lock(&mutex_);
  if (reusable && connection->raw.is_open()) {
    idle_.push_back(std::move(connection));
  } else {
    // Whoever else sits in the pool was connected to the same server: let them be opened anew, too.
    open_ -= 1 + static_cast<int>(idle_.size());
    idle_.clear();
  }
}

absl::Status Pool::Run(TxMode mode, absl::Time deadline,
                       absl::FunctionRef<absl::Status(Tx&)> body) {
  absl::BitGen random;
  const absl::Time bound = std::min(deadline, absl::Now() + options_.longest_transaction);
  bool reconnected = false;
  for (int attempt = 1;; ++attempt) {
    absl::StatusOr<std::unique_ptr<Connection>> connection = Acquire(bound);
    if (!connection.ok()) return connection.status();
    pqxx::connection& raw = (*connection)->raw;
    bool begun = false, committing = false;
    absl::Status status;
    std::exception_ptr thrown;
    {
      // BEGIN and COMMIT are ours, so that BEGIN carries the time limit and a lost COMMIT is known
      // as such.
      std::optional<pqxx::nontransaction> work;
      try {
        work.emplace(raw);
        const int64_t left = absl::ToInt64Milliseconds(bound - absl::Now());
        if (left <= 0) throw DeadlinePassed();
        work->exec(absl::StrCat(mode == TxMode::kReadOnly ? "BEGIN READ ONLY" : "BEGIN",
                                "; SET LOCAL statement_timeout = ", left));
        begun = true;
        Tx tx(*work, raw, (*connection)->prepared, bound);
        status = body(tx);
        if (status.ok()) {
          if (absl::Now() >= bound) throw DeadlinePassed();
          committing = true;
          work->exec("COMMIT");
          committing = false;
        } else {
          work->exec("ROLLBACK");
        }
      } catch (const pqxx::failure&) {
        thrown = std::current_exception();
      } catch (const DeadlinePassed&) {
        thrown = std::current_exception();
      } catch (const NulInText&) {
        thrown = std::current_exception();
      } catch (...) {
        // The handler's own exception: roll back, then let the gate's guard have it.
        work.reset();
        Return(*std::move(connection), false);
        throw;
      }
    }
    if (!thrown) {
      Return(*std::move(connection), true);
      return status;
    }
    Failure failure = Classify(thrown, raw);
    bool usable = failure.connection && raw.is_open();
    if (usable) {
      try {
        pqxx::nontransaction(raw).exec("ROLLBACK");
      } catch (const std::exception&) {
        usable = false;
      }
    }
    Return(*std::move(connection), usable);
    if (committing && !failure.connection) return InDoubt();
    // A pooled connection that was found dead before anything was sent is no news for the caller.
    if (!begun && !failure.connection && !reconnected) {
      reconnected = true;
      continue;
    }
    if (!failure.retry || attempt >= kMaxAttempts) return failure.status;
    const absl::Duration pause = absl::Milliseconds(absl::Uniform(random, 1, 4 << attempt));
    if (absl::Now() + pause >= bound) return failure.status;
    absl::SleepFor(pause);
  }
}

absl::Status Pool::Once(absl::Time deadline, absl::FunctionRef<absl::Status(Tx&)> body) {
  for (int attempt = 1;; ++attempt) {
    absl::StatusOr<std::unique_ptr<Connection>> connection = Acquire(deadline);
    if (!connection.ok()) return connection.status();
    absl::Status status;
    std::exception_ptr thrown;
    try {
      pqxx::nontransaction work((*connection)->raw);
      Tx tx(work, (*connection)->raw, (*connection)->prepared,
            std::min(deadline, absl::Now() + options_.longest_transaction));
      status = body(tx);
    } catch (const pqxx::failure&) {
      thrown = std::current_exception();
    } catch (const DeadlinePassed&) {
      thrown = std::current_exception();
    } catch (const NulInText&) {
      thrown = std::current_exception();
    } catch (...) {
      Return(*std::move(connection), false);
      throw;
    }
    if (!thrown) {
      Return(*std::move(connection), true);
      return status;
    }
    Failure failure = Classify(thrown, (*connection)->raw);
    Return(*std::move(connection), failure.connection);
    if (failure.connection || attempt > 1) return failure.status;
  }
}

bool Pool::Reachable() {
  return Once(absl::Now() + absl::Seconds(2),
              [](Tx& tx) {
                tx.Exec("SELECT 1");
                return absl::OkStatus();
              })
      .ok();
}

PoolUse Pool::use() const {
  absl::MutexLock lock(&mutex_);
  return {open_, open_ - static_cast<int>(idle_.size()), options_.size};
}

}  // namespace sems::db
