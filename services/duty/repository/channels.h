#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/db/tx.h"
#include "services/duty/domain/reminder_rules.h"
#include "services/duty/repository/owner.h"

namespace sems::duty::repository {

enum class ChannelKind { kEmail = 1, kWebhook = 2 };

struct Channel {
  std::string id;
  Owner owner;
  ChannelKind kind = ChannelKind::kEmail;
  std::string name;
  std::string address;        // personal data
  std::string sealed_secret;  // that webhooks are signed with
  std::string secret_key_id;  // of the key that sealed it; empty: none did, an older release
  std::string open_secret;    // of an older release
  std::optional<absl::Time> confirmed_at;
  absl::Time created_at;
};

struct Rule {
  std::string id;
  Owner owner;
  std::string channel_id;
  ReminderTiming timing;
  absl::Time created_at;
};

std::string MaskedAddress(const Channel& channel);

void AddChannel(db::Tx& tx, const Channel& channel, const std::string& account_id);
std::vector<Channel> ListChannels(db::Tx& tx, const Owner& owner);
std::optional<Channel> FindChannel(db::Tx& tx, const Owner& owner, const std::string& channel_id);
// For the sender, which knows it from a reminder.
std::optional<Channel> FindChannelById(db::Tx& tx, const std::string& channel_id);
// Webhooks whose secret another key than this one sealed, by id; from behind `after`. `lock`: those
// that nobody else has, until the transaction ends.
std::vector<Channel> WebhooksNotUnder(db::Tx& tx, const std::string& key_id,
                                      const std::string& after, int limit, bool lock);
void SetSecret(db::Tx& tx, const Channel& channel);
void DeleteChannel(db::Tx& tx, const std::string& channel_id);

void AddConfirmation(db::Tx& tx, const std::string& channel_id, std::string_view code_hash,
                     absl::Time expires_at);
// The channel that the code confirms, locked; none when it is unknown or outlived.
std::optional<Channel> FindByConfirmation(db::Tx& tx, std::string_view code_hash, absl::Time now);
void Confirm(db::Tx& tx, const std::string& channel_id, absl::Time now);

void AddRule(db::Tx& tx, const Rule& rule, const std::string& account_id);
std::vector<Rule> ListRules(db::Tx& tx, const Owner& owner);
std::optional<Rule> FindRule(db::Tx& tx, const Owner& owner, const std::string& rule_id);
void DeleteRule(db::Tx& tx, const std::string& rule_id);

}  // namespace sems::duty::repository
