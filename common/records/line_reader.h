#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "common/records/line_problems.h"
#include "common/values/decimal.h"

namespace sems::records {

// Reads the fields of one line and notes what is wrong with them. Every check gives its value, or
// nothing after it noted the problem, so that one pass finds everything.
class LineReader {
 public:
  // `today`: in Seoul.
  LineReader(int line, absl::CivilDay today, LineProblems& problems)
      : line_(line), today_(today), problems_(problems) {}

  // Required UUID; lower case.
  std::string Id(std::string_view field, std::string_view text);
  // Required day or month that exists and is not in the future.
  std::optional<absl::CivilDay> Day(std::string_view field, std::string_view text);
  std::optional<absl::CivilMonth> Month(std::string_view field, std::string_view text);
  // Required amount: a decimal, not negative.
  std::optional<Decimal> Amount(std::string_view field, std::string_view text);
  // A decimal that may be empty, not negative.
  std::optional<Decimal> OptionalAmount(std::string_view field, std::string_view text);
  // A decimal that may be empty, from `low` to `high`; otherwise `out_of_range`.
  std::optional<Decimal> OptionalNumber(std::string_view field, std::string_view text,
                                        const Decimal& low, const Decimal& high,
                                        const ProblemKind& out_of_range);
  // Text of at most `max_characters` (code points) without control characters; longer is
  // `too_long`.
  std::string Text(std::string_view field, std::string_view text, size_t max_characters,
                   const ProblemKind& too_long);
  std::string RequiredText(std::string_view field, std::string_view text, size_t max_characters,
                           const ProblemKind& too_long);

  void Problem(std::string_view field, const ProblemKind& kind) {
    problems_.Add(line_, std::string(field), kind);
  }
  int line() const { return line_; }
  bool bad() const { return problems_.IsBad(line_); }

 private:
  int line_;
  absl::CivilDay today_;
  LineProblems& problems_;
};

// Code points of a valid UTF-8 text.
size_t CharacterCount(std::string_view text);
bool HasControlCharacter(std::string_view text);

}  // namespace sems::records
