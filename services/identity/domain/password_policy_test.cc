#include "services/identity/domain/password_policy.h"

#include <gtest/gtest.h>

#include <string>

namespace sems::identity {
namespace {

struct Case {
  const char* what;
  std::string password;
  std::string_view code;  // empty: accepted
};

TEST(PasswordPolicy, TakesWhatIsLongAndMixedEnough) {
  const Case cases[] = {
      {"three kinds, 8", "abcd12!x", ""},
      {"three kinds, 7", "abc12!x", "TOO_WEAK"},
      {"two kinds, 10", "abcdefgh12", ""},
      {"two kinds, 9", "abcdefg12", "TOO_WEAK"},
      {"one kind, however long", "abcdefghijklmnop", "TOO_WEAK"},
      {"digits alone", "0123456789012", "TOO_WEAK"},
      {"Hangul counts by characters, as another kind", "맑은공기를위하여12", ""},
      {"Hangul too short", "맑은공기12", "TOO_WEAK"},
      {"blanks are characters", "correct horse battery", ""},
      {"four in a row", "abcd1111!x", "REPEATED_CHARACTERS"},
      {"three in a row", "abcd111!x", ""},
      {"four Hangul syllables in a row", "가가가가abc123", "REPEATED_CHARACTERS"},
      {"holds the login", "x!SuWon.1!2", "HOLDS_LOGIN"},
      {"empty", "", "TOO_WEAK"},
  };
  for (const Case& c : cases) {
    const auto problem = CheckPassword(c.password, "suwon.1");
    EXPECT_EQ(problem.has_value() ? problem->code : "", c.code) << c.what;
  }
}

TEST(PasswordPolicy, HasAnUpperBound) {
  std::string password;
  while (password.size() < 128) password += "ab1!";
  EXPECT_FALSE(CheckPassword(password, "").has_value());
  EXPECT_EQ(CheckPassword(password + "a", "")->code, "TOO_LONG");
}

}  // namespace
}  // namespace sems::identity
