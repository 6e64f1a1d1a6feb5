#include "services/duty/domain/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"

namespace sems::duty {
namespace {

bool IsPrintableAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

bool IsHostName(std::string_view host) {
  if (host.empty() || host.size() > 253) return false;
  char before = '.';
  for (const char c : host) {
    if (c == '.' && before == '.') return false;
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '.') return false;
    before = c;
  }
  return before != '.';
}

struct Net4 {
  std::uint32_t base;
  int bits;
};
// IANA's special-purpose registry: not globally reachable.
constexpr Net4 kNotPublic4[] = {
    {0x00000000, 8},   // this network
    {0x0A000000, 8},   // private
    {0x64400000, 10},  // shared (CGN)
    {0x7F000000, 8},   // loopback
    {0xA9FE0000, 16},  // link-local, cloud metadata
    {0xAC100000, 12},  // private
    {0xC0000000, 24},  // protocol assignments
    {0xC0000200, 24},  // documentation
    {0xC0586300, 24},  // 6to4 relays
    {0xC0A80000, 16},  // private
    {0xC6120000, 15},  // benchmarking
    {0xC6336400, 24},  // documentation
    {0xCB007100, 24},  // documentation
    {0xE0000000, 4},   // multicast
    {0xF0000000, 4},   // reserved, broadcast
};

bool IsPublic4(std::uint32_t address) {
  return std::none_of(std::begin(kNotPublic4), std::end(kNotPublic4), [&](const Net4& net) {
    return (address >> (32 - net.bits)) == (net.base >> (32 - net.bits));
  });
}

std::uint32_t Four(const std::array<std::uint8_t, 16>& bytes, size_t at) {
  return static_cast<std::uint32_t>(bytes[at]) << 24 |
         static_cast<std::uint32_t>(bytes[at + 1]) << 16 |
         static_cast<std::uint32_t>(bytes[at + 2]) << 8 | bytes[at + 3];
}

bool IsPublic6(const std::array<std::uint8_t, 16>& bytes) {
  const std::uint32_t first = Four(bytes, 0);
  const bool zeros = std::all_of(bytes.begin(), bytes.begin() + 10, [](auto b) { return b == 0; });
  if (zeros && bytes[10] == 0xff && bytes[11] == 0xff) return IsPublic4(Four(bytes, 12));  // mapped
  if (first == 0x0064ff9b) return bytes[4] == 0 && bytes[5] == 0 && IsPublic4(Four(bytes, 12));
  if (first >> 16 == 0x2002) return IsPublic4(Four(bytes, 2));     // 6to4
  if (first >> 29 != 1) return false;                              // outside 2000::/3
  if (first >> 9 == 0x20010000u >> 9) return false;                // 2001::/23: Teredo, ORCHID …
  return first != 0x20010db8 && first >> 12 != 0x3fff0000u >> 12;  // documentation
}

}  // namespace

bool IsEmailAddress(std::string_view text) {
  if (text.size() > 254 || !IsPrintableAscii(text)) return false;
  const size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.rfind('@') != at) return false;
  const std::string_view local = text.substr(0, at);
  constexpr std::string_view kAtext = "!#$%&'*+/=?^_`{|}~-.";
  for (const char c : local) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) &&
        kAtext.find(c) == std::string_view::npos)
      return false;
  }
  if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos)
    return false;
  const std::string_view domain = text.substr(at + 1);
  return IsHostName(domain) && domain.find('.') != std::string_view::npos;
}

std::optional<WebhookUrl> ParseWebhookUrl(std::string_view text) {
  if (text.size() > 500 || !IsPrintableAscii(text)) return std::nullopt;
  WebhookUrl url;
  const size_t colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  url.scheme = absl::AsciiStrToLower(ToAbsl(text.substr(0, colon)));
  if (url.scheme != "https" && url.scheme != "http") return std::nullopt;
  url.port = url.scheme == "https" ? 443 : 80;
  if (text.find('#') != std::string_view::npos || text.find('\\') != std::string_view::npos)
    return std::nullopt;
  const std::string_view rest = text.substr(colon + 3);
  std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
  if (authority.find('@') != std::string_view::npos) return std::nullopt;
  std::string_view port;
  if (!authority.empty() && authority.front() == '[') {
    const size_t end = authority.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    url.host = absl::AsciiStrToLower(ToAbsl(authority.substr(1, end - 1)));
    in6_addr address;
    if (inet_pton(AF_INET6, url.host.c_str(), &address) != 1) return std::nullopt;
    port = authority.substr(end + 1);
  } else {
    const size_t end = authority.find(':');
    url.host = absl::AsciiStrToLower(ToAbsl(authority.substr(0, end)));
    if (!IsHostName(url.host)) return std::nullopt;
    port = end == std::string_view::npos ? std::string_view() : authority.substr(end);
  }
  if (!port.empty()) {
    if (port.front() != ':' || !absl::SimpleAtoi(ToAbsl(port.substr(1)), &url.port) ||
        url.port < 1 || url.port > 65535)
      return std::nullopt;
  }
  return url;
}

bool IsPublicAddress(std::string_view ip) {
  const std::string text(ip);
  in_addr four;
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) return IsPublic4(ntohl(four.s_addr));
  std::array<std::uint8_t, 16> bytes;
  in6_addr six;
  if (inet_pton(AF_INET6, text.c_str(), &six) != 1) return false;
  std::memcpy(bytes.data(), &six, bytes.size());
  return IsPublic6(bytes);
}

std::string MaskEmail(std::string_view address) {
  const size_t at = address.find('@');
  if (at == std::string_view::npos || at == 0) return "***";
  return absl::StrCat(std::string(address.substr(0, 1)), "***", std::string(address.substr(at)));
}

std::string MaskUrl(std::string_view url) {
  const size_t host = url.find("://");
  if (host == std::string_view::npos) return "***";
  const size_t path = url.find_first_of("/?", host + 3);
  return absl::StrCat(std::string(url.substr(0, path)), "/…");
}

}  // namespace sems::duty
