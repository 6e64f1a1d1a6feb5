#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace sems {

// An exact decimal number: reported amounts (use, output, readings, concentrations) are never
// binary floating point. A workbook cell is a double, so what comes in from outside has at most
// 15 significant digits, all of which a double keeps.
//
// The value is `coefficient / 10^scale`. The scale is kept as given ("1.50" has scale 2), since it
// says how finely somebody measured; comparison looks at the value only (1.5 == 1.50).
//
// Sums, differences and products are exact up to 77 digits, which no chain of a few multiplications
// of parsed numbers reaches; beyond them std::overflow_error is thrown, never a wrong number.
class Decimal {
 public:
  static constexpr int kMaxSignificantDigits = 15;
  static constexpr int kMaxScale = 10;

  constexpr Decimal() = default;
  explicit Decimal(std::int64_t whole);

  // From outside: optional '-', digits, optionally '.' and digits; no '+', exponent, blanks or
  // separators; no leading zeros but "0"; at most 15 significant digits (zeros that end the
  // fraction are not counted) and 10 decimals. "-0" is 0.
  static std::optional<Decimal> Parse(std::string_view text);

  // From our own database (NUMERIC as text), where sums may be longer: the same form with up to
  // 60 digits and a scale of up to 30.
  static std::optional<Decimal> ParseStored(std::string_view text);

  // A number written in the program, e.g. Literal("22.4"). Aborts on a malformed one.
  static Decimal Literal(std::string_view text);

  // units / 10^scale: FromUnits(1234, 2) is 12.34.
  static Decimal FromUnits(std::int64_t units, int scale);

  int scale() const { return scale_; }
  // -1, 0 or 1.
  int Sign() const;
  bool IsZero() const { return Sign() == 0; }
  bool IsNegative() const { return negative_; }
  bool IsInteger() const;
  // Without leading zeros and without zeros that end the fraction; 1 for zero.
  int SignificantDigits() const;

  // Plain digits with exactly `scale()` decimals: "12.340".
  std::string ToString() const;
  // The same value without zeros that end the fraction: 12.340 → 12.34, 10.0 → 10.
  Decimal Canonical() const;
  // The nearest double, for workbook cells and charts only.
  double ToDouble() const;

  Decimal operator-() const;
  friend Decimal operator+(const Decimal& left, const Decimal& right);
  friend Decimal operator-(const Decimal& left, const Decimal& right);
  // The scale of a product is the sum of the scales.
  friend Decimal operator*(const Decimal& left, const Decimal& right);
  Decimal& operator+=(const Decimal& other) { return *this = *this + other; }
  Decimal& operator-=(const Decimal& other) { return *this = *this - other; }

  friend bool operator==(const Decimal& left, const Decimal& right) {
    return (left <=> right) == std::weak_ordering::equivalent;
  }
  friend std::weak_ordering operator<=>(const Decimal& left, const Decimal& right);

  // Exactly `scale` decimals; a half goes away from zero (사사오입: 0.5 → 1, -0.5 → -1).
  Decimal RoundTo(int scale) const;

  // left / right rounded like RoundTo; nothing when `right` is zero.
  static std::optional<Decimal> Divide(const Decimal& left, const Decimal& right, int scale);

  friend std::ostream& operator<<(std::ostream& out, const Decimal& value) {
    return out << value.ToString();
  }

 private:
  struct Access;
  friend struct Access;

  // Magnitude of the coefficient, least significant word first. The arithmetic on it is
  // Boost.Multiprecision's and stays in the .cc, so that includers need not compile that library.
  std::array<std::uint64_t, 4> magnitude_{};
  bool negative_ = false;
  int scale_ = 0;
};

// `n` parts that add up to exactly `total`, at scale max(min_scale, total.scale()); the units that
// do not divide evenly go one each to the first parts. So a month's fuel becomes daily averages
// whose sum is the month (IEPS manual, 붙임 운영 전제 사항: 연료사용량). Empty when n < 1.
std::vector<Decimal> SplitEvenly(const Decimal& total, int n, int min_scale);

}  // namespace sems
