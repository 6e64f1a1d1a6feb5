#include "common/values/business_number.h"

#include <string>

#include "gtest/gtest.h"

namespace sems {
namespace {

TEST(BusinessNumberTest, TakesBothForms) {
  EXPECT_EQ(NormalizeBusinessNumber("128-85-22615"), "1288522615");
  EXPECT_EQ(NormalizeBusinessNumber("1288522615"), "1288522615");
  const std::string_view kWrong[] = {"",
                                     "128852261",
                                     "12885226155",
                                     "128-8522615",
                                     "12-885-22615",
                                     "128 85 22615",
                                     "128-85-2261a",
                                     "--8-85-22615",
                                     "128-85-22615 ",
                                     "１２８-85-226"};
  for (std::string_view text : kWrong) {
    EXPECT_EQ(NormalizeBusinessNumber(text), std::nullopt) << text;
  }
}

TEST(BusinessNumberTest, IsShownWithHyphens) {
  EXPECT_EQ(FormatBusinessNumber("1288522615"), "128-85-22615");
  EXPECT_EQ(FormatBusinessNumber("12885"), "12885");
}

// The samples of both manuals (IEPS manual 02; approval manual, list of applications).
TEST(BusinessNumberTest, ChecksTheLastDigit) {
  EXPECT_TRUE(HasValidCheckDigit("1288522615"));
  EXPECT_FALSE(HasValidCheckDigit("1234556789"));
  EXPECT_FALSE(HasValidCheckDigit("1234512345"));
  EXPECT_FALSE(HasValidCheckDigit("1002030000"));
  EXPECT_FALSE(HasValidCheckDigit("128-85-22615"));  // digits only
  // Exactly one last digit fits.
  for (int last = 0; last <= 9; ++last) {
    EXPECT_EQ(HasValidCheckDigit("128852261" + std::to_string(last)), last == 5);
  }
}

}  // namespace
}  // namespace sems
