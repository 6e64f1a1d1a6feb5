#include "services/registration/repository/operators.h"

#include "common/db/tx.h"

namespace sems::registration::repository {

std::vector<OperatorTerm> ListOperators(const server::SiteScope& site, db::Tx& tx) {
  std::vector<OperatorTerm> operators;
  const pqxx::result rows = tx.Exec(
      R"(SELECT account_id, since, added_by FROM operator_term
         WHERE site_id = $1::uuid AND until IS NULL ORDER BY since, account_id)",
      site.site_id());
  for (const pqxx::row& row : rows) {
    operators.push_back({db::ToText(row[0]), db::ToTime(row[1]), db::ToText(row[2])});
  }
  return operators;
}

std::map<std::string, std::vector<std::string>> OperatorsOf(
    db::Tx& tx, const std::vector<std::string>& site_ids) {
  std::map<std::string, std::vector<std::string>> operators;
  if (site_ids.empty()) return operators;
  const pqxx::result rows = tx.Exec(
      R"(SELECT site_id, account_id FROM operator_term
         WHERE site_id = ANY ($1::uuid[]) AND until IS NULL ORDER BY site_id, since, account_id)",
      db::TextArray(site_ids));
  for (const pqxx::row& row : rows) {
    operators[db::ToText(row[0])].push_back(db::ToText(row[1]));
  }
  return operators;
}

int AddOperators(db::Tx& tx, const std::vector<NewOperator>& operators, const std::string& added_by,
                 absl::Time now) {
  if (operators.empty()) return 0;
  std::vector<std::string> ids;
  std::vector<std::string> sites;
  std::vector<std::string> accounts;
  for (const NewOperator& added : operators) {
    ids.push_back(added.term_id);
    sites.push_back(added.site_id);
    accounts.push_back(added.account_id);
  }
  return static_cast<int>(
      tx.Exec(R"(INSERT INTO operator_term (id, site_id, account_id, since, added_by)
                 SELECT u.id, u.site_id, u.account_id, $4::timestamptz, $5::uuid
                 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS u (id, site_id, account_id)
                 ON CONFLICT DO NOTHING)",
              db::TextArray(ids), db::TextArray(sites), db::TextArray(accounts), now, added_by)
          .affected_rows());
}

int EndOperators(db::Tx& tx, const std::vector<FormerOperator>& operators,
                 const std::string& ended_by, absl::Time now) {
  if (operators.empty()) return 0;
  std::vector<std::string> sites;
  std::vector<std::string> accounts;
  for (const FormerOperator& former : operators) {
    sites.push_back(former.site_id);
    accounts.push_back(former.account_id);
  }
  return static_cast<int>(
      tx.Exec(R"(UPDATE operator_term o SET until = $3::timestamptz, ended_by = $4::uuid
                 FROM unnest($1::uuid[], $2::uuid[]) AS u (site_id, account_id)
                 WHERE o.site_id = u.site_id AND o.account_id = u.account_id AND o.until IS NULL)",
              db::TextArray(sites), db::TextArray(accounts), now, ended_by)
          .affected_rows());
}

}  // namespace sems::registration::repository
