#include "common/values/decimal.h"

#include <random>
#include <stdexcept>
#include <string>

#include "gtest/gtest.h"

namespace sems {
namespace {

Decimal D(std::string_view text) { return Decimal::Literal(text); }

TEST(DecimalTest, Parses) {
  struct Case {
    std::string text;
    std::string want;  // empty: refused
  };
  const Case kCases[] = {
      {"0", "0"},
      {"-0", "0"},
      {"-0.00", "0.00"},
      {"426950127", "426950127"},  // IEPS manual, form 1: 배출가스유량
      {"39643.129", "39643.129"},  // form 12: 생산량
      {"-12.50", "-12.50"},
      {"0.0000000001", "0.0000000001"},
      {"123456789012345", "123456789012345"},
      {"12345.6789012345", "12345.6789012345"},
      {"12345.6789012340", "12345.6789012340"},
      {"123456789012345.0", "123456789012345.0"},  // the zero says nothing more
      {"1234567890123456", ""},                    // 16 digits: a cell would not keep them
      {"1000000000000000", ""},
      {"123456.7890123456", ""},
      {"0.12345678901", ""},  // 11 decimals
      {"", ""},
      {"-", ""},
      {".", ""},
      {".5", ""},
      {"5.", ""},
      {"+5", ""},
      {"--5", ""},
      {"1e3", ""},
      {"1E3", ""},
      {"1,000", ""},
      {" 1", ""},
      {"1 ", ""},
      {"007", ""},
      {"00.5", ""},
      {"NaN", ""},
      {"Infinity", ""},
      {"0x10", ""},
      {"１２", ""},  // full-width digits
      {std::string("1\0", 2), ""},
      {std::string(10'000, '1'), ""},
  };
  for (const Case& c : kCases) {
    const std::optional<Decimal> value = Decimal::Parse(c.text);
    EXPECT_EQ(value ? value->ToString() : "", c.want) << c.text.substr(0, 40);
  }
}

TEST(DecimalTest, ParsesStoredSumsBeyondFifteenDigits) {
  EXPECT_EQ(
      Decimal::ParseStored("123456789012345678901234567890.1234567890123456789012345")->ToString(),
      "123456789012345678901234567890.1234567890123456789012345");
  EXPECT_FALSE(Decimal::ParseStored("NaN").has_value());
  EXPECT_FALSE(Decimal::ParseStored(std::string(61, '9')).has_value());
}

TEST(DecimalTest, ComparesByValueNotByScale) {
  EXPECT_EQ(D("1.5"), D("1.500"));
  EXPECT_LT(D("-2"), D("-1.99"));
  EXPECT_LT(D("-0.1"), D("0"));
  EXPECT_GT(D("10"), D("9.9999999999"));
  EXPECT_NE(D("0.1"), D("0.10000000001"));
  EXPECT_EQ(D("0.00"), Decimal());
  EXPECT_EQ(-Decimal(), Decimal());
  EXPECT_FALSE((-Decimal()).IsNegative());
}

TEST(DecimalTest, CalculatesExactly) {
  EXPECT_EQ((D("0.1") + D("0.2")).ToString(), "0.3");
  EXPECT_EQ((D("1.50") + D("1")).ToString(), "2.50");
  EXPECT_EQ((D("1") - D("1.25")).ToString(), "-0.25");
  EXPECT_EQ((D("-1.5") * D("0.20")).ToString(), "-0.300");
  EXPECT_EQ((D("999999999999999") * D("999999999999999")).ToString(),
            "999999999999998000000000000001");
  Decimal sum;
  for (int i = 0; i < 31; ++i) sum += D("0.001");
  EXPECT_EQ(sum, D("0.031"));
  sum -= D("0.031");
  EXPECT_TRUE(sum.IsZero());
  EXPECT_EQ(Decimal::FromUnits(-1234, 2).ToString(), "-12.34");
  EXPECT_EQ(Decimal(INT64_MIN).ToString(), "-9223372036854775808");
}

TEST(DecimalTest, NeverWraps) {
  Decimal value = D("999999999999999");
  EXPECT_THROW(
      {
        for (int i = 0; i < 10; ++i) value = value * D("999999999999999");
      },
      std::overflow_error);
}

TEST(DecimalTest, RoundsHalvesAwayFromZero) {
  struct Case {
    std::string value;
    int scale;
    std::string want;
  };
  const Case kCases[] = {
      {"0.5", 0, "1"},      {"-0.5", 0, "-1"},     {"0.4999999999", 0, "0"}, {"-0.4", 0, "0"},
      {"2.345", 2, "2.35"}, {"2.3449", 2, "2.34"}, {"-2.345", 2, "-2.35"},   {"9.995", 2, "10.00"},
      {"1", 3, "1.000"},    {"1.10", 1, "1.1"},    {"0.0004", 3, "0.000"},
  };
  for (const Case& c : kCases) EXPECT_EQ(D(c.value).RoundTo(c.scale).ToString(), c.want) << c.value;
}

TEST(DecimalTest, Divides) {
  EXPECT_EQ(Decimal::Divide(D("1"), D("3"), 4)->ToString(), "0.3333");
  EXPECT_EQ(Decimal::Divide(D("2"), D("3"), 4)->ToString(), "0.6667");
  EXPECT_EQ(Decimal::Divide(D("-1"), D("8"), 2)->ToString(), "-0.13");
  EXPECT_EQ(Decimal::Divide(D("1.00"), D("0.5"), 0)->ToString(), "2");
  EXPECT_EQ(Decimal::Divide(D("123.456"), D("1"), 1)->ToString(), "123.5");
  EXPECT_EQ(Decimal::Divide(D("1"), D("0.00"), 2), std::nullopt);
  // Oxygen correction C = Ca(21 - Os)/(21 - Oa), 표준 4 %, 실측 6 %, 100 ppm.
  EXPECT_EQ(Decimal::Divide(D("100") * (D("21") - D("4")), D("21") - D("6"), 2)->ToString(),
            "113.33");
}

TEST(DecimalTest, Describes) {
  EXPECT_EQ(D("12.340").Canonical().ToString(), "12.34");
  EXPECT_EQ(D("100").Canonical().ToString(), "100");
  EXPECT_EQ(D("0.00").Canonical().ToString(), "0");
  EXPECT_TRUE(D("10.0").IsInteger());
  EXPECT_FALSE(D("10.5").IsInteger());
  EXPECT_EQ(D("0.00120").SignificantDigits(), 2);
  EXPECT_EQ(D("1200").SignificantDigits(), 4);
  EXPECT_EQ(D("0").SignificantDigits(), 1);
  EXPECT_EQ(D("0.1").ToDouble(), 0.1);
  EXPECT_EQ(D("-39643.129").ToDouble(), -39643.129);
  EXPECT_EQ(D("123456789012345").ToDouble(), 123456789012345.0);
  EXPECT_EQ(D("-3").Sign(), -1);
}

// IEPS manual, 붙임 운영 전제 사항: SEMS keeps the month's sum of fuel, IEPS the days.
TEST(DecimalTest, SplitsAMonthIntoDaysThatAddUp) {
  struct Case {
    std::string total;
    int days;
    std::string first;
    std::string last;
    int larger;  // parts with one unit more
  };
  const Case kCases[] = {
      {"22166", 31, "715.033", "715.032", 8},  // the manual's sample amount
      {"22166", 30, "738.867", "738.866", 20},
      {"31", 31, "1.000", "1.000", 0},
      {"0", 31, "0.000", "0.000", 0},
      {"0.001", 31, "0.001", "0.000", 1},
      {"0.00007", 31, "0.00001", "0.00000", 7},  // the total's own scale where it is finer
      {"10.0000", 28, "0.3572", "0.3571", 12},
      {"-1", 3, "-0.334", "-0.333", 1},
      {"999999999999999", 31, "32258064516129.000", "32258064516129.000", 0},
  };
  for (const Case& c : kCases) {
    const std::vector<Decimal> parts = SplitEvenly(D(c.total), c.days, 3);
    ASSERT_EQ(parts.size(), static_cast<std::size_t>(c.days));
    EXPECT_EQ(parts.front().ToString(), c.first) << c.total;
    EXPECT_EQ(parts.back().ToString(), c.last) << c.total;
    Decimal sum;
    int larger = 0;
    for (const Decimal& part : parts) {
      sum += part;
      if (part != parts.back()) ++larger;
    }
    EXPECT_EQ(sum, D(c.total)) << c.total;
    EXPECT_EQ(larger, c.larger) << c.total;
  }
  EXPECT_TRUE(SplitEvenly(D("1"), 0, 3).empty());
}

TEST(DecimalTest, EverySplitAddsUpWithPartsAUnitApart) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 2000; ++round) {
    const Decimal total = Decimal::FromUnits(static_cast<std::int64_t>(random() % 1'000'000'000),
                                             static_cast<int>(random() % 6));
    const int n = 1 + static_cast<int>(random() % 31);
    const std::vector<Decimal> parts = SplitEvenly(total, n, 3);
    Decimal sum;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      sum += parts[i];
      if (i > 0) {
        ASSERT_LE(parts[i], parts[i - 1]);
      }
    }
    ASSERT_EQ(sum, total) << total << " / " << n;
    ASSERT_LE(parts.front() - parts.back(), Decimal::FromUnits(1, parts.front().scale()));
  }
}

// Against the machine's own integers.
TEST(DecimalTest, AgreesWithIntegerArithmetic) {
  std::mt19937_64 random(42);
  std::uniform_int_distribution<std::int64_t> draw(-2'000'000'000, 2'000'000'000);
  for (int round = 0; round < 5000; ++round) {
    const std::int64_t a = draw(random);
    const std::int64_t b = draw(random);
    const Decimal left = Decimal::FromUnits(a, 3);
    const Decimal right = Decimal::FromUnits(b, 3);
    ASSERT_EQ(left + right, Decimal::FromUnits(a + b, 3));
    ASSERT_EQ(left - right, Decimal::FromUnits(a - b, 3));
    ASSERT_EQ(left * right, Decimal::FromUnits(a * b, 6));
    ASSERT_EQ(left < right, a < b);
    ASSERT_EQ(Decimal::Parse(left.ToString()), left);
  }
}

}  // namespace
}  // namespace sems
