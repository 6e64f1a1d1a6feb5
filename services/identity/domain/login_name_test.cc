#include "services/identity/domain/login_name.h"

#include <gtest/gtest.h>

namespace sems::identity {
namespace {

struct Case {
  const char* what;
  std::string_view given;
  std::optional<std::string> normalised;
};

TEST(LoginName, HasOneSpelling) {
  const Case cases[] = {
      {"as it is", "suwon.officer", "suwon.officer"},
      {"case does not matter", "Suwon-Officer_1", "suwon-officer_1"},
      {"blanks around it are dropped", "  hong4 ", "hong4"},
      {"shortest", "abcd", "abcd"},
      {"too short", "abc", std::nullopt},
      {"longest", "a2345678901234567890123456789012", "a2345678901234567890123456789012"},
      {"too long", "a23456789012345678901234567890123", std::nullopt},
      {"begins with a digit", "1abc", std::nullopt},
      {"begins with a dot", ".abc", std::nullopt},
      {"blank inside", "hong gildong", std::nullopt},
      {"Hangul", "홍길동입니다", std::nullopt},
      {"a look-alike letter", "аdmin", std::nullopt},
      {"zero byte", std::string_view("abc\0d", 5), std::nullopt},
      {"an e-mail address", "hong@example.kr", std::nullopt},
      {"empty", "", std::nullopt},
  };
  for (const Case& c : cases) EXPECT_EQ(NormaliseLogin(c.given), c.normalised) << c.what;
}

}  // namespace
}  // namespace sems::identity
