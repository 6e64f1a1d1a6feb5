#include "services/ieps/mapping_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <span>
#include <string>

#include "absl/strings/str_replace.h"
#include "common/values/embedded_file.h"

namespace sems::ieps {

std::span<const EmbeddedFile> DataFiles();

namespace {

using ::testing::HasSubstr;

std::string File() { return std::string(DataFiles().front().contents); }

TEST(MappingFile, ReproducesTheCountsOfTheManual) {
  auto catalog = BuiltInCatalog();
  ASSERT_TRUE(catalog.ok()) << catalog.status();
  // Manual 01 ① and the table heading each part of 02; the totals are 33/56 (01 ① prints 55, but
  // its rows add up to 56, as its grand total of 73 does).
  const std::map<int, std::pair<int, int>> manual = {{1, {13, 6}}, {5, {4, 2}}, {6, {7, 3}},
                                                     {8, {1, 35}}, {9, {2, 3}}, {11, {3, 4}},
                                                     {12, {3, 3}}};
  int match_total = 0;
  int convert_total = 0;
  for (const Form& form : (*catalog)->forms) {
    int match = 0;
    int convert = 0;
    for (const Column& column : form.columns) {
      (column.status == ItemStatus::kMatch ? match : convert)++;
    }
    EXPECT_EQ(std::pair(match, convert), manual.at(static_cast<int>(form.id))) << form.title;
    match_total += match;
    convert_total += convert;
  }
  EXPECT_EQ(match_total, 33);
  EXPECT_EQ(convert_total, 56);
  EXPECT_EQ((*catalog)->forms.size(), 7u);
}

TEST(MappingFile, WritesTheDaysOfFormEightOut) {
  const Form& form = *(*BuiltInCatalog())->Find(FormId::kFuelUse);
  ASSERT_EQ(form.columns.size(), 36u);
  EXPECT_EQ(form.columns[5].item, "1일");
  EXPECT_EQ(form.columns[35].item, "31일");
  EXPECT_EQ(form.columns[35].index, 31);
}

// Whatever is wrong with the file keeps the service from starting, and is named.
TEST(MappingFile, RefusesWhatTheProgramDoesNotKnow) {
  struct Case {
    const char* from;
    const char* to;
    const char* problem;
  };
  const Case cases[] = {
      {"rule: stack_no", "rule: stack_number", "unknown rule \"stack_number\""},
      {"field: weather", "field: clouds", "unknown field \"clouds\""},
      {"table: pollutant", "table: polutant", "unknown table \"polutant\""},
      {"id: stack_hours", "id: stack_minutes", "unknown id \"stack_minutes\""},
      {"status: match, sems: 비고", "status: convert, sems: 비고", "the manual counts 4/2"},
      {"match: 13, convert: 6", "match: 14, convert: 6", "the manual counts 14/6"},
      {"match: 7, convert: 3, not_provided: 28", "match: 7, convert: 3, not_provided: 27",
       "do not add up"},
      {"type: integer, status: match, sems: 가동시간(시)",
       "type: text, status: match, sems: 가동시간(시)", "or another type"},
      {"repeat: 31", "repeat: 30", "does not spell its repetition"},
      {"field: hours", "field: hours, rule: stack_no", "needs a field or a rule"},
      {"number: 12\n", "number: 10\n", "has another number"},
      {"{item: 배출구번호, field: sems_number}", "{item: 배출구번호, field: permit_number}",
       "stands twice"},
      {"forms:", "forms: [", "ieps_mapping.yaml"},
  };
  for (const Case& one : cases) {
    std::string yaml = File();
    ASSERT_NE(yaml.find(one.from), std::string::npos) << one.from;
    yaml = absl::StrReplaceAll(yaml, {{one.from, one.to}});
    auto catalog = ReadMappingFile(yaml);
    ASSERT_FALSE(catalog.ok()) << one.to;
    EXPECT_THAT(std::string(catalog.status().message()), HasSubstr(one.problem)) << one.to;
  }
}

}  // namespace
}  // namespace sems::ieps
