#include "services/duty/settings.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/status/error.h"
#include "services/duty/domain/address.h"

namespace sems::duty {
namespace {

absl::Status Bad(const std::string& message) {
  return Error(absl::StatusCode::kFailedPrecondition, "CONFIGURATION", message,
               absl::StrCat("설정 오류: ", message));
}

bool IsLoopback(const std::string& smtp_url) {
  const std::vector<std::string> parts = absl::StrSplit(smtp_url, absl::MaxSplits("://", 1));
  return parts.size() == 2 &&
         (absl::StartsWith(parts[1], "127.0.0.1") || absl::StartsWith(parts[1], "localhost") ||
          absl::StartsWith(parts[1], "[::1]"));
}

}  // namespace

std::vector<config::Key> SettingKeys() {
  return {
      {"duty.public_url", "",
       "address of the gateway as calendar programs reach it (https://host), for the addresses of "
       "feeds; empty: only their path is told"},
      {"duty.secret_keys_file", "",
       "JWKS of the keys under which secrets of webhooks lie sealed (duty_secret_keys.json of "
       "generate-keys); the first seals, the others still open; required"},
      {"duty.smtp_url", "",
       "smtp://host:587 (STARTTLS) or smtps://host:465 that reminders are sent by; empty: no "
       "e-mail"},
      {"duty.smtp_username", "", "account at the mail server; empty: none"},
      {"duty.smtp_password", "", "its password", true},
      {"duty.smtp_tls", "required",
       "required, or none: only for a mail server on this machine, or in environment test"},
      {"duty.smtp_ca_file", "",
       "PEM of the authority that the mail server's certificate is checked against; empty: those "
       "the system trusts"},
      {"duty.mail_from", "", "sender address of reminders; required with duty.smtp_url"},
      {"duty.private_webhook_hosts", "",
       "host names, by comma, that webhooks may reach although they are not public, and without "
       "TLS; only with environment test"},
      {"duty.reminder_attempts", "8", "attempts before a reminder counts as failed, 1–20"},
      {"duty.reminder_hour", "8",
       "hour of the day (Asia/Seoul) from which reminders are sent, 0–23"},
      {"duty.look_every_seconds", "30",
       "how often reminders are planned and sent, 1–3600; 0: only when asked over RunReminders"},
      {"duty.send_lease_seconds", "120",
       "how long a reminder is left to the sender that took it before another takes it, 1–3600"},
  };
}

absl::StatusOr<Settings> ReadSettings(const config::Config& config) {
  Settings settings;
  const bool test = config.Get("environment") == "test";
  settings.public_url = std::string(absl::StripSuffix(config.Get("duty.public_url"), "/"));
  settings.smtp_url = config.Get("duty.smtp_url");
  settings.smtp_username = config.Get("duty.smtp_username");
  settings.smtp_password = config.Get("duty.smtp_password");
  settings.smtp_ca_file = config.Get("duty.smtp_ca_file");
  settings.mail_from = config.Get("duty.mail_from");
  const std::string tls = config.Get("duty.smtp_tls");
  if (tls != "required" && tls != "none") return Bad("duty.smtp_tls is required or none");
  settings.smtp_tls = tls == "required";
  if (!settings.smtp_url.empty()) {
    if (!absl::StartsWith(settings.smtp_url, "smtp://") &&
        !absl::StartsWith(settings.smtp_url, "smtps://"))
      return Bad("duty.smtp_url begins with smtp:// or smtps://");
    if (!settings.smtp_tls && !test && !IsLoopback(settings.smtp_url))
      return Bad("duty.smtp_tls none is for a mail server on this machine");
    if (!IsEmailAddress(settings.mail_from)) return Bad("duty.mail_from is not an address");
  }
  for (const auto host :
       absl::StrSplit(config.Get("duty.private_webhook_hosts"), ',', absl::SkipWhitespace())) {
    settings.private_webhook_hosts.insert(std::string(absl::StripAsciiWhitespace(host)));
  }
  if (!settings.private_webhook_hosts.empty() && !test)
    return Bad("duty.private_webhook_hosts is for environment test");
  settings.attempts = std::clamp(config.GetInt("duty.reminder_attempts"), 1, 20);
  settings.hour = std::clamp(config.GetInt("duty.reminder_hour"), 0, 23);
  settings.look_every =
      absl::Seconds(std::clamp(config.GetInt("duty.look_every_seconds"), 0, 3600));
  settings.send_lease =
      absl::Seconds(std::clamp(config.GetInt("duty.send_lease_seconds"), 1, 3600));
  return settings;
}

}  // namespace sems::duty
