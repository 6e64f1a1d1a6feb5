#pragma once

#include <optional>
#include <string>
#include <string_view>

// Where reminders may go.
namespace sems::duty {

// An address that a message can be sent to without quoting: one @, no spaces or control characters,
// a domain with a dot; at most 254 bytes (RFC 5321, 4.5.3.1).
bool IsEmailAddress(std::string_view text);

// The parts of an absolute http or https URL, without user information and fragment.
struct WebhookUrl {
  std::string scheme;
  std::string host;  // lower case; IPv6 without brackets
  int port = 0;
};
std::optional<WebhookUrl> ParseWebhookUrl(std::string_view text);

// Whether an IP address (as inet_ntop writes it) lies on the public internet: a webhook must not
// reach into the network the service runs in — loopback, private, link-local, shared, reserved,
// multicast, and IPv6 forms that carry such an IPv4 address.
bool IsPublicAddress(std::string_view ip);

// "h***@example.kr", "https://hooks.example.kr/…": enough to tell channels apart, nothing to write
// to.
std::string MaskEmail(std::string_view address);
std::string MaskUrl(std::string_view url);

}  // namespace sems::duty
