#include "common/xlsx/zip.h"

#include <zip.h>

#include <string>

#include "gtest/gtest.h"

namespace sems::xlsx {
namespace {

TEST(ZipTest, HoldsItsFilesUnderKoreanNames) {
  const std::vector<ZipFile> files = {{"5.배출구 가동시간.xlsx", std::string(10'000, 'x')},
                                      {"report.txt", "보고서"},
                                      {"empty", ""}};
  const absl::StatusOr<std::string> bytes = WriteZip(files);
  ASSERT_TRUE(bytes.ok()) << bytes.status();

  zip_error_t error;
  zip_source_t* source = zip_source_buffer_create(bytes->data(), bytes->size(), 0, &error);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  ASSERT_NE(archive, nullptr);
  ASSERT_EQ(zip_get_num_entries(archive, 0), 3);
  for (std::size_t i = 0; i < files.size(); ++i) {
    EXPECT_EQ(zip_get_name(archive, i, ZIP_FL_ENC_STRICT), files[i].name);
    std::string content(files[i].bytes.size(), '\0');
    zip_file_t* file = zip_fopen_index(archive, i, 0);
    EXPECT_EQ(zip_fread(file, content.data(), content.size()),
              static_cast<zip_int64_t>(content.size()));
    EXPECT_EQ(content, files[i].bytes);
    zip_fclose(file);
  }
  zip_discard(archive);
}

TEST(ZipTest, MarksKoreanNamesAsUtf8AndFixesTheTime) {
  const std::string bytes = *WriteZip({{"보고서.txt", "a"}});
  ASSERT_EQ(bytes.substr(0, 4), "PK\x03\x04");
  EXPECT_EQ(bytes[7] & 0x08, 0x08);  // general purpose bit 11 (APPNOTE 4.4.4)
  EXPECT_EQ(bytes.substr(10, 4), std::string("\x00\x00\x21\x00", 4));  // 1980-01-01 00:00
  EXPECT_EQ(bytes, *WriteZip({{"보고서.txt", "a"}}));
}

TEST(ZipTest, RefusesWhatWouldNotOpenOrHideAFile) {
  EXPECT_EQ(WriteZip({{"a", "1"}, {"a", "2"}}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(WriteZip({{"", "1"}}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(WriteZip({}).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sems::xlsx
