#include "services/support/domain/attachment.h"

#include <algorithm>

namespace sems::support {
namespace {

size_t Characters(std::string_view utf8) {
  return static_cast<size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace

std::optional<std::string> CleanFileName(std::string_view given) {
  const size_t slash = given.find_last_of("/\\");
  if (slash != std::string_view::npos) given.remove_prefix(slash + 1);
  std::string name;
  for (const char c : given) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) name += c;
  }
  while (!name.empty() && (name.front() == ' ' || name.back() == ' ')) {
    if (name.front() == ' ') name.erase(name.begin());
    if (!name.empty() && name.back() == ' ') name.pop_back();
  }
  const bool only_dots = name.find_first_not_of('.') == std::string::npos;
  if (only_dots || Characters(name) > kMaxFileNameCharacters) return std::nullopt;
  return name;
}

const std::vector<std::string>& AllowedTypes() {
  static const std::vector<std::string> types = {
      "application/pdf",
      // 한글: the older compound file, and the newer package
      "application/x-hwp",
      "application/haansofthwp",
      "application/vnd.hancom.hwp",
      "application/hwp+zip",
      // Office documents, old and new
      "application/msword",
      "application/vnd.ms-excel",
      "application/vnd.ms-powerpoint",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
      "application/vnd.oasis.opendocument.text",
      "application/vnd.oasis.opendocument.spreadsheet",
      // Drawings and pictures
      "image/png",
      "image/jpeg",
      "image/tiff",
      "image/vnd.dwg",
      // Several of them together
      "application/zip",
      "text/plain",
      "text/csv",
  };
  return types;
}

bool IsAllowedType(std::string_view media_type) {
  return std::find(AllowedTypes().begin(), AllowedTypes().end(), media_type) !=
         AllowedTypes().end();
}

}  // namespace sems::support
