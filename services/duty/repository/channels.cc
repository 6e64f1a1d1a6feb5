#include "services/duty/repository/channels.h"

#include <nlohmann/json.hpp>

#include "services/duty/domain/address.h"

namespace sems::duty::repository {
namespace {

Owner ReadOwner(const pqxx::row& row) {
  return {static_cast<OwnerKind>(row["owner_kind"].as<int>()), db::ToText(row["owner_id"])};
}

Channel ReadChannel(const pqxx::row& row) {
  Channel channel;
  channel.id = db::ToText(row["channel_id"]);
  channel.owner = ReadOwner(row);
  channel.kind = static_cast<ChannelKind>(row["kind"].as<int>());
  channel.name = db::ToText(row["name"]);
  channel.address = db::ToText(row["address"]);
  channel.sealed_secret = db::ToBytes(row["sealed_secret"]);
  channel.secret_key_id = db::ToText(row["secret_key_id"]);
  channel.open_secret = db::ToText(row["secret"]);
  if (!row["confirmed_at"].is_null()) channel.confirmed_at = db::ToTime(row["confirmed_at"]);
  channel.created_at = db::ToTime(row["created_at"]);
  return channel;
}

Rule ReadRule(const pqxx::row& row) {
  Rule rule;
  rule.id = db::ToText(row["rule_id"]);
  rule.owner = ReadOwner(row);
  rule.channel_id = db::ToText(row["channel_id"]);
  for (const nlohmann::json& lead : nlohmann::json::parse(db::ToText(row["lead_days"])))
    rule.timing.lead_days.push_back(lead.get<int>());
  rule.timing.when_overdue = row["when_overdue"].as<bool>();
  for (const nlohmann::json& kind : nlohmann::json::parse(db::ToText(row["kinds"])))
    rule.timing.kinds.push_back(static_cast<Kind>(kind.get<int>()));
  rule.created_at = db::ToTime(row["created_at"]);
  return rule;
}

std::optional<Channel> FirstChannel(const pqxx::result& rows) {
  if (rows.empty()) return std::nullopt;
  return ReadChannel(rows[0]);
}

}  // namespace

std::string MaskedAddress(const Channel& channel) {
  return channel.kind == ChannelKind::kEmail ? MaskEmail(channel.address)
                                             : MaskUrl(channel.address);
}

void AddChannel(db::Tx& tx, const Channel& channel, const std::string& account_id) {
  tx.Exec(
      R"(INSERT INTO channel (channel_id, owner_kind, owner_id, kind, name, address, sealed_secret, secret_key_id,
                              confirmed_at, created_at, created_by)
         VALUES ($1::uuid, $2, $3::uuid, $4, $5, $6, $7::bytea, $8, $9::timestamptz, $10::timestamptz, $11::uuid))",
      channel.id, static_cast<int>(channel.owner.kind), channel.owner.id,
      static_cast<int>(channel.kind), channel.name, channel.address,
      db::Bytes{channel.sealed_secret}, channel.secret_key_id, channel.confirmed_at,
      channel.created_at, account_id);
}

std::vector<Channel> ListChannels(db::Tx& tx, const Owner& owner) {
  std::vector<Channel> channels;
  for (const pqxx::row& row : tx.Exec(
           "SELECT * FROM channel WHERE owner_id = $1 AND owner_kind = $2 ORDER BY channel_id DESC",
           owner.id, static_cast<int>(owner.kind))) {
    channels.push_back(ReadChannel(row));
  }
  return channels;
}

std::optional<Channel> FindChannel(db::Tx& tx, const Owner& owner, const std::string& channel_id) {
  return FirstChannel(
      tx.Exec("SELECT * FROM channel WHERE owner_id = $1 AND owner_kind = $2 AND channel_id = $3",
              owner.id, static_cast<int>(owner.kind), channel_id));
}

std::optional<Channel> FindChannelById(db::Tx& tx, const std::string& channel_id) {
  return FirstChannel(tx.Exec("SELECT * FROM channel WHERE channel_id = $1", channel_id));
}

std::vector<Channel> WebhooksNotUnder(db::Tx& tx, const std::string& key_id,
                                      const std::string& after, int limit, bool lock) {
  std::string sql =
      "SELECT * FROM channel WHERE kind = 2 AND secret_key_id <> $1 AND channel_id > $2::uuid "
      "ORDER BY channel_id LIMIT $3";
  if (lock) sql += " FOR UPDATE SKIP LOCKED";
  constexpr char kFirst[] = "00000000-0000-0000-0000-000000000000";
  std::vector<Channel> channels;
  for (const pqxx::row& row : tx.Exec(sql, key_id, after.empty() ? kFirst : after, limit))
    channels.push_back(ReadChannel(row));
  return channels;
}

void SetSecret(db::Tx& tx, const Channel& channel) {
  tx.Exec(
      "UPDATE channel SET sealed_secret = $2::bytea, secret_key_id = $3, secret = $4 "
      "WHERE channel_id = $1",
      channel.id, db::Bytes{channel.sealed_secret}, channel.secret_key_id, channel.open_secret);
}

void DeleteChannel(db::Tx& tx, const std::string& channel_id) {
  tx.Exec("DELETE FROM channel WHERE channel_id = $1", channel_id);
}

void AddConfirmation(db::Tx& tx, const std::string& channel_id, std::string_view code_hash,
                     absl::Time expires_at) {
  tx.Exec("DELETE FROM channel_confirmation WHERE channel_id = $1 AND expires_at < $2", channel_id,
          expires_at - absl::Hours(24 * 7));
  tx.Exec(
      R"(INSERT INTO channel_confirmation (code_hash, channel_id, expires_at)
         VALUES ($1::bytea, $2::uuid, $3::timestamptz))",
      db::Bytes{code_hash}, channel_id, expires_at);
}

std::optional<Channel> FindByConfirmation(db::Tx& tx, std::string_view code_hash, absl::Time now) {
  return FirstChannel(tx.Exec(
      R"(SELECT c.* FROM channel c JOIN channel_confirmation k ON k.channel_id = c.channel_id
         WHERE k.code_hash = $1::bytea AND k.expires_at > $2 FOR UPDATE OF c)",
      db::Bytes{code_hash}, now));
}

void Confirm(db::Tx& tx, const std::string& channel_id, absl::Time now) {
  tx.Exec("UPDATE channel SET confirmed_at = $2 WHERE channel_id = $1", channel_id, now);
  tx.Exec("DELETE FROM channel_confirmation WHERE channel_id = $1", channel_id);
}

void AddRule(db::Tx& tx, const Rule& rule, const std::string& account_id) {
  nlohmann::json kinds = nlohmann::json::array();
  for (const Kind kind : rule.timing.kinds) kinds.push_back(static_cast<int>(kind));
  tx.Exec(
      R"(INSERT INTO reminder_rule (rule_id, owner_kind, owner_id, channel_id, lead_days, when_overdue, kinds,
                                    created_at, created_by)
         VALUES ($1::uuid, $2, $3::uuid, $4::uuid, $5, $6, $7, $8::timestamptz, $9::uuid))",
      rule.id, static_cast<int>(rule.owner.kind), rule.owner.id, rule.channel_id,
      nlohmann::json(rule.timing.lead_days).dump(), rule.timing.when_overdue, kinds.dump(),
      rule.created_at, account_id);
}

std::vector<Rule> ListRules(db::Tx& tx, const Owner& owner) {
  std::vector<Rule> rules;
  for (const pqxx::row& row :
       tx.Exec("SELECT * FROM reminder_rule WHERE owner_id = $1 AND owner_kind = $2 ORDER BY "
               "rule_id DESC",
               owner.id, static_cast<int>(owner.kind))) {
    rules.push_back(ReadRule(row));
  }
  return rules;
}

std::optional<Rule> FindRule(db::Tx& tx, const Owner& owner, const std::string& rule_id) {
  const pqxx::result rows = tx.Exec(
      "SELECT * FROM reminder_rule WHERE owner_id = $1 AND owner_kind = $2 AND rule_id = $3",
      owner.id, static_cast<int>(owner.kind), rule_id);
  if (rows.empty()) return std::nullopt;
  return ReadRule(rows[0]);
}

void DeleteRule(db::Tx& tx, const std::string& rule_id) {
  tx.Exec("DELETE FROM reminder_rule WHERE rule_id = $1", rule_id);
}

}  // namespace sems::duty::repository
