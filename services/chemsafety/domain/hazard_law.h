#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/values/decimal.h"

// 유해·위험방지계획서 (산업안전보건법 제42조·제43조) as data/hazard_*.yaml have it: who must submit
// one, until when, where and for which fee; and from when the 중대재해 처벌 등에 관한 법률 applies.
// Nothing here changes once read.
namespace sems::chemsafety::hazard {

struct Text {
  std::string ko;
  std::string en;
};

// Where the leaflet says so.
struct Source {
  std::string section;                // of Law::sections
  std::vector<int> lines;             // 1-based
  std::vector<std::string> readings;  // how an open place is read: of Law::readings
};

// Something with a name and its place in the leaflet.
struct Item {
  std::string id;
  Text name;
  Source source;
};

struct Industry {
  std::string code;  // the first digits of a code of 한국표준산업분류: "10", "261"
  Text name;
  std::string printed;  // the name as printed, where it is corrected
  absl::CivilDay since;
  Source source;
};

enum class Op { kAtLeast, kIs, kOneOf };  // ">=", "==", "in"

// What one value must reach.
struct Test {
  std::string metric;
  Text name;
  Op op = Op::kAtLeast;
  Decimal number;                    // kAtLeast
  bool flag = true;                  // kIs
  std::vector<std::string> choices;  // kOneOf
  std::string unit;
  bool not_in_seed =
      false;  // the number comes from a table outside the leaflet: asked for as input
  Source source;
};

// Tests joined by "all" and "any".
struct Condition {
  enum class Kind { kTest, kAll, kAny };
  Kind kind = Kind::kTest;
  Test test;
  std::vector<Condition> parts;
};

struct Threshold {
  std::string id;
  Test test;
};

struct Question {
  std::string id;      // q1 … q4
  std::string number;  // "①"
  Text name;
  Source source;
};

// Holds when all of its questions do.
struct QuestionRow {
  Text name;  // "①-②-③"
  std::vector<std::string> questions;
  Source source;
};

struct Action {
  std::string id;
  Text name;
  std::vector<std::string> questions;  // that decide whether it calls for a plan
  std::string threshold;               // that question ④ compares with
  std::string procedure;
  Source source;
};

// Which of an equipment's values picks the rule.
struct Selector {
  std::string metric;
  Text name;
  Source source;
};

struct EquipmentRule {
  std::vector<std::string> when;  // one choice for each selector of the class, in their order
  absl::CivilDay since;
  Condition needs;
  Source source;
};

struct EquipmentClass {
  std::string id;
  Text name;
  std::string front_number;      // of the front page
  std::string checklist_number;  // of the checklist, which numbers them otherwise
  std::string procedure;
  std::vector<Selector> selectors;
  std::vector<EquipmentRule> rules;
  std::vector<Item> changes;  // of the main structural parts
  Source source;

  const Item* FindChange(std::string_view id) const;
};

struct FeeRow {
  std::string id;
  Text name;
  std::string target;  // "industry", "equipment"
  std::string extent;  // "whole_line", "install_or_move", "part"
  std::string metric;  // "contract_power_kw", "units"; empty: whatever the size
  std::optional<Decimal> from;
  std::optional<Decimal> below;
  std::string unit;
  std::int64_t krw = 0;
  Source source;
};

struct Deadline {
  std::string id;
  Text name;
  std::string target;  // "industry", "equipment"
  std::string
      factory;   // "new_building", "existing_building", "extension_or_relocation"; empty: any
  int days = 0;  // before `anchor`
  std::string anchor;
  std::string warn;  // this event warns when it is earlier; empty: none
  std::string procedure;
  Source source;
};

struct Submission {
  int copies = 0;
  Text name;
  Source source;
};

struct Penalty {
  std::string id;
  Text name;
  std::string kind;  // "administrative_fine", "criminal"
  std::int64_t max_krw = 0;
  std::optional<int> max_years;
  Source source;
};

struct SeriousAccidentsBand {
  std::string id;
  Text name;
  std::optional<int> from;
  std::optional<int> below;
  std::string unit;
  absl::CivilDay since;
  Source source;
};

struct SeriousAccidentsExemption {
  Text name;
  int below = 0;
  std::string unit;
  std::vector<std::string> parties;
  Source source;
};

struct SeriousAccidentsDuty {
  std::string id;
  Text name;
  std::string article;
  Source source;
};

struct SeriousAccidentsAct {
  Text name;
  absl::CivilDay enacted;
  Source source;
  std::vector<SeriousAccidentsBand> bands;
  SeriousAccidentsExemption exempt;
  std::vector<SeriousAccidentsDuty> duties;
};

// A rule later than the leaflet that is applied only when switched on.
struct Setting {
  std::string id;
  Text name;
  bool on = false;
  Source source;
};

inline constexpr std::string_view kSameModelSetting = "later_notice_same_model";
inline constexpr std::string_view kDecreeSetting = "decree_excluded_chemical_equipment";

struct Province {
  std::string name;  // as the leaflet calls it
  std::string now;   // what it is called since; empty: the same
  std::vector<std::string> aliases;
  Source source;
};

struct MovedDistrict {
  std::string sigungu;
  std::string printed_sido;
  std::string now;  // the 시·도 it belongs to since
  Source source;
};

struct SplitDistrict {
  std::string sido;
  std::string sigungu;
  std::string eupmyeon;
  std::string ri;
  std::vector<std::string> estates;
  Text name;           // of the area that is split off
  std::string office;  // of that area
  std::string rest;    // of the rest
  std::vector<std::string> printed;
  Source source;
};

struct Misprint {
  std::string sido;
  std::string printed;
  std::string sigungu;
  Source source;
};

struct Area {
  std::string sido;
  bool whole = false;
  std::vector<std::string> sigungu;  // in charge of these; with `whole`: of all but these
};

struct Office {
  std::string id;
  Text name;
  std::string printed;  // the name as printed, where it is corrected
  std::string seat;
  std::string phone;
  std::vector<Area> areas;
  std::string printed_area;
  Source source;
};

struct Law {
  Text title;
  Text basis;
  std::vector<Item> sections;
  std::vector<Item> readings;
  std::vector<Industry> industries;
  std::vector<Threshold> thresholds;
  std::vector<Question> questions;
  std::vector<QuestionRow> industry_target;
  std::vector<Action> actions;
  std::vector<EquipmentClass> equipment;
  std::vector<FeeRow> fees;
  std::string both_pays;  // target whose fee is paid for a plan that is both
  Source both_source;
  std::vector<Deadline> deadlines;
  std::vector<Item> anchors;
  Submission submission;
  std::vector<Item> drafting;
  std::vector<Penalty> penalties;
  SeriousAccidentsAct serious_accidents;
  std::vector<Setting> settings;

  std::vector<Province> provinces;
  std::vector<MovedDistrict> moved;
  std::vector<SplitDistrict> split;
  std::vector<Misprint> misprints;
  std::vector<Office> offices;

  const Item* FindSection(std::string_view id) const;
  const Item* FindReading(std::string_view id) const;
  const Item* FindAnchor(std::string_view id) const;
  const Threshold* FindThreshold(std::string_view id) const;
  const Question* FindQuestion(std::string_view id) const;
  const Action* FindAction(std::string_view id) const;
  const EquipmentClass* FindEquipment(std::string_view id) const;
  const Office* FindOffice(std::string_view id) const;
  bool IsOn(std::string_view setting) const;
};

}  // namespace sems::chemsafety::hazard
