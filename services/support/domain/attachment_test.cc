#include "services/support/domain/attachment.h"

#include <gtest/gtest.h>

#include <string>

namespace sems::support {
namespace {

struct NameCase {
  std::string given;
  std::optional<std::string> kept;
};

class FileNames : public ::testing::TestWithParam<NameCase> {};

TEST_P(FileNames, AreKeptWithoutPathOrControlCharacters) {
  EXPECT_EQ(CleanFileName(GetParam().given), GetParam().kept);
}

std::string Repeat(const char* text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

INSTANTIATE_TEST_SUITE_P(
    Names, FileNames,
    ::testing::Values(NameCase{"계획서.pdf", "계획서.pdf"}, NameCase{"/etc/passwd", "passwd"},
                      NameCase{"C:\\문서\\도면.dwg", "도면.dwg"}, NameCase{"../../x.pdf", "x.pdf"},
                      NameCase{"a\r\nb.pdf", "ab.pdf"}, NameCase{"  a b.pdf ", "a b.pdf"},
                      NameCase{"plan\u202Efdp.exe", "planfdp.exe"},
                      NameCase{"a\u0085b\u2066c\u200F.pdf", "abc.pdf"}, NameCase{"", std::nullopt},
                      NameCase{"..", std::nullopt}, NameCase{"dir/", std::nullopt},
                      NameCase{"\x01\x02", std::nullopt},
                      NameCase{Repeat("가", 200), Repeat("가", 200)},
                      NameCase{Repeat("가", 201), std::nullopt}));

TEST(Types, AreDocumentsAndPicturesOnly) {
  EXPECT_TRUE(IsAllowedType("application/pdf"));
  EXPECT_FALSE(IsAllowedType("text/html"));
  EXPECT_FALSE(IsAllowedType("application/x-dosexec"));
  EXPECT_FALSE(IsAllowedType("image/svg+xml"));
  EXPECT_FALSE(IsAllowedType("application/octet-stream"));
}

TEST(Types, HaveTheirExtensions) {
  EXPECT_TRUE(ExtensionFits("계획서.pdf", "application/pdf"));
  EXPECT_TRUE(ExtensionFits("a.b.PDF", "application/pdf"));
  EXPECT_TRUE(ExtensionFits("사진.jpeg", "image/jpeg"));
  EXPECT_TRUE(ExtensionFits("표.csv", "text/plain"));
  EXPECT_FALSE(ExtensionFits("a.pdf.exe", "application/pdf"));
  EXPECT_FALSE(ExtensionFits("a.html", "text/plain"));
  EXPECT_FALSE(ExtensionFits("a.docm",
                             "application/vnd.openxmlformats-officedocument."
                             "wordprocessingml.document"));
  EXPECT_FALSE(ExtensionFits("계획서", "application/pdf"));
  EXPECT_FALSE(ExtensionFits("a.exe", "application/x-dosexec"));
}

}  // namespace
}  // namespace sems::support
