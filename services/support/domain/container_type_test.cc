#include "services/support/domain/container_type.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace sems::support {
namespace {

std::string Little(uint32_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}

// An archive of stored entries, without checksums.
std::string Zip(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string out, directory;
  for (const auto& [name, bytes] : files) {
    const std::string sizes = Little(0, 4) + Little(static_cast<uint32_t>(bytes.size()), 4) +
                              Little(static_cast<uint32_t>(bytes.size()), 4) +
                              Little(static_cast<uint32_t>(name.size()), 2) + Little(0, 2);
    const uint32_t at = static_cast<uint32_t>(out.size());
    out += "PK\x03\x04" + Little(20, 2) + Little(0, 8) + sizes + name + bytes;
    directory += "PK\x01\x02" + Little(20, 2) + Little(20, 2) + Little(0, 8) + sizes +
                 Little(0, 10) + Little(at, 4) + name;
  }
  const uint32_t at = static_cast<uint32_t>(out.size());
  const auto count = static_cast<uint32_t>(files.size());
  return out + directory + "PK\x05\x06" + Little(0, 4) + Little(count, 2) + Little(count, 2) +
         Little(static_cast<uint32_t>(directory.size()), 4) + Little(at, 4) + Little(0, 2);
}

std::string Wide(const std::string& text) {
  std::string out;
  for (const char c : text) {
    out += c;
    out += '\0';
  }
  return out;
}

TEST(TypeWithin, TableOfContainers) {
  constexpr char kZip[] = "application/zip", kOle[] = "application/x-ole-storage";
  constexpr char kOoxml[] = "application/vnd.openxmlformats-officedocument.";
  struct Case {
    const char* what;
    std::string outer;
    std::string bytes;
    std::string type;
  };
  const Case cases[] = {
      {"a plain archive", kZip, Zip({{"a.txt", "hello"}}), kZip},
      {"한글 package", kZip, Zip({{"mimetype", "application/hwp+zip"}, {"version.xml", "x"}}),
       "application/hwp+zip"},
      {"parts in another order", kZip,
       Zip({{"docProps/app.xml", "x"}, {"word/document.xml", "x"}, {"[Content_Types].xml", "x"}}),
       std::string(kOoxml) + "wordprocessingml.document"},
      {"a workbook", kZip, Zip({{"[Content_Types].xml", "x"}, {"xl/workbook.xml", "x"}}),
       std::string(kOoxml) + "spreadsheetml.sheet"},
      {"a folder called word", kZip, Zip({{"word/a.txt", "x"}}), kZip},
      {"a cut archive", kZip, Zip({{"[Content_Types].xml", "x"}, {"xl/a", "x"}}).substr(0, 60),
       kZip},
      {"한글 5", kOle, Wide("Root Entry") + Wide("FileHeader") + "HWP Document File",
       "application/x-hwp"},
      {"한글 3", "application/octet-stream", "HWP Document File V3.00 \x1a", "application/x-hwp"},
      {"an old workbook", kOle, Wide("Workbook"), "application/vnd.ms-excel"},
      {"an installer", kOle, Wide("SummaryInformation"), kOle},
      {"anything else", "application/pdf", "%PDF-1.4", "application/pdf"},
  };
  for (const Case& c : cases) EXPECT_EQ(TypeWithin(c.outer, c.bytes), c.type) << c.what;
}

}  // namespace
}  // namespace sems::support
