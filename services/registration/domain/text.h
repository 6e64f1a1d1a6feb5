#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sems::registration {

// Without spaces at both ends; a wide space (U+3000) or a no-break space counts as one.
std::string Trimmed(std::string_view text);

// Without any space. Permit numbers are free text and compared this way: the approval manual itself
// prints "제1234호" and "제 1234호", "허가_제123호" and "허가_제 123호" for the same permits.
std::string PermitKey(std::string_view permit_number);

// Code points of UTF-8 text: how long a Korean user takes it to be.
std::size_t CountCharacters(std::string_view text);

// Line breaks, tabs and the like have no place in a field of one line, and PostgreSQL stores no
// NUL.
bool HasControlCharacter(std::string_view text);

}  // namespace sems::registration
