#include "services/registration/domain/masking.h"

#include <vector>

#include "absl/strings/ascii.h"

namespace sems::registration {
namespace {

// The text cut into code points.
std::vector<std::string_view> Characters(std::string_view text) {
  std::vector<std::string_view> characters;
  std::size_t begin = 0;
  for (std::size_t at = 1; at <= text.size(); ++at) {
    const bool boundary =
        at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    if (!boundary) continue;
    characters.push_back(text.substr(begin, at - begin));
    begin = at;
  }
  return characters;
}

}  // namespace

std::string MaskedName(std::string_view name) {
  const std::vector<std::string_view> characters = Characters(name);
  std::string masked;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const bool first = i == 0 && characters.size() > 1;
    const bool last = i + 1 == characters.size() && characters.size() > 2;
    masked += first || last ? characters[i] : "*";
  }
  return masked;
}

std::string MaskedPhone(std::string_view phone) {
  std::string masked(phone);
  int hidden = 0;
  for (auto at = masked.rbegin(); at != masked.rend() && hidden < 4; ++at) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(*at))) continue;
    *at = '*';
    ++hidden;
  }
  return masked;
}

std::string MaskedEmail(std::string_view email) {
  const std::size_t at = email.find('@');
  if (at == std::string_view::npos) return std::string(email.empty() ? "" : "****");
  const std::size_t shown = at > 2 ? 2 : 1;
  return std::string(email.substr(0, shown)) + "****" + std::string(email.substr(at));
}

SiteFacts Masked(SiteFacts facts) {
  facts.representative_name = MaskedName(facts.representative_name);
  facts.contact_name = MaskedName(facts.contact_name);
  facts.contact_phone = MaskedPhone(facts.contact_phone);
  facts.contact_mobile = MaskedPhone(facts.contact_mobile);
  facts.contact_email = MaskedEmail(facts.contact_email);
  return facts;
}

}  // namespace sems::registration
