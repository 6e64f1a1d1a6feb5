#include "services/identity/repository/partner.h"

#include "absl/strings/str_split.h"
#include "common/db/tx.h"

namespace sems::identity {
namespace {

// Role ids and codes hold no comma, so one joins them safely.
constexpr std::string_view kSelect =
    "SELECT partner_id, name, state, public_jwk, key_id, array_to_string(granted_roles, ','),"
    " array_to_string(district_codes, ','), version, registered_at FROM partner ";

std::vector<std::string> ToList(const pqxx::field& field) {
  return absl::StrSplit(field.c_str(), ',', absl::SkipEmpty());
}

PartnerRow ToPartner(const pqxx::row& row) {
  return {.partner_id = db::ToText(row[0]),
          .name = db::ToText(row[1]),
          .suspended = db::ToText(row[2]) == "SUSPENDED",
          .public_jwk = db::ToText(row[3]),
          .key_id = db::ToText(row[4]),
          .granted_roles = ToList(row[5]),
          .district_codes = ToList(row[6]),
          .version = row[7].as<std::int64_t>(),
          .registered_at = db::ToTime(row[8])};
}

std::optional<PartnerRow> One(const pqxx::result& result) {
  if (result.empty()) return std::nullopt;
  return ToPartner(result[0]);
}

std::string State(const PartnerRow& partner) { return partner.suspended ? "SUSPENDED" : "ACTIVE"; }

}  // namespace

void InsertPartner(db::Tx& tx, const PartnerRow& partner, const std::string& by) {
  tx.Exec(
      "INSERT INTO partner VALUES ($1, $2, $3, $4, $5, $6::text[], $7::text[], $8, $9, $9, $10)",
      partner.partner_id, partner.name, State(partner), partner.public_jwk, partner.key_id,
      db::TextArray(partner.granted_roles), db::TextArray(partner.district_codes), partner.version,
      partner.registered_at, by);
}

std::optional<PartnerRow> FindPartner(db::Tx& tx, const std::string& partner_id) {
  static const std::string sql = std::string(kSelect) + "WHERE partner_id = $1";
  return One(tx.Exec(sql, partner_id));
}

std::optional<PartnerRow> LockPartner(db::Tx& tx, const std::string& partner_id) {
  static const std::string sql = std::string(kSelect) + "WHERE partner_id = $1 FOR UPDATE";
  return One(tx.Exec(sql, partner_id));
}

void UpdatePartner(db::Tx& tx, const PartnerRow& changed, absl::Time at, const std::string& by) {
  tx.Exec(
      "INSERT INTO partner_history"
      " SELECT partner_id, version, state, public_jwk, granted_roles, district_codes, changed_at,"
      " changed_by, $2::timestamptz, $3 FROM partner WHERE partner_id = $1",
      changed.partner_id, at, by);
  tx.Exec(
      "UPDATE partner SET state = $2, public_jwk = $3, key_id = $4, granted_roles = $5::text[],"
      " district_codes = $6::text[], version = version + 1, changed_at = $7, changed_by = $8"
      " WHERE partner_id = $1",
      changed.partner_id, State(changed), changed.public_jwk, changed.key_id,
      db::TextArray(changed.granted_roles), db::TextArray(changed.district_codes), at, by);
}

std::vector<PartnerRow> ListPartnerRows(const server::Scope& nation, db::Tx& tx,
                                        const std::optional<PartnerCursor>& after, int limit) {
  if (nation.kind() != server::Scope::Kind::kNation) return {};
  static const std::string sql = std::string(kSelect) +
                                 "WHERE ($1::text IS NULL OR (name, partner_id) > ($1, $2::uuid))"
                                 " ORDER BY name, partner_id LIMIT $3";
  std::optional<std::string> name, id;
  if (after.has_value()) {
    name = after->name;
    id = after->partner_id;
  }
  std::vector<PartnerRow> partners;
  for (const pqxx::row& row : tx.Exec(sql, name, id, limit + 1)) partners.push_back(ToPartner(row));
  return partners;
}

bool UseAssertion(db::Tx& tx, const std::string& partner_id, const std::string& jti_hash,
                  absl::Time now, absl::Time expires_at) {
  tx.Exec("DELETE FROM partner_assertion WHERE partner_id = $1 AND expires_at <= $2", partner_id,
          now);
  return tx.Exec("INSERT INTO partner_assertion VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                 partner_id, db::Bytes{jti_hash}, expires_at)
             .affected_rows() > 0;
}

}  // namespace sems::identity
