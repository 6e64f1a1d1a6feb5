#include "services/ieps/domain/text.h"

#include <gtest/gtest.h>

#include <string>

namespace sems::ieps {
namespace {

// Manual 04 and 02 show numbers of every form: "#A6", "P-01-01", "C-PGTA010".
TEST(CleanText, TakesWhatPeopleWrite) {
  for (const char* text : {"#A6", "P-01-01", "C-PGTA010", "1호기보일러", "Ash 저장시설", "㎥/h"}) {
    EXPECT_TRUE(IsCleanText(text, 50)) << text;
  }
  EXPECT_TRUE(IsCleanText(std::string(50, 'x'), 50));
  std::string korean;
  for (int i = 0; i < 50; ++i) korean += "가";
  EXPECT_TRUE(IsCleanText(korean, 50));
  EXPECT_FALSE(IsCleanText(korean + "가", 50));
}

TEST(CleanText, RefusesBlanksAtEndsControlCharactersAndBrokenText) {
  for (const char* text : {" #A6", "#A6 ", "\xE3\x80\x80#A6", "#A6\xC2\xA0", "#\tA6", "#A6\n",
                           "#\x7f", "\xC2\x85", "\xff", "\xEA\xB0", "\xC0\x80", "\xED\xA0\x80"}) {
    EXPECT_FALSE(IsCleanText(text, 50)) << text;
  }
  EXPECT_EQ(CountCharacters("가나"), 2);
  EXPECT_EQ(CountCharacters("\xEA\xB0"), -1);
}

// 02: "z1T6Bguc".
TEST(SiteCode, IsEightLettersOrDigits) {
  EXPECT_TRUE(IsSiteCode("z1T6Bguc"));
  for (const char* text : {"", "z1T6Bgu", "z1T6Bguc1", "z1T6Bgu ", "z1T6-guc", "가나다라"}) {
    EXPECT_FALSE(IsSiteCode(text)) << text;
  }
}

}  // namespace
}  // namespace sems::ieps
