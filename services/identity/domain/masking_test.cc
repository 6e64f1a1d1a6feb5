#include "services/identity/domain/masking.h"

#include <gtest/gtest.h>

namespace sems::identity {
namespace {

struct Case {
  std::string_view clear;
  std::string_view masked;
};

TEST(Masking, Names) {
  const Case cases[] = {
      {"홍길동", "홍*동"},    {"홍길", "홍*"},  {"홍", "*"},
      {"남궁길동", "남**동"}, {"Hong", "H**g"}, {"", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(MaskName(c.clear), c.masked) << c.clear;
}

TEST(Masking, PhoneNumbers) {
  const Case cases[] = {
      {"010-1234-5678", "010-****-**78"},
      {"0325607316", "032*****16"},
      {"032)560-7316", "032)***-**16"},
      {"+82-10-1234-5678", "+82-1*-****-**78"},
      {"1588-12", "****-12"},
      {"", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(MaskPhone(c.clear), c.masked) << c.clear;
}

TEST(Masking, EmailAddresses) {
  const Case cases[] = {
      {"gildong@example.kr", "gi*****@example.kr"},
      {"abc@x.kr", "a**@x.kr"},
      {"a@x.kr", "*@x.kr"},
      {"", ""},
      {"no-address", "no********"},
  };
  for (const Case& c : cases) EXPECT_EQ(MaskEmail(c.clear), c.masked) << c.clear;
}

}  // namespace
}  // namespace sems::identity
