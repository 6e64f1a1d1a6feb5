#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sems::records {

// What can be wrong with a line, in both languages. Kinds are constants: a batch of bad lines costs
// no more than pointers to them.
struct ProblemKind {
  std::string_view code;  // UPPER_SNAKE
  std::string_view message;
  std::string_view message_ko;
};

struct LineProblem {
  int line = 0;  // from 0
  std::string field;
  const ProblemKind* kind = nullptr;
};

// Everything wrong with the lines of one batch; all of it is told, however much (EPA's users
// complain of imports that say "error" and neither which row nor which field).
class LineProblems {
 public:
  explicit LineProblems(int line_count) : bad_(static_cast<size_t>(line_count), false) {}

  // `kind` must outlive this: a constant.
  void Add(int line, std::string field, const ProblemKind& kind) {
    bad_[static_cast<size_t>(line)] = true;
    problems_.push_back({line, std::move(field), &kind});
  }
  bool IsBad(int line) const { return bad_[static_cast<size_t>(line)]; }
  bool empty() const { return problems_.empty(); }
  int bad_count() const;
  // In the order of the lines, and for one line in the order in which they were found.
  std::vector<LineProblem> InOrder() const;

 private:
  std::vector<bool> bad_;
  std::vector<LineProblem> problems_;
};

// Kinds that more than one record has.
inline constexpr ProblemKind kRequired{"REQUIRED", "must be given", "입력해야 합니다"};
inline constexpr ProblemKind kInvalidId{"INVALID_ID", "must be a UUID",
                                        "식별자 형식이 올바르지 않습니다"};
inline constexpr ProblemKind kInvalidDay{"INVALID_DAY", "must be a day that exists, as YYYY-MM-DD",
                                         "실제로 있는 날짜를 YYYY-MM-DD 형식으로 입력해야 합니다"};
inline constexpr ProblemKind kInvalidMonth{"INVALID_MONTH", "must be a month, as YYYY-MM",
                                           "년월을 YYYY-MM 형식으로 입력해야 합니다"};
inline constexpr ProblemKind kFutureDay{"FUTURE_DAY", "must not be in the future",
                                        "미래의 날짜는 입력할 수 없습니다"};
inline constexpr ProblemKind kFutureMonth{"FUTURE_MONTH", "must not be in the future",
                                          "미래의 년월은 입력할 수 없습니다"};
inline constexpr ProblemKind kInvalidDecimal{
    "INVALID_DECIMAL", "must be a decimal number of at most 15 significant digits and 10 decimals",
    "유효숫자 15자리, 소수점 이하 10자리까지의 숫자여야 합니다"};
inline constexpr ProblemKind kNegative{"NEGATIVE", "must not be negative",
                                       "음수는 입력할 수 없습니다"};
inline constexpr ProblemKind kInvalidText{"INVALID_TEXT", "must not hold control characters",
                                          "제어 문자를 입력할 수 없습니다"};
inline constexpr ProblemKind kDuplicateLine{"DUPLICATE_LINE",
                                            "another line of the batch has the same key",
                                            "같은 자료가 한 번에 두 번 이상 있습니다"};
inline constexpr ProblemKind kTooManyYears{"TOO_MANY_YEARS", "a batch may touch two calendar years",
                                           "한 번에 두 해의 자료까지 저장할 수 있습니다"};
inline constexpr ProblemKind kEtagMismatch{
    "ETAG_MISMATCH", "the record was entered or changed meanwhile; read it again",
    "그 사이에 자료가 입력되었거나 변경되었습니다. 다시 조회하십시오"};
inline constexpr ProblemKind kMonthConfirmed{"MONTH_CONFIRMED",
                                             "the month is confirmed; reopen it first",
                                             "확정된 월입니다. 먼저 확정을 취소하십시오"};

}  // namespace sems::records
