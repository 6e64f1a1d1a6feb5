#include "common/records/line_reader.h"

#include "common/values/civil.h"
#include "common/values/uuid.h"

namespace sems::records {

std::string LineReader::Id(std::string_view field, std::string_view text) {
  if (text.empty()) {
    Problem(field, kRequired);
    return {};
  }
  if (!IsUuid(text)) {
    Problem(field, kInvalidId);
    return {};
  }
  std::string id(text);
  for (char& c : id) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  }
  return id;
}

std::optional<absl::CivilDay> LineReader::Day(std::string_view field, std::string_view text) {
  if (text.empty()) {
    Problem(field, kRequired);
    return std::nullopt;
  }
  std::optional<absl::CivilDay> day = ParseDay(text);
  if (!day) {
    Problem(field, kInvalidDay);
  } else if (*day > today_) {
    Problem(field, kFutureDay);
    day.reset();
  }
  return day;
}

std::optional<absl::CivilMonth> LineReader::Month(std::string_view field, std::string_view text) {
  if (text.empty()) {
    Problem(field, kRequired);
    return std::nullopt;
  }
  std::optional<absl::CivilMonth> month = ParseMonth(text);
  if (!month) {
    Problem(field, kInvalidMonth);
  } else if (*month > MonthOf(today_)) {
    Problem(field, kFutureMonth);
    month.reset();
  }
  return month;
}

std::optional<Decimal> LineReader::Amount(std::string_view field, std::string_view text) {
  if (text.empty()) {
    Problem(field, kRequired);
    return std::nullopt;
  }
  return OptionalAmount(field, text);
}

std::optional<Decimal> LineReader::OptionalAmount(std::string_view field, std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::optional<Decimal> value = Decimal::Parse(text);
  if (!value) {
    Problem(field, kInvalidDecimal);
  } else if (value->Sign() < 0) {
    Problem(field, kNegative);
    value.reset();
  }
  return value;
}

std::optional<Decimal> LineReader::OptionalNumber(std::string_view field, std::string_view text,
                                                  const Decimal& low, const Decimal& high,
                                                  const ProblemKind& out_of_range) {
  if (text.empty()) return std::nullopt;
  std::optional<Decimal> value = Decimal::Parse(text);
  if (!value) {
    Problem(field, kInvalidDecimal);
  } else if (*value < low || *value > high) {
    Problem(field, out_of_range);
    value.reset();
  }
  return value;
}

std::string LineReader::Text(std::string_view field, std::string_view text, size_t max_characters,
                             const ProblemKind& too_long) {
  if (text.empty()) return {};
  if (CharacterCount(text) > max_characters) {
    Problem(field, too_long);
    return {};
  }
  if (HasControlCharacter(text)) {
    Problem(field, kInvalidText);
    return {};
  }
  return std::string(text);
}

std::string LineReader::RequiredText(std::string_view field, std::string_view text,
                                     size_t max_characters, const ProblemKind& too_long) {
  if (text.empty()) {
    Problem(field, kRequired);
    return {};
  }
  return Text(field, text, max_characters, too_long);
}

size_t CharacterCount(std::string_view text) {
  size_t count = 0;
  for (char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++count;
  }
  return count;
}

bool HasControlCharacter(std::string_view text) {
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return true;
  }
  return false;
}

}  // namespace sems::records
