#include "common/values/civil.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace sems {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2200;

// All digits, or nothing: from_chars and its like would take signs and stop early.
std::optional<int> ParseDigits(std::string_view text) {
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<absl::CivilMonth> MakeMonth(std::string_view year, std::string_view month) {
  const std::optional<int> y = ParseDigits(year);
  const std::optional<int> m = ParseDigits(month);
  if (!y || !m || *y < kFirstYear || *y > kLastYear || *m < 1 || *m > 12) return std::nullopt;
  return absl::CivilMonth(*y, *m);
}

std::optional<absl::CivilDay> MakeDay(std::string_view year, std::string_view month,
                                      std::string_view day) {
  const std::optional<absl::CivilMonth> first = MakeMonth(year, month);
  const std::optional<int> d = ParseDigits(day);
  if (!first || !d || *d < 1 || *d > DaysInMonth(*first)) return std::nullopt;
  return absl::CivilDay(*first) + (*d - 1);
}

// Writes the last `count` digits of the value. A batch or an export has thousands of dates, and
// printf takes ten times as long.
void PutDigits(std::string& text, std::size_t at, std::size_t count, std::int64_t value) {
  for (std::size_t i = at + count; i-- > at; value /= 10) {
    text[i] = static_cast<char>('0' + value % 10);
  }
}

}  // namespace

std::optional<absl::CivilDay> ParseDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return MakeDay(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
}

std::optional<absl::CivilMonth> ParseMonth(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  return MakeMonth(text.substr(0, 4), text.substr(5, 2));
}

std::optional<absl::CivilDay> ParseCompactDay(std::string_view text) {
  if (text.size() != 8) return std::nullopt;
  return MakeDay(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
}

std::optional<absl::CivilMonth> ParseCompactMonth(std::string_view text) {
  if (text.size() != 6) return std::nullopt;
  return MakeMonth(text.substr(0, 4), text.substr(4, 2));
}

std::string FormatDay(absl::CivilDay day) {
  std::string text = "0000-00-00";
  PutDigits(text, 0, 4, day.year());
  PutDigits(text, 5, 2, day.month());
  PutDigits(text, 8, 2, day.day());
  return text;
}

std::string FormatMonth(absl::CivilMonth month) {
  std::string text = "0000-00";
  PutDigits(text, 0, 4, month.year());
  PutDigits(text, 5, 2, month.month());
  return text;
}

std::string FormatCompactDay(absl::CivilDay day) {
  std::string text = "00000000";
  PutDigits(text, 0, 4, day.year());
  PutDigits(text, 4, 2, day.month());
  PutDigits(text, 6, 2, day.day());
  return text;
}

std::string FormatCompactMonth(absl::CivilMonth month) {
  std::string text = "000000";
  PutDigits(text, 0, 4, month.year());
  PutDigits(text, 4, 2, month.month());
  return text;
}

int DaysInMonth(absl::CivilMonth month) { return LastDay(month).day(); }

absl::CivilDay FirstDay(absl::CivilMonth month) { return absl::CivilDay(month); }

absl::CivilDay LastDay(absl::CivilMonth month) { return absl::CivilDay(month + 1) - 1; }

absl::CivilMonth MonthOf(absl::CivilDay day) { return absl::CivilMonth(day); }

}  // namespace sems
