#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sems {

// Business registration numbers (사업자등록번호): ten digits, kept as such, shown NNN-NN-NNNNN.

// Ten digits from "1288522615" or "128-85-22615"; nothing for any other form.
std::optional<std::string> NormalizeBusinessNumber(std::string_view text);

// "128-85-22615" from ten digits; other text is returned as it is.
std::string FormatBusinessNumber(std::string_view digits);

// Whether the tenth digit fits the other nine. Only ever a warning to the officer: the approval
// manual's own samples (123-45-56789, 123-45-12345, 100-20-30000) do not fit.
bool HasValidCheckDigit(std::string_view digits);

}  // namespace sems
