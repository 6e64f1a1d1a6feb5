// What is wrong with the data of 유해·위험방지계획서 keeps the service from starting, and is named.
#include "services/chemsafety/hazard_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "common/values/embedded_file.h"

namespace sems::chemsafety {

std::span<const EmbeddedFile> DataFiles();

namespace {

using ::testing::HasSubstr;

std::vector<casework::LawFile> Files() {
  std::vector<casework::LawFile> files;
  for (const EmbeddedFile& file : DataFiles()) {
    files.push_back({std::string(file.name), std::string(file.contents)});
  }
  return files;
}

// The files with `from` replaced in the one of that name. It must be there.
std::vector<casework::LawFile> Changed(const std::string& name, const std::string& from,
                                       const std::string& to) {
  std::vector<casework::LawFile> files = Files();
  for (casework::LawFile& file : files) {
    if (file.name != name) continue;
    const std::size_t at = file.text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) file.text.replace(at, from.size(), to);
  }
  return files;
}

TEST(HazardDataTest, IsReadAsBuiltIn) {
  const absl::StatusOr<hazard::Law> law = ReadHazardLaw(Files());
  ASSERT_TRUE(law.ok()) << law.status();
  EXPECT_EQ(law->industries.size(), 13u);
  EXPECT_EQ(law->equipment.size(), 5u);
  EXPECT_EQ(law->fees.size(), 8u);
  EXPECT_EQ(law->offices.size(), 30u);
}

struct Case {
  const char* file;
  const char* from;
  const char* to;
  const char* problem;
};

TEST(HazardDataTest, WhatIsWrongIsNamedWithItsLine) {
  constexpr char kCriteria[] = "hazard_criteria.yaml";
  constexpr char kOffices[] = "hazard_offices.yaml";
  constexpr char kSettings[] = "hazard_settings.yaml";
  const Case kCases[] = {
      {kCriteria, "code: \"10\", since: 2012-07-01", "code: \"10\"", "since is missing"},
      {kCriteria, "code: \"10\", since: 2012-07-01", "code: \"10\", since: 2012-07-32",
       "since must be a day"},
      {kCriteria, "code: \"10\", since", "code: \"1x\", since", "must have digits only"},
      {kCriteria, "code: \"10\", since", "code: \"16\", since", "overlaps with 16"},
      {kCriteria, "lines: [12, 157]}", "lines: []}", "lines must be a list"},
      {kCriteria, "lines: [12, 157]}", "lines: [12, x]}", "has no line x"},
      {kCriteria, "lines: [12, 157]}", "lines: [12, 157], colour: red}", "unknown key colour"},
      {kCriteria, "op: \">=\", value: 300, unit: kW", "op: \">\", value: 300, unit: kW",
       "op is unknown: >"},
      {kCriteria, "value: 300, unit: kW", "value: many, unit: kW", "value must be a number"},
      {kCriteria, "value: 300, unit: kW", "value: 300", "unit is missing"},
      {kCriteria, "value: 300, unit: kW", "value: -300, unit: kW", "value must be a number of 0"},
      {kCriteria, "metric: contract_power_kw, op", "metric: power, op", "must compare"},
      {kCriteria, "- {id: moved_rated_capacity", "- {id: other", "moved_rated_capacity is missing"},
      {kCriteria, "{ko: \"①-③-④\", en: 1-3-4, all: [q1, q3, q4]",
       "{ko: \"①-③-④\", en: 1-3-4, all: [q1, q3, q5]", "unknown question q5"},
      {kCriteria, "{id: move, all", "{id: moving, all", "action move is missing"},
      {kCriteria, "threshold: moved_rated_capacity", "threshold: moved", "unknown threshold moved"},
      {kCriteria, "{metric: capacity_t, op", "{metric: capacity, op", "unknown metric capacity"},
      {kCriteria, "metric: is_fixed_type, op: \"==\", value: true",
       "metric: is_fixed_type, op: \"==\", value: yes", "value must be true or false"},
      {kCriteria, "value: [organic_compound_in_dried_goods,", "value: [organic,",
       "unknown drying_case organic"},
      {kCriteria, "- {id: main_pipe", "- {id: pipe", "unknown change pipe"},
      {kCriteria, "when: {device: enclosure, substance: safety_inspection_49}",
       "when: {device: enclosure}", "when must name every selector"},
      {kCriteria, "when: {device: enclosure, substance: safety_inspection_49}",
       "when: {device: local_exhaust, substance: safety_inspection_49}",
       "two rules are picked by the same values"},
      {kCriteria, "when: {device: enclosure, substance: safety_inspection_49}",
       "when: {device: closet, substance: safety_inspection_49}", "unknown device closet"},
      {kCriteria, "from: 500, below: 2000", "from: 501, below: 2000", "does not begin where"},
      {kCriteria, "from: 2000, unit: kW", "from: 2000, below: 9000, unit: kW", "must have no end"},
      {kCriteria, "krw: 67000, lines: [90]", "krw: free, lines: [90]",
       "krw must be a whole number"},
      {kCriteria, "extent: part, krw: 36000", "extent: some, krw: 36000", "do not fit"},
      {kCriteria, "pays: industry", "pays: nobody", "unknown target nobody"},
      {kCriteria, "factory: existing_building", "factory: new_building",
       "none for industry existing"},
      {kCriteria, "warn: work_start", "warn: sunrise", "unknown anchor sunrise"},
      {kCriteria, "days: 15, anchor: work_start", "days: 0, anchor: work_start",
       "days must be a whole number above 0"},
      {kCriteria, "id: small, below: 50", "id: small, below: 49", "leaves a gap"},
      {kCriteria, "parties: [individual_owner", "parties: [somebody", "unknown party somebody"},
      {kCriteria, "readings: [Q-003-9]", "readings: [Q-003-99]", "unknown reading Q-003-99"},
      {kCriteria, "section: time, lines", "section: times, lines", "unknown section times"},
      {kCriteria, "- {id: q3, number", "- {id: q2, number", "id q2 is there twice"},
      {kCriteria, "title:\n", "title: [\n", ""},
      {kSettings, "on: false", "on: maybe", "on must be true or false"},
      {kSettings, "id: later_notice_same_model", "id: later", "later_notice_same_model is missing"},
      {kOffices, "sigungu: [강서구, 양천구", "sigungu: [중구, 강서구, 양천구",
       "중구 has two offices"},
      {kOffices, "- {sido: 부산광역시, whole: true}", "- {sido: 울산광역시, whole: true}",
       "울산광역시 has two offices"},
      {kOffices, "- {sido: 부산광역시, whole: true}", "- {sido: 부산, whole: true}",
       "unknown province 부산"},
      {kOffices, "- {sido: 부산광역시, whole: true}", "- {sido: 부산광역시}",
       "must name districts or be whole"},
      {kOffices, "except: [김해시, 밀양시, 양산시]", "except: [김해시, 밀양시]",
       "양산시 has two offices"},
      {kOffices, "except: [김해시,", "except: [거제시, 김해시,", "거제시 has no office"},
      {kOffices, "rest: kosha_daegu_west", "rest: kosha_daegu", "not in charge"},
      {kOffices, "sigungu: 군위군, printed_sido: 경상북도",
       "sigungu: 군위군, printed_sido: 경상남도", "군위군 is in no office's area"},
      {kOffices, "printed: 교포시, sigungu: 군포시", "printed: 교포시, sigungu: 교포시",
       "교포시 is in no office's area"},
      {kOffices, "phone: 02-6711-2899", "telephone: 02-6711-2899", "unknown key telephone"},
      {kOffices, "id: kosha_seoul_south", "id: kosha_seoul_metro", "is there twice"},
  };
  for (const Case& c : kCases) {
    const absl::StatusOr<hazard::Law> law = ReadHazardLaw(Changed(c.file, c.from, c.to));
    ASSERT_FALSE(law.ok()) << c.from << " → " << c.to;
    EXPECT_EQ(law.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(law.status().message()), HasSubstr(c.problem)) << c.to;
    EXPECT_THAT(std::string(law.status().message()),
                ::testing::ContainsRegex(std::string(c.file) + ":[0-9]+: "))
        << c.to;
  }
}

TEST(HazardDataTest, NamesTheLineOfThePlace) {
  const std::string text = [] {
    for (const casework::LawFile& file : Files()) {
      if (file.name == "hazard_criteria.yaml") return file.text;
    }
    return std::string();
  }();
  const std::size_t at = text.find("krw: 183000");
  ASSERT_NE(at, std::string::npos);
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<long>(at), '\n');
  EXPECT_THAT(std::string(ReadHazardLaw(Changed("hazard_criteria.yaml", "krw: 183000", "krw: many"))
                              .status()
                              .message()),
              HasSubstr("hazard_criteria.yaml:" + std::to_string(line) + ": krw must be"));
}

TEST(HazardDataTest, EveryFileMustBeThere) {
  for (const char* name : {kHazardCriteriaFile, kHazardOfficesFile, kHazardSettingsFile}) {
    std::vector<casework::LawFile> files;
    for (casework::LawFile& file : Files()) {
      if (file.name != name) files.push_back(std::move(file));
    }
    EXPECT_THAT(std::string(ReadHazardLaw(files).status().message()),
                HasSubstr(std::string(name) + ":1: the file is missing"));
  }
}

}  // namespace
}  // namespace sems::chemsafety
