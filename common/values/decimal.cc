#include "common/values/decimal.h"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <stdexcept>

namespace sems {
namespace {

namespace mp = boost::multiprecision;

// Signed, 256 bits, throws std::overflow_error instead of wrapping.
using Wide = mp::number<mp::cpp_int_backend<256, 256, mp::signed_magnitude, mp::checked, void>>;

constexpr int kMaxStoredDigits = 60;
constexpr int kMaxStoredScale = 30;
constexpr int kMaxPower = 76;

const Wide& PowerOfTen(int exponent) {
  static const std::vector<Wide>* powers = [] {
    auto* list = new std::vector<Wide>{Wide(1)};
    while (list->size() <= kMaxPower) list->push_back(list->back() * 10);
    return list;
  }();
  if (exponent < 0 || exponent > kMaxPower) throw std::overflow_error("decimal scale");
  return (*powers)[static_cast<std::size_t>(exponent)];
}

// magnitude / divisor, a half away from zero.
Wide DivideHalfUp(const Wide& dividend, const Wide& divisor) {
  const bool negative = (dividend < 0) != (divisor < 0);
  const Wide top = mp::abs(dividend);
  const Wide bottom = mp::abs(divisor);
  Wide quotient;
  Wide rest;
  mp::divide_qr(top, bottom, quotient, rest);
  // rest * 2 could overflow; rest >= bottom - rest says the same.
  if (rest >= bottom - rest) ++quotient;
  return negative ? Wide(-quotient) : quotient;
}

struct Digits {
  std::string_view whole;
  std::string_view fraction;
  bool negative = false;
};

bool AllDigits(std::string_view text) {
  for (char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

std::optional<Digits> Split(std::string_view text) {
  Digits digits;
  if (!text.empty() && text.front() == '-') {
    digits.negative = true;
    text.remove_prefix(1);
  }
  const std::size_t point = text.find('.');
  digits.whole = text.substr(0, point);
  if (!AllDigits(digits.whole)) return std::nullopt;
  if (digits.whole.size() > 1 && digits.whole.front() == '0') return std::nullopt;
  if (point != std::string_view::npos) {
    digits.fraction = text.substr(point + 1);
    if (!AllDigits(digits.fraction)) return std::nullopt;
  }
  return digits;
}

}  // namespace

// Between the words kept in a Decimal and the library's numbers.
struct Decimal::Access {
  static Wide Load(const Decimal& value) {
    Wide wide = 0;
    for (std::size_t i = value.magnitude_.size(); i-- > 0;) {
      if (wide == 0 && value.magnitude_[i] == 0) continue;
      wide <<= 64;
      wide |= value.magnitude_[i];
    }
    return value.negative_ ? Wide(-wide) : wide;
  }

  static Decimal Store(const Wide& coefficient, int scale) {
    static const Wide kWord = (Wide(1) << 64) - 1;
    Decimal value;
    value.scale_ = scale;
    value.negative_ = coefficient < 0;
    Wide rest = mp::abs(coefficient);
    for (std::uint64_t& word : value.magnitude_) {
      word = static_cast<std::uint64_t>(rest & kWord);
      rest >>= 64;
    }
    return value;
  }

  static Wide LoadAt(const Decimal& value, int scale) {
    return Load(value) * PowerOfTen(scale - value.scale_);
  }

  static std::optional<Decimal> Parse(std::string_view text, std::size_t max_length, int max_digits,
                                      int max_scale) {
    if (text.size() > max_length) return std::nullopt;
    const std::optional<Digits> digits = Split(text);
    if (!digits) return std::nullopt;
    if (digits->fraction.size() > static_cast<std::size_t>(max_scale)) return std::nullopt;
    if (digits->whole.size() + digits->fraction.size() > kMaxPower) return std::nullopt;
    Wide coefficient = 0;
    for (char c : digits->whole) coefficient = coefficient * 10 + (c - '0');
    for (char c : digits->fraction) coefficient = coefficient * 10 + (c - '0');
    if (digits->negative) coefficient = -coefficient;
    Decimal value = Store(coefficient, static_cast<int>(digits->fraction.size()));
    if (value.SignificantDigits() > max_digits) return std::nullopt;
    return value;
  }
};

Decimal::Decimal(std::int64_t whole) { *this = Access::Store(Wide(whole), 0); }

std::optional<Decimal> Decimal::Parse(std::string_view text) {
  return Access::Parse(text, kMaxSignificantDigits + kMaxScale + 2, kMaxSignificantDigits,
                       kMaxScale);
}

std::optional<Decimal> Decimal::ParseStored(std::string_view text) {
  return Access::Parse(text, kMaxStoredDigits + kMaxStoredScale + 2, kMaxStoredDigits,
                       kMaxStoredScale);
}

Decimal Decimal::Literal(std::string_view text) {
  const std::optional<Decimal> value = ParseStored(text);
  if (!value) std::abort();
  return *value;
}

Decimal Decimal::FromUnits(std::int64_t units, int scale) {
  return Access::Store(Wide(units), scale);
}

int Decimal::Sign() const {
  for (std::uint64_t word : magnitude_) {
    if (word != 0) return negative_ ? -1 : 1;
  }
  return 0;
}

bool Decimal::IsInteger() const { return Canonical().scale_ == 0; }

int Decimal::SignificantDigits() const {
  const std::string digits = mp::abs(Access::Load(Canonical())).str();
  return static_cast<int>(digits.size());
}

std::string Decimal::ToString() const {
  std::string digits = mp::abs(Access::Load(*this)).str();
  const std::size_t scale = static_cast<std::size_t>(scale_);
  if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
  if (scale > 0) digits.insert(digits.size() - scale, 1, '.');
  if (negative_) digits.insert(0, 1, '-');
  return digits;
}

Decimal Decimal::Canonical() const {
  Wide coefficient = Access::Load(*this);
  int scale = scale_;
  while (scale > 0 && coefficient % 10 == 0) {
    coefficient /= 10;
    --scale;
  }
  return Access::Store(coefficient, scale);
}

double Decimal::ToDouble() const {
  const std::string text = ToString();
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Decimal Decimal::operator-() const { return Access::Store(-Access::Load(*this), scale_); }

Decimal operator+(const Decimal& left, const Decimal& right) {
  using Access = Decimal::Access;
  const int scale = std::max(left.scale_, right.scale_);
  return Access::Store(Access::LoadAt(left, scale) + Access::LoadAt(right, scale), scale);
}

Decimal operator-(const Decimal& left, const Decimal& right) { return left + (-right); }

Decimal operator*(const Decimal& left, const Decimal& right) {
  using Access = Decimal::Access;
  return Access::Store(Access::Load(left) * Access::Load(right), left.scale_ + right.scale_);
}

std::weak_ordering operator<=>(const Decimal& left, const Decimal& right) {
  using Access = Decimal::Access;
  const int scale = std::max(left.scale_, right.scale_);
  const int order = Access::LoadAt(left, scale).compare(Access::LoadAt(right, scale));
  return order <=> 0;
}

Decimal Decimal::RoundTo(int scale) const {
  if (scale >= scale_) return Access::Store(Access::LoadAt(*this, scale), scale);
  return Access::Store(DivideHalfUp(Access::Load(*this), PowerOfTen(scale_ - scale)), scale);
}

std::optional<Decimal> Decimal::Divide(const Decimal& left, const Decimal& right, int scale) {
  if (right.IsZero()) return std::nullopt;
  // left / 10^l  ÷  right / 10^r  =  (left · 10^(scale + r - l) / right) / 10^scale
  const int shift = scale + right.scale_ - left.scale_;
  Wide dividend = Access::Load(left);
  Wide divisor = Access::Load(right);
  if (shift >= 0) {
    dividend *= PowerOfTen(shift);
  } else {
    divisor *= PowerOfTen(-shift);
  }
  return Access::Store(DivideHalfUp(dividend, divisor), scale);
}

std::vector<Decimal> SplitEvenly(const Decimal& total, int n, int min_scale) {
  std::vector<Decimal> parts;
  if (n < 1) return parts;
  const int scale = std::max(min_scale, total.scale());
  // In units of the last decimal, truncated toward zero; what is left over has the total's sign.
  const Decimal units = total.RoundTo(scale);
  const Decimal unit = Decimal::FromUnits(total.IsNegative() ? -1 : 1, scale);
  Decimal part = *Decimal::Divide(units, Decimal(n), scale);
  Decimal rest = units - part * Decimal(n);
  if (rest.Sign() * unit.Sign() < 0) {  // rounded up
    part -= unit;
    rest += unit * Decimal(n);
  }
  parts.reserve(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) {
    if (rest.IsZero()) {
      parts.push_back(part);
    } else {
      parts.push_back(part + unit);
      rest -= unit;
    }
  }
  return parts;
}

}  // namespace sems
