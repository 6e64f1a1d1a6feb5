#include "services/noise/domain/masked_name.h"

#include <vector>

namespace sems::noise {

std::string MaskedName(std::string_view name) {
  std::vector<std::string_view> characters;
  size_t begin = 0;
  for (size_t at = 1; at <= name.size(); ++at) {
    if (at < name.size() && (static_cast<unsigned char>(name[at]) & 0xC0) == 0x80) continue;
    characters.push_back(name.substr(begin, at - begin));
    begin = at;
  }
  std::string masked;
  for (size_t i = 0; i < characters.size(); ++i) {
    const bool first = i == 0 && characters.size() > 1;
    const bool last = i + 1 == characters.size() && characters.size() > 2;
    masked += first || last ? characters[i] : "*";
  }
  return masked;
}

}  // namespace sems::noise
