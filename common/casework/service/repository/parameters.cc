#include "common/casework/service/repository/parameters.h"

#include "absl/strings/str_cat.h"
#include "common/casework/service/mode_names.h"
#include "common/db/pool.h"
#include "common/db/tx.h"

namespace sems::casework::repository {
namespace {

constexpr char kColumns[] =
    "parameter_id, version, period_amount, period_unit, effective_from, legal_basis, set_by, "
    "set_at";

ParameterVersion Read(const pqxx::row& row) {
  ParameterVersion version;
  version.parameter_id = db::ToText(row["parameter_id"]);
  version.version = row["version"].as<int64_t>();
  if (!row["period_amount"].is_null()) {
    version.period = calendar::Period{row["period_amount"].as<int>()};
    Named(db::ToText(row["period_unit"]), version.period->unit);
  }
  version.effective_from = db::ToDay(row["effective_from"]);
  version.legal_basis = db::ToText(row["legal_basis"]);
  version.set_by = db::ToText(row["set_by"]);
  version.set_at = db::ToTime(row["set_at"]);
  return version;
}

int WakeSome(db::Tx& tx, absl::CivilDay today, int limit) {
  int woken = 0;
  for (const pqxx::row& news : tx.Exec("SELECT parameter_id FROM law_parameter_news ORDER BY "
                                       "parameter_id FOR UPDATE SKIP LOCKED")) {
    const std::string id = db::ToText(news[0]);
    const auto some = tx.Exec(
        R"(UPDATE case_file SET next_timer_on = $2::date, waits_for = array_remove(waits_for, $1::text)
           WHERE case_id IN (SELECT case_id FROM case_file
                             WHERE waits_for @> ARRAY[$1::text] AND open ORDER BY case_id LIMIT $3::int
                             FOR UPDATE SKIP LOCKED))",
        id, today, limit);
    woken += static_cast<int>(some.affected_rows());
    // Cases that somebody is changing at this moment are left for the next look.
    if (some.affected_rows() > 0) continue;
    const bool left =
        tx.Exec("SELECT EXISTS (SELECT FROM case_file WHERE waits_for @> ARRAY[$1::text] AND open)",
                id)[0][0]
            .as<bool>();
    if (!left) tx.Exec("DELETE FROM law_parameter_news WHERE parameter_id = $1", id);
  }
  return woken;
}

}  // namespace

std::vector<ParameterVersion> ListParameterVersions(db::Tx& tx) {
  std::vector<ParameterVersion> versions;
  for (const pqxx::row& row : tx.Exec(absl::StrCat(
           "SELECT ", kColumns, " FROM law_parameter ORDER BY parameter_id, version"))) {
    versions.push_back(Read(row));
  }
  return versions;
}

std::optional<ParameterVersion> LastParameter(db::Tx& tx, const std::string& parameter_id) {
  const pqxx::result rows = tx.Exec(
      absl::StrCat("SELECT ", kColumns,
                   " FROM law_parameter WHERE parameter_id = $1 ORDER BY version DESC LIMIT 1"),
      parameter_id);
  if (rows.empty()) return std::nullopt;
  return Read(rows[0]);
}

bool AddParameterVersion(db::Tx& tx, const ParameterVersion& version) {
  const bool added =
      tx.Exec(
            R"(INSERT INTO law_parameter (parameter_id, version, period_amount, period_unit, effective_from,
                 legal_basis, set_by, set_at)
               VALUES ($1, $2::bigint, $3::int, $4, $5::date, $6, $7::uuid, $8::timestamptz)
               ON CONFLICT DO NOTHING)",
            version.parameter_id, version.version,
            version.period ? std::optional(version.period->amount) : std::nullopt,
            version.period ? std::optional(std::string(NameOf(version.period->unit)))
                           : std::nullopt,
            version.effective_from, version.legal_basis, version.set_by, version.set_at)
          .affected_rows() > 0;
  if (added) {
    tx.Exec("INSERT INTO law_parameter_news (parameter_id) VALUES ($1) ON CONFLICT DO NOTHING",
            version.parameter_id);
  }
  return added;
}

absl::StatusOr<int> WakeWaiting(db::Pool& pool, absl::CivilDay today, int limit,
                                absl::Time deadline) {
  int woken = 0;
  absl::Status status = pool.Run(db::TxMode::kReadWrite, deadline, [&](db::Tx& tx) {
    woken = WakeSome(tx, today, limit);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return woken;
}

absl::StatusOr<std::vector<ParameterVersion>> LoadParameterVersions(db::Pool& pool,
                                                                    absl::Time deadline) {
  std::vector<ParameterVersion> versions;
  absl::Status status = pool.Once(deadline, [&](db::Tx& tx) {
    versions = ListParameterVersions(tx);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return versions;
}

}  // namespace sems::casework::repository
