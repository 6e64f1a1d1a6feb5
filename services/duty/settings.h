#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/config/config.h"

namespace sems::duty {

// What the operator decides of feeds and reminders.
struct Settings {
  std::string public_url;  // "https://sems.example.go.kr", without a slash at the end; may be empty
  std::string smtp_url;    // empty: no e-mail
  std::string smtp_username;
  std::string smtp_password;
  bool smtp_tls = true;
  std::string smtp_ca_file;  // of the mail server's certificate; empty: those the system trusts
  std::string mail_from;
  // Hosts that webhooks may reach although they are not public, and without TLS; in tests only.
  std::set<std::string> private_webhook_hosts;
  int attempts = 8;
  int hour = 8;               // of the day in Seoul, from which reminders are sent
  absl::Duration look_every;  // zero: only when asked (tests)
  absl::Duration send_lease;  // how long a taken reminder is left to its sender
};

std::vector<config::Key> SettingKeys();
// FAILED_PRECONDITION when they contradict each other.
absl::StatusOr<Settings> ReadSettings(const config::Config& config);

}  // namespace sems::duty
