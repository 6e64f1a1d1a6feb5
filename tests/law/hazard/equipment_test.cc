// 설비대상 of the leaflet: each class at its thresholds, its effective day and its changes. L is
// the leaflet's line.
#include <map>
#include <string>
#include <vector>

#include "common/values/civil.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/chemsafety/domain/hazard_applicability.h"
#include "services/chemsafety/domain/hazard_equipment.h"
#include "tests/law/hazard/hazard_law_files.h"
#include "tests/law/hazard/verdicts.h"

namespace sems::chemsafety::hazard {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr Verdict kMet = Verdict::kMet;
constexpr Verdict kNotMet = Verdict::kNotMet;
constexpr Verdict kUnknown = Verdict::kUnknown;

absl::CivilDay Day(const std::string& text) { return *ParseDay(text); }
MetricValue Number(const char* text) { return Decimal::Literal(text); }
MetricValue Choice(const char* text) { return std::string(text); }

// One of each class that is a target, whatever else is known, installed long after its rule began.
Equipment Furnace() {
  return {"melting_furnace", {{"capacity_t", Number("3")}}, "install", Day("2020-05-04"), {}};
}
Equipment Chemical() {
  return {
      "chemical_equipment",
      {{"is_special_chemical_equipment", true}, {"daily_quantity_ratio_to_table9", Number("1")}},
      "install",
      Day("2020-05-04"),
      {}};
}
Equipment Dryer() {
  return {"dryer",
          {{"fuel_kg_per_hour", Number("50")},
           {"rated_power_kw", Number("0")},
           {"drying_case", Choice("organic_compound_in_dried_goods")}},
          "install",
          Day("2020-05-04"),
          {}};
}
Equipment Welder() {
  return {"gas_welding",
          {{"flammable_gas_collected_kg", Number("1000")},
           {"is_fixed_type", true},
           {"container_count", Number("1")}},
          "install",
          Day("2020-05-04"),
          {}};
}
Equipment Exhaust(const char* device, const char* substance, const char* flow) {
  return {"ventilation",
          {{"device", Choice(device)},
           {"substance", Choice(substance)},
           {"exhaust_m3_per_min", Number(flow)}},
          "install",
          Day("2020-05-04"),
          {}};
}
Equipment Hood() { return Exhaust("local_exhaust", "safety_inspection_49", "60"); }

EquipmentFinding Check(const Equipment& equipment, const Law& law = TestedLaw()) {
  return CheckEquipment(law, equipment, "equipment[0]");
}
Verdict VerdictOf(const Equipment& equipment) { return Check(equipment).verdict; }

const Criterion& Find(const EquipmentFinding& finding, const std::string& id) {
  for (const Criterion& criterion : finding.criteria) {
    if (criterion.id == id) return criterion;
  }
  ADD_FAILURE() << "no criterion " << id;
  static const Criterion none;
  return none;
}

std::vector<std::string> NeededBy(const Equipment& equipment) {
  Workplace workplace;
  workplace.contract_power_kw = Decimal::Literal("1");
  workplace.equipment_list_complete = true;
  workplace.equipment.push_back(equipment);
  return CheckApplicability(TestedLaw(), workplace).needed;
}

struct ThresholdCase {
  const char* what;
  Equipment equipment;  // at its thresholds
  const char* metric;
  const char* below;
  const char* at;
  const char* above;
  const char* unit;
};

TEST(HazardEquipmentTest, IsATargetFromItsThresholdOn) {
  const ThresholdCase kCases[] = {
      {"L24, L165: 3 t", Furnace(), "capacity_t", "2", "3", "4", "t"},
      {"L24: a little less than 3 t", Furnace(), "capacity_t", "2.999", "3.000", "3.001", "t"},
      {"L29, L167: the quantity of Table 9", Chemical(), "daily_quantity_ratio_to_table9", "0", "1",
       "2", "ratio"},
      {"L29", Chemical(), "daily_quantity_ratio_to_table9", "0.999", "1.0", "1.001", "ratio"},
      {"L39, L166: 50 kg/h", Dryer(), "fuel_kg_per_hour", "49", "50", "51", "kg/h"},
      {"L49, L168: 1,000 kg", Welder(), "flammable_gas_collected_kg", "999", "1000", "1001", "kg"},
      {"L49: one container", Welder(), "container_count", "0", "1", "2", "개"},
      {"L55, L169: 60 m3/min", Hood(), "exhaust_m3_per_min", "59", "60", "61", "m3/min"},
      {"L59, L170: 150 m3/min",
       Exhaust("general_ventilation", "permitted_or_controlled_or_dust", "150"),
       "exhaust_m3_per_min", "149", "150", "151", "m3/min"},
  };
  for (const ThresholdCase& c : kCases) {
    Equipment equipment = c.equipment;
    equipment.values[c.metric] = Number(c.below);
    EXPECT_EQ(VerdictOf(equipment), kNotMet) << c.what << " below";
    equipment.values[c.metric] = Number(c.at);
    EXPECT_EQ(VerdictOf(equipment), kMet) << c.what << " at";
    EXPECT_EQ(Find(Check(equipment), std::string("equipment[0].") + c.metric).unit, c.unit);
    equipment.values[c.metric] = Number(c.above);
    EXPECT_EQ(VerdictOf(equipment), kMet) << c.what << " above";
    equipment.values.erase(c.metric);
    EXPECT_EQ(VerdictOf(equipment), kUnknown) << c.what << " missing";
    EXPECT_THAT(NeededBy(equipment),
                ElementsAre("equipment[0]." + equipment.equipment_class + "." + c.metric));
  }
}

// L39: the fuel or the power is enough; L41-43: one of three cases.
TEST(HazardEquipmentTest, ADryerIsOneByFuelOrPower) {
  struct Case {
    const char* fuel;  // null: not given
    const char* power;
    const char* drying_case;
    Verdict verdict;
  };
  const Case kCases[] = {
      {"50", "0", "organic_compound_in_dried_goods", kMet},
      {"0", "50", "organic_compound_in_dried_goods", kMet},
      {"0", "49", "organic_compound_in_dried_goods", kNotMet},
      {"0", "51", "organic_compound_in_dried_goods", kMet},
      {"49", "49", "organic_compound_in_dried_goods", kNotMet},
      {"50", "50", "flammable_vapour_from_coating", kMet},
      {"50", "0", "combustible_dust", kMet},
      {"50", "0", "none", kNotMet},
      {"50", "0", nullptr, kUnknown},
      {"49", "0", nullptr, kNotMet},
      {nullptr, "50", "combustible_dust", kMet},
      {nullptr, "49", "combustible_dust", kUnknown},
      {nullptr, nullptr, "combustible_dust", kUnknown},
      {nullptr, nullptr, "none", kNotMet},
  };
  for (const Case& c : kCases) {
    Equipment dryer = Dryer();
    dryer.values.clear();
    if (c.fuel != nullptr) dryer.values["fuel_kg_per_hour"] = Number(c.fuel);
    if (c.power != nullptr) dryer.values["rated_power_kw"] = Number(c.power);
    if (c.drying_case != nullptr) dryer.values["drying_case"] = Choice(c.drying_case);
    EXPECT_EQ(VerdictOf(dryer), c.verdict);
  }
  EXPECT_EQ(Find(Check(Dryer()), "equipment[0].rated_power_kw").threshold, "50");
  EXPECT_EQ(Find(Check(Dryer()), "equipment[0].rated_power_kw").unit, "kW");
}

// L29: special chemical equipment; L49: of a fixed kind.
TEST(HazardEquipmentTest, WhatIsSoOrNotDecides) {
  Equipment chemical = Chemical();
  chemical.values["is_special_chemical_equipment"] = false;
  EXPECT_EQ(VerdictOf(chemical), kNotMet);
  chemical.values.erase("is_special_chemical_equipment");
  EXPECT_EQ(VerdictOf(chemical), kUnknown);
  chemical.values["daily_quantity_ratio_to_table9"] = Number("0.5");
  EXPECT_EQ(VerdictOf(chemical), kNotMet);
  Equipment welder = Welder();
  welder.values["is_fixed_type"] = false;
  EXPECT_EQ(VerdictOf(welder), kNotMet);
  welder.values.erase("is_fixed_type");
  EXPECT_EQ(VerdictOf(welder), kUnknown);
}

// L55-70, L169-170 (Q-003-5, Q-003-6): 60 or 150 by substance, for each of three devices; in force
// from 2009-02-01 for local exhaust of the 49 substances, else from 2011-11-18.
TEST(HazardVentilationTest, GoesBySubstanceForEachDevice) {
  struct Case {
    const char* device;
    const char* substance;
    int threshold;  // 0: never one
    const char* since;
  };
  const Case kCases[] = {
      {"local_exhaust", "safety_inspection_49", 60, "2009-02-01"},
      {"general_ventilation", "safety_inspection_49", 60, "2011-11-18"},
      {"enclosure", "safety_inspection_49", 60, "2011-11-18"},
      {"local_exhaust", "permitted_or_controlled_or_dust", 150, "2011-11-18"},
      {"general_ventilation", "permitted_or_controlled_or_dust", 150, "2011-11-18"},
      {"enclosure", "permitted_or_controlled_or_dust", 150, "2011-11-18"},
      {"mobile_local_exhaust", "safety_inspection_49", 0, ""},
      {"mobile_local_exhaust", "permitted_or_controlled_or_dust", 0, ""},
      {"local_exhaust", "none", 0, ""},
      {"enclosure", "none", 0, ""},
  };
  for (const Case& c : kCases) {
    if (c.threshold == 0) {
      EXPECT_EQ(VerdictOf(Exhaust(c.device, c.substance, "100000")), kNotMet) << c.device;
      continue;
    }
    for (const int offset : {-1, 0, 1}) {
      Equipment equipment =
          Exhaust(c.device, c.substance, std::to_string(c.threshold + offset).c_str());
      EXPECT_EQ(VerdictOf(equipment), Of(offset >= 0)) << c.device << c.substance << offset;
      equipment = Exhaust(c.device, c.substance, std::to_string(c.threshold).c_str());
      equipment.on = Day(c.since) + offset;
      EXPECT_EQ(VerdictOf(equipment), Of(offset >= 0)) << c.device << c.substance << c.since;
    }
  }
}

TEST(HazardVentilationTest, IsUnknownOnlyWhereTheRulesDiffer) {
  const auto with = [](const char* device, const char* substance, const char* flow) {
    Equipment equipment = Exhaust("", "", "0");
    equipment.values.clear();
    if (device != nullptr) equipment.values["device"] = Choice(device);
    if (substance != nullptr) equipment.values["substance"] = Choice(substance);
    if (flow != nullptr) equipment.values["exhaust_m3_per_min"] = Number(flow);
    return equipment;
  };
  EXPECT_EQ(VerdictOf(with(nullptr, "safety_inspection_49", "59")), kNotMet);
  EXPECT_EQ(VerdictOf(with(nullptr, "safety_inspection_49", "60")), kUnknown);
  EXPECT_EQ(VerdictOf(with("local_exhaust", nullptr, "59")), kNotMet);
  EXPECT_EQ(VerdictOf(with("local_exhaust", nullptr, "60")), kUnknown);
  EXPECT_EQ(VerdictOf(with("local_exhaust", nullptr, "150")), kUnknown);  // it may be neither
  EXPECT_EQ(VerdictOf(with(nullptr, nullptr, nullptr)), kUnknown);
  EXPECT_EQ(VerdictOf(with(nullptr, "none", nullptr)), kNotMet);
  EXPECT_EQ(VerdictOf(with("mobile_local_exhaust", nullptr, nullptr)), kNotMet);
  EXPECT_THAT(NeededBy(with("local_exhaust", nullptr, "100")),
              ElementsAre("equipment[0].ventilation.substance"));
  // Only the rules that may fit are told of.
  const EquipmentFinding finding = Check(with("local_exhaust", nullptr, "100"));
  std::vector<std::string> ids;
  for (const Criterion& criterion : finding.criteria) ids.push_back(criterion.id);
  EXPECT_THAT(
      ids,
      ElementsAre(
          "equipment[0].act", "equipment[0].device", "equipment[0].substance",
          "equipment[0].exhaust_m3_per_min[local_exhaust,safety_inspection_49]",
          "equipment[0].installed_or_changed_on[local_exhaust,safety_inspection_49]",
          "equipment[0].exhaust_m3_per_min[local_exhaust,permitted_or_controlled_or_dust]",
          "equipment[0].installed_or_changed_on[local_exhaust,permitted_or_controlled_or_dust]"));
}

// L162, L167 (Q-003-4): one day for the first four classes.
TEST(HazardEquipmentTest, CountsFromItsEffectiveDay) {
  for (Equipment equipment : {Furnace(), Chemical(), Dryer(), Welder(), Hood()}) {
    for (const int offset : {-1, 0, 1}) {
      equipment.on = Day("2009-02-01") + offset;
      const EquipmentFinding finding = Check(equipment);
      EXPECT_EQ(finding.verdict, Of(offset >= 0)) << equipment.equipment_class << offset;
      EXPECT_EQ(Find(finding, "equipment[0].installed_or_changed_on").threshold, "2009-02-01");
    }
    equipment.on.reset();
    EXPECT_EQ(VerdictOf(equipment), kUnknown);
    EXPECT_THAT(NeededBy(equipment), ElementsAre("equipment[0].installed_or_changed_on"));
  }
}

// L25, L30, L45, L51, L70: what counts as a change of a main structural part, class by class.
TEST(HazardEquipmentTest, IsATargetWhenChangedInAMainPart) {
  const std::vector<std::pair<Equipment, std::vector<std::string>>> kCases = {
      {Furnace(), {"heat_source"}},
      {Chemical(), {"output_or_material"}},
      {Dryer(), {"heat_source", "dried_goods"}},
      {Welder(), {"main_pipe"}},
      {Hood(), {"hood_velocity_down", "fan_flow_up"}},
  };
  for (const auto& [target, changes] : kCases) {
    Equipment equipment = target;
    std::vector<std::string> listed;
    for (const Item& change : TestedLaw().FindEquipment(target.equipment_class)->changes) {
      listed.push_back(change.id);
    }
    EXPECT_EQ(listed, changes);
    for (const std::string& change : changes) {
      equipment.act = change;
      EXPECT_EQ(VerdictOf(equipment), kMet) << target.equipment_class << change;
      equipment.on = Day("2009-01-31");
      EXPECT_EQ(VerdictOf(equipment), kNotMet) << target.equipment_class << change;
      equipment.on = target.on;
    }
    // Another change, and an addition without effect (Q-003-20), is none.
    equipment.act = "other";
    EXPECT_EQ(VerdictOf(equipment), kNotMet) << target.equipment_class;
    equipment.act.clear();
    EXPECT_EQ(VerdictOf(equipment), kUnknown) << target.equipment_class;
    EXPECT_THAT(NeededBy(equipment), ElementsAre("equipment[0].act"));
  }
  Equipment hood = Hood();
  hood.act = "other";
  EXPECT_THAT(Find(Check(hood), "equipment[0].act").source.readings, Contains("Q-003-20"));
  EXPECT_THAT(Find(Check(hood), "equipment[0].act").source.lines, Contains(70));
}

// L172: one of the five is enough.
TEST(HazardEquipmentTest, AnyOneMakesTheWorkplaceATarget) {
  for (const Equipment& equipment : {Furnace(), Chemical(), Dryer(), Welder(), Hood()}) {
    Workplace workplace;
    workplace.industry_code = "11111";
    workplace.equipment_list_complete = true;
    Equipment too_small = Furnace();
    too_small.values["capacity_t"] = Number("2");
    workplace.equipment = {too_small, equipment};
    Applicability result = CheckApplicability(TestedLaw(), workplace);
    EXPECT_EQ(result.equipment_target, kMet) << equipment.equipment_class;
    EXPECT_EQ(result.target, kMet);
    EXPECT_EQ(result.both, kNotMet);
    EXPECT_THAT(result.equipment, ElementsAre(kNotMet, kMet));
    EXPECT_THAT(result.procedures, ElementsAre("hazard_plan_equipment"));
    workplace.equipment.pop_back();
    EXPECT_EQ(CheckApplicability(TestedLaw(), workplace).equipment_target, kNotMet);
    workplace.equipment_list_complete = false;
    EXPECT_EQ(CheckApplicability(TestedLaw(), workplace).equipment_target, kUnknown);
  }
}

// Front page and checklist number the classes differently (L27, L37, L166, L167; Q-003-1).
TEST(HazardEquipmentTest, KeepsBothNumbers) {
  std::vector<std::string> numbers;
  for (const EquipmentClass& equipment : TestedLaw().equipment) {
    numbers.push_back(equipment.id + equipment.front_number + equipment.checklist_number);
    EXPECT_THAT(equipment.source.readings, Contains("Q-003-1"));
  }
  EXPECT_THAT(numbers, ElementsAre("melting_furnace①①", "chemical_equipment②③", "dryer③②",
                                   "gas_welding④④", "ventilation⑤⑤"));
}

TEST(HazardEquipmentTest, ExplainsItself) {
  for (const Equipment& equipment : {Furnace(), Chemical(), Dryer(), Welder(), Hood()}) {
    for (const Criterion& criterion : Check(equipment).criteria) {
      EXPECT_FALSE(criterion.name.ko.empty()) << criterion.id;
      EXPECT_FALSE(criterion.name.en.empty()) << criterion.id;
      EXPECT_FALSE(criterion.explanation.ko.empty()) << criterion.id;
      EXPECT_FALSE(criterion.explanation.en.empty()) << criterion.id;
      EXPECT_FALSE(criterion.source.section.empty()) << criterion.id;
      EXPECT_THAT(criterion.source.lines, Not(IsEmpty())) << criterion.id;
    }
  }
  const Criterion furnace = Find(Check(Furnace()), "equipment[0].capacity_t");
  EXPECT_EQ(furnace.value, "3");
  EXPECT_EQ(furnace.op, ">=");
  EXPECT_EQ(furnace.threshold, "3");
  EXPECT_THAT(furnace.source.lines, ElementsAre(24, 165));
}

// Decree Art. 43(2), when switched on (Q-003-21).
TEST(HazardEquipmentTest, TheDecreeLeavesSomeOutOnlyWhenOn) {
  Law law = TestedLaw();
  Equipment chemical = Chemical();
  chemical.excluded_by_decree = true;
  EXPECT_EQ(Check(chemical, law).verdict, kMet);
  for (Setting& setting : law.settings) setting.on = setting.id == kDecreeSetting;
  EXPECT_EQ(Check(chemical, law).verdict, kNotMet);
  chemical.excluded_by_decree = false;
  EXPECT_EQ(Check(chemical, law).verdict, kMet);
  chemical.excluded_by_decree.reset();
  EXPECT_EQ(Check(chemical, law).verdict, kUnknown);
  EXPECT_EQ(Check(Furnace(), law).verdict, kMet);
  EXPECT_THAT(Find(Check(chemical, law), "equipment[0].excluded_by_decree_art43_2").needed,
              "equipment[0].chemical_equipment.excluded_by_decree_art43_2");
}

// Table 9 itself is outside the leaflet: its ratio is asked for, and marked so.
TEST(HazardEquipmentTest, MarksWhatTheLeafletDoesNotGive) {
  std::vector<std::string> marked;
  for (const EquipmentClass& equipment : TestedLaw().equipment) {
    for (const EquipmentRule& rule : equipment.rules) {
      std::vector<const Condition*> open = {&rule.needs};
      while (!open.empty()) {
        const Condition* condition = open.back();
        open.pop_back();
        for (const Condition& part : condition->parts) open.push_back(&part);
        if (condition->test.not_in_seed) marked.push_back(condition->test.metric);
      }
    }
  }
  EXPECT_THAT(marked, ElementsAre("daily_quantity_ratio_to_table9"));
}

}  // namespace
}  // namespace sems::chemsafety::hazard
