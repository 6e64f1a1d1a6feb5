#pragma once

#include <string>
#include <string_view>

namespace sems::identity {

// How personal data looks in lists: enough to tell two rows apart, too little to use.

// "홍길동" → "홍*동", "홍길" → "홍*", "Hong Gildong" → "H**********g".
std::string MaskName(std::string_view name);

// The first three and the last two digits stay: "010-1234-5678" → "010-****-**78".
std::string MaskPhone(std::string_view phone);

// "gildong@example.kr" → "gi*****@example.kr"; short local parts keep one character.
std::string MaskEmail(std::string_view email);

}  // namespace sems::identity
