// Where reminders may go. Special-purpose networks: IANA's registries for IPv4 and IPv6 (RFC 6890).
#include "services/duty/domain/address.h"

#include <string>

#include "gtest/gtest.h"

namespace sems::duty {
namespace {

TEST(IsEmailAddress, TakesOrdinaryAddressesAlone) {
  for (const char* good : {"hong@example.kr", "a.b+c@sub.example.co.kr", "x@1.example"})
    EXPECT_TRUE(IsEmailAddress(good)) << good;
  for (const std::string bad :
       {"", "hong", "@example.kr", "hong@", "hong@localhost", "a@b@c.kr", "a b@example.kr",
        "a@example.kr\r\nBcc: x@example.kr", "<a@example.kr>", "a@exa_mple.kr", ".a@example.kr",
        "a.@example.kr", "a..b@example.kr", "a@.example.kr", "a@example..kr", "홍@example.kr",
        "a,b@example.kr"})
    EXPECT_FALSE(IsEmailAddress(bad)) << bad;
  EXPECT_FALSE(IsEmailAddress(std::string(65, 'a') + "@example.kr"));
  EXPECT_FALSE(IsEmailAddress("a@" + std::string(250, 'b') + ".kr"));
}

TEST(ParseWebhookUrl, TellsSchemeHostAndPort) {
  const struct {
    const char* text;
    const char* scheme;
    const char* host;
    int port;
  } good[] = {
      {"https://hooks.example.kr/a?b=c", "https", "hooks.example.kr", 443},
      {"HTTPS://Hooks.Example.kr:8443", "https", "hooks.example.kr", 8443},
      {"http://127.0.0.1:80/x", "http", "127.0.0.1", 80},
      {"https://[2001:db8::1]:444/x", "https", "2001:db8::1", 444},
  };
  for (const auto& c : good) {
    const auto url = ParseWebhookUrl(c.text);
    ASSERT_TRUE(url) << c.text;
    EXPECT_EQ(url->scheme, c.scheme);
    EXPECT_EQ(url->host, c.host);
    EXPECT_EQ(url->port, c.port);
  }
  for (const char* bad : {"", "hooks.example.kr", "ftp://example.kr", "file:///etc/passwd",
                          "https://", "https://user:pw@example.kr/", "https://example.kr@10.0.0.1/",
                          "https://example.kr#x", "https://exam ple.kr", "https://example.kr:0/",
                          "https://example.kr:99999/", "https://example.kr:x/", "https://[::1/",
                          "https://example.kr\\@10.0.0.1/", "https://exämple.kr/"})
    EXPECT_FALSE(ParseWebhookUrl(bad)) << bad;
}

TEST(IsPublicAddress, RefusesWhatIsNotReachableFromEverywhere) {
  for (const char* good : {"8.8.8.8", "211.34.1.1", "100.63.255.255", "100.128.0.0", "172.15.0.1",
                           "172.32.0.1", "192.169.0.1", "223.255.255.255", "2606:4700::1",
                           "2001:200::1", "::ffff:8.8.8.8", "64:ff9b::808:808"})
    EXPECT_TRUE(IsPublicAddress(good)) << good;
  for (const char* bad : {"",
                          "x",
                          "0.0.0.0",
                          "10.1.2.3",
                          "100.64.0.1",
                          "127.0.0.1",
                          "127.255.255.255",
                          "169.254.169.254",
                          "172.16.0.1",
                          "172.31.255.255",
                          "192.0.0.1",
                          "192.0.2.1",
                          "192.168.1.1",
                          "198.18.0.1",
                          "198.19.255.255",
                          "198.51.100.1",
                          "203.0.113.1",
                          "224.0.0.1",
                          "240.0.0.1",
                          "255.255.255.255",
                          "::",
                          "::1",
                          "fe80::1",
                          "fc00::1",
                          "fd12::1",
                          "ff02::1",
                          "2001:db8::1",
                          "2001::1",
                          "2002:0a00:0001::1",
                          "2002:7f00:0001::",
                          "::ffff:10.0.0.1",
                          "::ffff:127.0.0.1",
                          "64:ff9b::a00:1",
                          "64:ff9b:1::1",
                          "3fff::1",
                          "::127.0.0.1"})
    EXPECT_FALSE(IsPublicAddress(bad)) << bad;
}

TEST(Masks, LeaveNothingToWriteTo) {
  EXPECT_EQ(MaskEmail("hong@example.kr"), "h***@example.kr");
  EXPECT_EQ(MaskEmail("garbled"), "***");
  EXPECT_EQ(MaskUrl("https://hooks.example.kr/secret?token=1"), "https://hooks.example.kr/…");
  EXPECT_EQ(MaskUrl("https://hooks.example.kr?token=1"), "https://hooks.example.kr/…");
}

}  // namespace
}  // namespace sems::duty
