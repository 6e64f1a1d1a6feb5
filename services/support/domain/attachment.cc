#include "services/support/domain/attachment.h"

#include <algorithm>
#include <vector>

namespace sems::support {
namespace {

size_t Characters(std::string_view utf8) {
  return static_cast<size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

struct AllowedType {
  std::string_view media_type;
  std::vector<std::string_view> extensions;
};

// Documents, drawings and pictures as offices exchange them.
const AllowedType* FindType(std::string_view media_type) {
  static const std::vector<AllowedType> types = {
      {"application/pdf", {"pdf"}},
      // 한글: the older compound file, and the newer package
      {"application/x-hwp", {"hwp"}},
      {"application/haansofthwp", {"hwp"}},
      {"application/vnd.hancom.hwp", {"hwp"}},
      {"application/hwp+zip", {"hwpx"}},
      // Office documents, old and new
      {"application/msword", {"doc"}},
      {"application/vnd.ms-excel", {"xls"}},
      {"application/vnd.ms-powerpoint", {"ppt"}},
      {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", {"docx"}},
      {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", {"xlsx"}},
      {"application/vnd.openxmlformats-officedocument.presentationml.presentation", {"pptx"}},
      {"application/vnd.oasis.opendocument.text", {"odt"}},
      {"application/vnd.oasis.opendocument.spreadsheet", {"ods"}},
      // Drawings and pictures
      {"image/png", {"png"}},
      {"image/jpeg", {"jpg", "jpeg"}},
      {"image/tiff", {"tif", "tiff"}},
      {"image/vnd.dwg", {"dwg"}},
      // Several of them together
      {"application/zip", {"zip"}},
      {"text/plain", {"txt", "csv"}},
      {"text/csv", {"csv", "txt"}},
  };
  const auto found = std::find_if(types.begin(), types.end(), [&](const AllowedType& type) {
    return type.media_type == media_type;
  });
  return found == types.end() ? nullptr : &*found;
}

// How many bytes of a character that no name keeps begin here: C0 and C1 controls, and the marks
// that turn the reading direction (U+200E, U+200F, U+202A–202E, U+2066–2069).
size_t Unkept(std::string_view text) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  if (byte(0) < 0x20 || byte(0) == 0x7F) return 1;
  if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) <= 0x9F) return 2;
  if (byte(0) != 0xE2) return 0;
  const bool marks = byte(1) == 0x80 &&
                     (byte(2) == 0x8E || byte(2) == 0x8F || (byte(2) >= 0xAA && byte(2) <= 0xAE));
  const bool isolates = byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9;
  return marks || isolates ? 3 : 0;
}

}  // namespace

std::optional<std::string> CleanFileName(std::string_view given) {
  const size_t slash = given.find_last_of("/\\");
  if (slash != std::string_view::npos) given.remove_prefix(slash + 1);
  std::string name;
  while (!given.empty()) {
    const size_t unkept = Unkept(given);
    if (unkept == 0) name += given.front();
    given.remove_prefix(std::max<size_t>(unkept, 1));
  }
  while (!name.empty() && (name.front() == ' ' || name.back() == ' ')) {
    if (name.front() == ' ') name.erase(name.begin());
    if (!name.empty() && name.back() == ' ') name.pop_back();
  }
  const bool only_dots = name.find_first_not_of('.') == std::string::npos;
  if (only_dots || Characters(name) > kMaxFileNameCharacters) return std::nullopt;
  return name;
}

bool IsAllowedType(std::string_view media_type) { return FindType(media_type) != nullptr; }

bool ExtensionFits(std::string_view file_name, std::string_view media_type) {
  const AllowedType* type = FindType(media_type);
  const size_t dot = file_name.rfind('.');
  if (type == nullptr || dot == std::string_view::npos) return false;
  std::string extension(file_name.substr(dot + 1));
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::find(type->extensions.begin(), type->extensions.end(), extension) !=
         type->extensions.end();
}

}  // namespace sems::support
