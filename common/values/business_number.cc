#include "common/values/business_number.h"

#include <array>
#include <cstddef>

namespace sems {
namespace {

bool IsTenDigits(std::string_view text) {
  if (text.size() != 10) return false;
  for (char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> NormalizeBusinessNumber(std::string_view text) {
  std::string digits(text);
  if (text.size() == 12) {
    if (text[3] != '-' || text[6] != '-') return std::nullopt;
    digits.erase(6, 1);
    digits.erase(3, 1);
  }
  if (!IsTenDigits(digits)) return std::nullopt;
  return digits;
}

std::string FormatBusinessNumber(std::string_view digits) {
  if (!IsTenDigits(digits)) return std::string(digits);
  std::string text(digits);
  text.insert(5, 1, '-');
  text.insert(3, 1, '-');
  return text;
}

bool HasValidCheckDigit(std::string_view digits) {
  if (!IsTenDigits(digits)) return false;
  // The tax office's rule: weighted sum of the first nine, plus the tens of the ninth times five;
  // the tenth digit completes it to a multiple of ten.
  static constexpr std::array<int, 9> kWeights = {1, 3, 7, 1, 3, 7, 1, 3, 5};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (digits[i] - '0') * kWeights[i];
  sum += (digits[8] - '0') * 5 / 10;
  return (10 - sum % 10) % 10 == digits[9] - '0';
}

}  // namespace sems
