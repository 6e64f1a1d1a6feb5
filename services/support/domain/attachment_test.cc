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
                      NameCase{"", std::nullopt}, NameCase{"..", std::nullopt},
                      NameCase{"dir/", std::nullopt}, NameCase{"\x01\x02", std::nullopt},
                      NameCase{Repeat("가", 200), Repeat("가", 200)},
                      NameCase{Repeat("가", 201), std::nullopt}));

TEST(Types, AreDocumentsAndPicturesOnly) {
  EXPECT_TRUE(IsAllowedType("application/pdf"));
  EXPECT_FALSE(IsAllowedType("text/html"));
  EXPECT_FALSE(IsAllowedType("application/x-dosexec"));
  EXPECT_FALSE(IsAllowedType("image/svg+xml"));
  EXPECT_FALSE(IsAllowedType("application/octet-stream"));
}

}  // namespace
}  // namespace sems::support
