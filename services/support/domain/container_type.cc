#include "services/support/domain/container_type.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace sems::support {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kZipEnd = "PK\x05\x06";        // end of central directory
constexpr std::string_view kZipEntry = "PK\x01\x02";      // an entry of it
constexpr std::string_view kZipFirstFile = "PK\x03\x04";  // a local header
constexpr size_t kMostZipNames = 10000;

uint32_t Number(std::string_view bytes, size_t at, int length) {
  uint32_t value = 0;
  for (int i = length - 1; i >= 0; --i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<size_t>(i)]);
  return value;
}

// The names in a zip archive's central directory (APPNOTE 4.3.12, 4.3.16).
std::vector<std::string_view> ZipNames(std::string_view bytes) {
  std::vector<std::string_view> names;
  const size_t end = bytes.rfind(kZipEnd);
  if (end == std::string_view::npos || end + 22 > bytes.size()) return names;
  size_t at = Number(bytes, end + 16, 4);
  while (names.size() < kMostZipNames && at + 46 <= bytes.size() &&
         bytes.substr(at, 4) == kZipEntry) {
    const size_t name = Number(bytes, at + 28, 2);
    const size_t extra = Number(bytes, at + 30, 2), comment = Number(bytes, at + 32, 2);
    if (at + 46 + name > bytes.size()) break;
    names.push_back(bytes.substr(at + 46, name));
    at += 46 + name + extra + comment;
  }
  return names;
}

// The stored first entry `mimetype`, by which ODF and OWPML packages name themselves.
std::string_view NamedByItself(std::string_view bytes) {
  constexpr std::string_view kName = "mimetype";
  if (bytes.size() < 38 || bytes.substr(0, 4) != kZipFirstFile) return {};
  if (Number(bytes, 26, 2) != kName.size() || bytes.substr(30, kName.size()) != kName) return {};
  const size_t from = 30 + kName.size() + Number(bytes, 28, 2);
  const size_t length = Number(bytes, 18, 4);
  return from + length <= bytes.size() && length < 100 ? bytes.substr(from, length)
                                                       : std::string_view{};
}

std::string WithinZip(std::string_view bytes) {
  if (NamedByItself(bytes) == "application/hwp+zip") return "application/hwp+zip";
  const std::vector<std::string_view> names = ZipNames(bytes);
  if (std::find(names.begin(), names.end(), "[Content_Types].xml") == names.end())
    return "application/zip";
  for (const auto& [folder, kind] : {std::pair("word/"sv, "wordprocessingml.document"),
                                     std::pair("xl/"sv, "spreadsheetml.sheet"),
                                     std::pair("ppt/"sv, "presentationml.presentation")}) {
    const bool has = std::any_of(names.begin(), names.end(), [&folder = folder](auto name) {
      return name.substr(0, folder.size()) == folder;
    });
    if (has) return std::string("application/vnd.openxmlformats-officedocument.") + kind;
  }
  return "application/zip";
}

// A stream's name as a compound file's directory has it: UTF-16LE.
bool HasStream(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (const char c : name) {
    wide += c;
    wide += '\0';
  }
  return bytes.find(wide) != std::string_view::npos;
}

std::string WithinCompoundFile(std::string_view media_type, std::string_view bytes) {
  if (bytes.find("HWP Document File") != std::string_view::npos && HasStream(bytes, "FileHeader"))
    return "application/x-hwp";
  if (HasStream(bytes, "WordDocument")) return "application/msword";
  if (HasStream(bytes, "Workbook")) return "application/vnd.ms-excel";
  if (HasStream(bytes, "PowerPoint Document")) return "application/vnd.ms-powerpoint";
  return std::string(media_type);
}

}  // namespace

std::string TypeWithin(std::string_view media_type, std::string_view bytes) {
  if (media_type == "application/zip") return WithinZip(bytes);
  if (media_type == "application/x-ole-storage") return WithinCompoundFile(media_type, bytes);
  if (media_type == "application/octet-stream" && bytes.substr(0, 17) == "HWP Document File")
    return "application/x-hwp";  // before version 5
  return std::string(media_type);
}

}  // namespace sems::support
