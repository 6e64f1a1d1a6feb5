#pragma once

#include <string>

#include "absl/time/time.h"
#include "services/duty/settings.h"

namespace sems::duty {

// What became of an attempt. `reason`: a code for people, never an address or an answer's text.
struct Sent {
  bool ok = false;
  bool for_good = false;  // trying again would not help
  std::string reason;     // "SMTP_550", "HTTP_503", "TIMEOUT", "ADDRESS_REFUSED", "TLS_FAILED", …
};

struct Mail {
  std::string id;  // stable: the left part of the Message-ID
  std::string to;
  std::string subject;
  std::string text;
  absl::Time at;
};

// One message by SMTP, with TLS unless configured otherwise.
Sent SendMail(const Settings& settings, const Mail& mail);

struct WebhookPost {
  std::string id;  // stable: Sems-Delivery
  std::string url;
  std::string secret;
  std::string body;
  absl::Time at;
};

// One POST. https alone, no redirects, no proxy, at most 20 seconds and 64 KB of answer. The
// address is looked at when the connection is made, after the name was resolved for it: one inside
// a private network is never connected to, whatever the name said before.
Sent PostWebhook(const Settings& settings, const WebhookPost& post);

// "t=<unix seconds>,v1=<hex>": HMAC-SHA256 of "<t>.<body>".
std::string Signature(const std::string& secret, absl::Time at, const std::string& body);

// RFC 5322 message of a mail, as SendMail sends it.
std::string MessageText(const Settings& settings, const Mail& mail);

}  // namespace sems::duty
