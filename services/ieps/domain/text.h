#pragma once

#include <string_view>

namespace sems::ieps {

// Characters (code points) of UTF-8 text; -1 for text that is not UTF-8.
int CountCharacters(std::string_view text);

// At most `max` characters, no control characters, no blank at an end. The one form that numbers,
// names and codes have in common: IEPS numbers follow no pattern ("#A6", "P-01-01", "C-PGTA010").
bool IsCleanText(std::string_view text, int max);

// 사업장코드: exactly 8 ASCII letters or digits ("z1T6Bguc").
bool IsSiteCode(std::string_view text);

}  // namespace sems::ieps
