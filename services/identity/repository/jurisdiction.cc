#include "services/identity/repository/jurisdiction.h"

#include "absl/strings/str_split.h"
#include "common/db/tx.h"

namespace sems::identity {
namespace {

// Codes are digits, and ids of roles letters, so a comma joins them safely.
constexpr std::string_view kCodes = "array_to_string(j.district_codes, ',')";

std::vector<std::string> ToCodes(const pqxx::field& field) {
  if (field.is_null()) return {};
  return absl::StrSplit(field.c_str(), ',', absl::SkipEmpty());
}

}  // namespace

JurisdictionRow FindJurisdiction(db::Tx& tx, const std::string& account_id) {
  static const std::string sql =
      "SELECT " + std::string(kCodes) +
      ", j.version, j.set_at FROM jurisdiction j WHERE j.account_id = $1";
  const pqxx::result result = tx.Exec(sql, account_id);
  if (result.empty()) return {};
  return {.district_codes = ToCodes(result[0][0]),
          .version = result[0][1].as<std::int64_t>(),
          .set_at = db::ToTime(result[0][2])};
}

void StoreJurisdiction(db::Tx& tx, const std::string& account_id, const JurisdictionRow& former,
                       const std::vector<std::string>& codes, absl::Time at,
                       const std::string& by) {
  if (former.version > 0) {
    tx.Exec(
        "INSERT INTO jurisdiction_history"
        " SELECT account_id, version, district_codes, set_at, set_by, $2::timestamptz, $3"
        " FROM jurisdiction WHERE account_id = $1",
        account_id, at, by);
  }
  tx.Exec(
      "INSERT INTO jurisdiction VALUES ($1, $2::text[], $3, $4, $5)"
      " ON CONFLICT (account_id) DO UPDATE SET district_codes = excluded.district_codes,"
      " version = excluded.version, set_at = excluded.set_at, set_by = excluded.set_by",
      account_id, db::TextArray(codes), former.version + 1, at, by);
}

std::optional<Authority> FindAuthority(db::Tx& tx, const std::string& account_id) {
  static const std::string sql =
      "SELECT a.role, a.state, " + std::string(kCodes) +
      ", m.organisation_id, NULL FROM account a LEFT JOIN jurisdiction j USING (account_id)"
      " LEFT JOIN organisation_member m USING (account_id) WHERE a.account_id = $1"
      " UNION ALL SELECT 'ROLE_PARTNER_SYSTEM', state, array_to_string(district_codes, ','), NULL,"
      " array_to_string(granted_roles, ',') FROM partner WHERE partner_id = $1";
  const pqxx::result result = tx.Exec(sql, account_id);
  if (result.empty()) return std::nullopt;
  return Authority{.role = db::ToText(result[0][0]),
                   .active = db::ToText(result[0][1]) == "ACTIVE",
                   .district_codes = ToCodes(result[0][2]),
                   .organisation_id = db::ToOptionalText(result[0][3]).value_or(""),
                   .granted_roles = ToCodes(result[0][4])};
}

}  // namespace sems::identity
