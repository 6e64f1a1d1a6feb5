#include "services/identity/domain/client_assertion.h"

#include <gtest/gtest.h>

namespace sems::identity {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1795000000);

Assertion Good() { return {"p", "p", "1", kNow, kNow + absl::Minutes(5)}; }

TEST(ClientAssertion, TableOfWhatIsRefused) {
  struct Case {
    const char* what;
    void (*change)(Assertion&);
    bool good;
  };
  const Case cases[] = {
      {"as it should be", [](Assertion&) {}, true},
      {"another issuer", [](Assertion& a) { a.issuer = "q"; }, false},
      {"another subject", [](Assertion& a) { a.subject = "q"; }, false},
      {"no subject", [](Assertion& a) { a.subject = ""; }, false},
      {"no jti", [](Assertion& a) { a.id = ""; }, false},
      {"the longest jti", [](Assertion& a) { a.id = std::string(128, 'x'); }, true},
      {"a longer jti", [](Assertion& a) { a.id = std::string(129, 'x'); }, false},
      {"good for five minutes and a second", [](Assertion& a) { a.expires_at += absl::Seconds(1); },
       false},
      {"no iat", [](Assertion& a) { a.issued_at = absl::FromUnixSeconds(0); }, false},
      {"a clock ahead by half a minute",
       [](Assertion& a) {
         a.issued_at += absl::Seconds(30);
         a.expires_at += absl::Seconds(30);
       },
       true},
      {"a clock further ahead",
       [](Assertion& a) {
         a.issued_at += absl::Seconds(31);
         a.expires_at += absl::Seconds(31);
       },
       false},
      {"expires before it was made",
       [](Assertion& a) { a.expires_at = a.issued_at - absl::Seconds(1); }, false},
  };
  for (const Case& c : cases) {
    Assertion assertion = Good();
    c.change(assertion);
    EXPECT_EQ(!WhyRefused(assertion, "p", kNow).has_value(), c.good) << c.what;
  }
}

TEST(ClientAssertion, StatutoryRolesHaveIdsOfOneForm) {
  for (const char* id : {"noise_test_body", "moel", "env_minister_1992"})
    EXPECT_TRUE(IsStatutoryRoleId(id)) << id;
  for (const std::string& id : {std::string(), std::string("Noise"), std::string("1a"),
                                std::string("a b"), std::string("_a"), std::string(65, 'a')})
    EXPECT_FALSE(IsStatutoryRoleId(id)) << id;
}

}  // namespace
}  // namespace sems::identity
