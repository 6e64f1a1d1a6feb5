#include "common/records/line_reader.h"

#include <string>

#include "gtest/gtest.h"

namespace sems::records {
namespace {

const absl::CivilDay kToday(2026, 11, 25);

// The codes noted while `read` reads one line.
template <class Read>
std::string Codes(Read read) {
  LineProblems problems(1);
  LineReader reader(0, kToday, problems);
  read(reader);
  std::string codes;
  for (const LineProblem& problem : problems.InOrder())
    codes += std::string(problem.kind->code) + " ";
  return codes;
}

struct TextCase {
  const char* text;
  const char* codes;
};

TEST(LineReader, Days) {
  const TextCase cases[] = {
      {"2026-11-25", ""},
      {"2026-11-26", "FUTURE_DAY "},
      {"2026-02-31", "INVALID_DAY "},  // 31 February
      {"2026-2-3", "INVALID_DAY "},
      {"20261101", "INVALID_DAY "},
      {"", "REQUIRED "},
  };
  for (const TextCase& c : cases) {
    EXPECT_EQ(Codes([&](LineReader& reader) { reader.Day("day", c.text); }), c.codes) << c.text;
  }
}

TEST(LineReader, Months) {
  const TextCase cases[] = {
      {"2026-11", ""},
      {"2026-12", "FUTURE_MONTH "},
      {"2026-13", "INVALID_MONTH "},
      {"2026", "INVALID_MONTH "},
      {"", "REQUIRED "},
  };
  for (const TextCase& c : cases) {
    EXPECT_EQ(Codes([&](LineReader& reader) { reader.Month("month", c.text); }), c.codes) << c.text;
  }
}

// A workbook cell is a double: 15 significant digits are the most that every value keeps.
TEST(LineReader, Amounts) {
  const TextCase cases[] = {
      {"0", ""},
      {"39643.129", ""},
      {"123456789012345", ""},
      {"1234567890123456", "INVALID_DECIMAL "},
      {"1234567.890123456", "INVALID_DECIMAL "},
      {"-1", "NEGATIVE "},
      {"-0.001", "NEGATIVE "},
      {"1,000", "INVALID_DECIMAL "},
      {"1e3", "INVALID_DECIMAL "},
      {"NaN", "INVALID_DECIMAL "},
      {" 1", "INVALID_DECIMAL "},
      {"", "REQUIRED "},
  };
  for (const TextCase& c : cases) {
    EXPECT_EQ(Codes([&](LineReader& reader) { reader.Amount("amount", c.text); }), c.codes)
        << c.text;
  }
}

TEST(LineReader, TextIsCountedInCharacters) {
  constexpr ProblemKind kTooLong{"TOO_LONG", "", ""};
  const TextCase cases[] = {
      {"가나다", ""}, {"가나다라", "TOO_LONG "}, {"a\tb", "INVALID_TEXT "}, {"", ""}};
  for (const TextCase& c : cases) {
    EXPECT_EQ(Codes([&](LineReader& reader) { reader.Text("remark", c.text, 3, kTooLong); }),
              c.codes)
        << c.text;
  }
}

TEST(LineReader, IdsAreKeptInLowerCase) {
  LineProblems problems(1);
  LineReader reader(0, kToday, problems);
  EXPECT_EQ(reader.Id("stack_id", "0192F0C0-0000-7000-8000-00000000ABCD"),
            "0192f0c0-0000-7000-8000-00000000abcd");
  EXPECT_FALSE(reader.bad());
  EXPECT_EQ(reader.Id("stack_id", "5"), "");
  EXPECT_TRUE(reader.bad());
}

TEST(LineProblems, AreToldInTheOrderOfTheLines) {
  LineProblems problems(3);
  problems.Add(2, "hours", kRequired);
  problems.Add(0, "day", kInvalidDay);
  problems.Add(2, "day", kInvalidDay);
  const auto ordered = problems.InOrder();
  ASSERT_EQ(ordered.size(), 3u);
  EXPECT_EQ(ordered[0].line, 0);
  EXPECT_EQ(ordered[1].field, "hours");
  EXPECT_EQ(problems.bad_count(), 2);
}

}  // namespace
}  // namespace sems::records
