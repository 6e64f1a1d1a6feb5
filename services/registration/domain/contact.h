#pragma once

#include <string_view>

namespace sems::registration {

// Whether the text can be a Korean telephone number as people write it: "032)560-7316" (approval
// manual), "010-1111-1111", "+82 2 123 4567", "1588-1234". Sanity only: 8 to 12 digits with
// hyphens, dots, spaces and parentheses between them, a plus sign in front.
bool LooksLikePhone(std::string_view text);

// Whether the text can be an e-mail address: one @, something before it, a name with a dot after
// it, no spaces, at most 254 bytes. Whether it exists only a message would tell.
bool LooksLikeEmail(std::string_view text);

// 우편번호: five digits since 2015.
bool IsPostalCode(std::string_view text);

}  // namespace sems::registration
