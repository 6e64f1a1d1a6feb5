#include "services/registration/repository/site_numbers.h"

#include "common/db/tx.h"

namespace sems::registration::repository {
namespace {

struct Arrays {
  std::vector<std::string> business_numbers;
  std::vector<int> sequences;
  std::vector<std::string> site_ids;
};

Arrays ToArrays(const std::vector<NumberClaim>& claims) {
  Arrays arrays;
  for (const NumberClaim& claim : claims) {
    arrays.business_numbers.push_back(claim.number.business_number);
    arrays.sequences.push_back(claim.number.site_sequence);
    arrays.site_ids.push_back(claim.site_id);
  }
  return arrays;
}

}  // namespace

std::set<SiteNumber> ClaimNumbers(db::Tx& tx, const std::vector<NumberClaim>& claims) {
  std::set<SiteNumber> claimed;
  if (claims.empty()) return claimed;
  const Arrays arrays = ToArrays(claims);
  // In order of the key: two calls with overlapping numbers queue instead of deadlocking.
  const pqxx::result rows = tx.Exec(
      R"(INSERT INTO site_number (business_number, site_sequence, site_id)
         SELECT * FROM unnest($1::text[], $2::int[], $3::uuid[]) ORDER BY 1, 2
         ON CONFLICT DO NOTHING RETURNING business_number, site_sequence)",
      db::TextArray(arrays.business_numbers), db::IntArray(arrays.sequences),
      db::TextArray(arrays.site_ids));
  for (const pqxx::row& row : rows) claimed.insert({db::ToText(row[0]), row[1].as<int>()});
  return claimed;
}

void ReleaseNumbers(db::Tx& tx, const std::vector<NumberClaim>& claims) {
  if (claims.empty()) return;
  const Arrays arrays = ToArrays(claims);
  tx.Exec(R"(DELETE FROM site_number n
             USING unnest($1::text[], $2::int[], $3::uuid[])
                   AS u (business_number, site_sequence, site_id)
             WHERE n.business_number = u.business_number AND n.site_sequence = u.site_sequence
               AND n.site_id = u.site_id)",
          db::TextArray(arrays.business_numbers), db::IntArray(arrays.sequences),
          db::TextArray(arrays.site_ids));
}

bool OperatesNumber(const server::Scope& scope, db::Tx& tx, const SiteNumber& number) {
  return tx
      .Exec(R"(SELECT EXISTS (SELECT FROM site_number n
                 JOIN operator_term o ON o.site_id = n.site_id AND o.until IS NULL
                 WHERE n.business_number = $2 AND n.site_sequence = $3
                   AND o.account_id = $1::uuid))",
            scope.account_id(), number.business_number, number.site_sequence)[0][0]
      .as<bool>();
}

}  // namespace sems::registration::repository
