#include "services/registration/domain/text.h"

#include "gtest/gtest.h"
#include "services/registration/domain/contact.h"
#include "services/registration/domain/masking.h"

namespace sems::registration {
namespace {

// Both spellings of each permit stand in the approval manual (pages 8 and 11).
TEST(PermitKey, LeavesOutSpaces) {
  EXPECT_EQ(PermitKey("제 1234호"), PermitKey("제1234호"));
  EXPECT_EQ(PermitKey("허가_제 123호"), PermitKey("허가_제123호"));
  EXPECT_EQ(PermitKey(" 대기-신-\u30001234호\u00a0"), "대기-신-1234호");
  EXPECT_NE(PermitKey("제1234호"), PermitKey("제123호"));
}

TEST(Text, Trims) {
  EXPECT_EQ(Trimmed("  테스트 사업장\u3000"), "테스트 사업장");
  EXPECT_EQ(Trimmed(" \u3000\u00a0"), "");
  EXPECT_EQ(CountCharacters("테스트A"), 4u);
}

TEST(Contact, Phones) {
  for (const char* good : {"032)560-7316", "010)1111-1111", "010-1111-1111", "01011111111",
                           "02-123-4567", "(02) 123 4567", "+82 2 123 4567", "1588-1234"}) {
    EXPECT_TRUE(LooksLikePhone(good)) << good;
  }
  for (const char* bad : {"", "없음", "1234567", "0101111111111", "010-1111-111a", "-0101111111",
                          "010-1111-1111 (내선)", "++82212345678"}) {
    EXPECT_FALSE(LooksLikePhone(bad)) << bad;
  }
}

TEST(Contact, Emails) {
  for (const char* good : {"sems01@naver.com", "a.b+c@x.go.kr"}) {
    EXPECT_TRUE(LooksLikeEmail(good)) << good;
  }
  for (const char* bad : {"", "@naver.com", "sems01", "sems01@", "sems01@naver", "a@b@c.kr",
                          "a b@c.kr", "a@.kr", "a@c..kr", "a@c.kr.", "<a@c.kr>"}) {
    EXPECT_FALSE(LooksLikeEmail(bad)) << bad;
  }
}

TEST(Masking, HidesMost) {
  EXPECT_EQ(MaskedName("홍길동"), "홍*동");
  EXPECT_EQ(MaskedName("김철"), "김*");
  EXPECT_EQ(MaskedName("남궁민수"), "남**수");
  EXPECT_EQ(MaskedName("김"), "*");
  EXPECT_EQ(MaskedName(""), "");
  EXPECT_EQ(MaskedPhone("032)560-7316"), "032)560-****");
  EXPECT_EQ(MaskedPhone("02 123 45 67"), "02 123 ** **");
  EXPECT_EQ(MaskedPhone(""), "");
  EXPECT_EQ(MaskedEmail("sems01@naver.com"), "se****@naver.com");
  EXPECT_EQ(MaskedEmail("ab@naver.com"), "a****@naver.com");
  EXPECT_EQ(MaskedEmail(""), "");
}

}  // namespace
}  // namespace sems::registration
