#include "services/chemsafety/hazard_data_checks.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace sems::chemsafety {
namespace {

using hazard::Condition;
using hazard::Law;
using hazard::Op;

// What the program can be told of each class of equipment, and as what kind of value; choices with
// their names. A metric that is not here could never be given.
struct Metric {
  Op op;
  std::set<std::string> choices;
};
const std::map<std::string, std::map<std::string, Metric>>& Metrics() {
  static const auto* const metrics = new std::map<std::string, std::map<std::string, Metric>>{
      {"melting_furnace", {{"capacity_t", {Op::kAtLeast, {}}}}},
      {"chemical_equipment",
       {{"is_special_chemical_equipment", {Op::kIs, {}}},
        {"daily_quantity_ratio_to_table9", {Op::kAtLeast, {}}}}},
      {"dryer",
       {{"fuel_kg_per_hour", {Op::kAtLeast, {}}},
        {"rated_power_kw", {Op::kAtLeast, {}}},
        {"drying_case",
         {Op::kOneOf,
          {"organic_compound_in_dried_goods", "flammable_vapour_from_coating",
           "combustible_dust"}}}}},
      {"gas_welding",
       {{"flammable_gas_collected_kg", {Op::kAtLeast, {}}},
        {"is_fixed_type", {Op::kIs, {}}},
        {"container_count", {Op::kAtLeast, {}}}}},
      {"ventilation",
       {{"device", {Op::kOneOf, {"local_exhaust", "general_ventilation", "enclosure"}}},
        {"substance", {Op::kOneOf, {"safety_inspection_49", "permitted_or_controlled_or_dust"}}},
        {"exhaust_m3_per_min", {Op::kAtLeast, {}}}}},
  };
  return *metrics;
}

// The changes that the program can be told of.
const std::set<std::string>& Changes() {
  static const auto* const changes =
      new std::set<std::string>{"heat_source", "output_or_material", "dried_goods",
                                "main_pipe",   "hood_velocity_down", "fan_flow_up"};
  return *changes;
}

class Checker {
 public:
  Checker(YamlFile& file, const YAML::Node& root) : file_(file), root_(root) {}

  // Of the entry at `index` of the list `key`.
  void Problem(const char* key, std::size_t index, const std::string& what) {
    file_.Problem(root_[key][index], what);
  }
  void Problem(const char* key, const std::string& what) { file_.Problem(root_[key], what); }

  template <class T>
  void UniqueIds(const char* key, const std::vector<T>& list) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (!seen.insert(list[i].id).second) {
        Problem(key, i, absl::StrCat("id ", list[i].id, " is there twice"));
      }
    }
  }

  // Every "readings" and "section" of the file, wherever it stands.
  void References(const Law& law) { References(root_, law); }

 private:
  void References(const YAML::Node& node, const Law& law) {
    if (node.IsSequence()) {
      for (const YAML::Node& entry : node) References(entry, law);
    } else if (node.IsMap()) {
      for (const auto& entry : node) {
        const std::string key = entry.first.as<std::string>();
        if (key == "section" && law.FindSection(entry.second.Scalar()) == nullptr) {
          file_.Problem(entry.second, absl::StrCat("unknown section ", entry.second.Scalar()));
        }
        if (key == "readings" && entry.second.IsSequence()) {
          for (const YAML::Node& reading : entry.second) {
            if (reading.IsScalar() && law.FindReading(reading.Scalar()) == nullptr) {
              file_.Problem(reading, absl::StrCat("unknown reading ", reading.Scalar()));
            }
          }
        }
        References(entry.second, law);
      }
    }
  }

  YamlFile& file_;
  const YAML::Node& root_;
};

void CheckIndustries(Checker& check, const Law& law) {
  for (std::size_t i = 0; i < law.industries.size(); ++i) {
    const std::string& code = law.industries[i].code;
    if (code.find_first_not_of("0123456789") != std::string::npos) {
      check.Problem("industries", i, absl::StrCat("code ", code, " must have digits only"));
    }
    for (std::size_t k = 0; k < i; ++k) {
      if (code.starts_with(law.industries[k].code) || law.industries[k].code.starts_with(code)) {
        check.Problem("industries", i,
                      absl::StrCat("code ", code, " overlaps with ", law.industries[k].code));
      }
    }
  }
}

void CheckQuestions(Checker& check, const Law& law) {
  for (const char* id : {"q1", "q2", "q3", "q4"}) {
    if (law.FindQuestion(id) == nullptr) {
      check.Problem("questions", absl::StrCat("question ", id, " is missing"));
    }
  }
  for (const char* id : {"contract_power", "added_rated_capacity", "moved_rated_capacity"}) {
    if (law.FindThreshold(id) == nullptr) {
      check.Problem("thresholds", absl::StrCat("threshold ", id, " is missing"));
    }
  }
  for (std::size_t i = 0; i < law.thresholds.size(); ++i) {
    const hazard::Test& test = law.thresholds[i].test;
    const std::string metric =
        law.thresholds[i].id == "contract_power" ? "contract_power_kw" : "added_or_moved_rated_kw";
    if (test.op != Op::kAtLeast || test.metric != metric) {
      check.Problem("thresholds", i, absl::StrCat("must compare ", metric, " by >="));
    }
  }
  const auto known = [&](const char* key, std::size_t i, const std::vector<std::string>& all) {
    for (const std::string& question : all) {
      if (law.FindQuestion(question) == nullptr) {
        check.Problem(key, i, absl::StrCat("unknown question ", question));
      }
    }
  };
  for (std::size_t i = 0; i < law.industry_target.size(); ++i) {
    known("industry_target", i, law.industry_target[i].questions);
  }
  for (const char* id : {"install_new_factory", "install_existing_factory", "increase", "move"}) {
    if (law.FindAction(id) == nullptr) {
      check.Problem("actions", absl::StrCat("action ", id, " is missing"));
    }
  }
  for (std::size_t i = 0; i < law.actions.size(); ++i) {
    known("actions", i, law.actions[i].questions);
    if (law.FindThreshold(law.actions[i].threshold) == nullptr) {
      check.Problem("actions", i, absl::StrCat("unknown threshold ", law.actions[i].threshold));
    }
  }
}

void CheckCondition(Checker& check, std::size_t i, const std::map<std::string, Metric>& metrics,
                    const Condition& condition) {
  if (condition.kind != Condition::Kind::kTest) {
    for (const Condition& part : condition.parts) CheckCondition(check, i, metrics, part);
    return;
  }
  const hazard::Test& test = condition.test;
  const auto metric = metrics.find(test.metric);
  if (metric == metrics.end()) {
    check.Problem("equipment", i, absl::StrCat("unknown metric ", test.metric));
    return;
  }
  if (metric->second.op != test.op) {
    check.Problem("equipment", i, absl::StrCat("metric ", test.metric, " is compared otherwise"));
  }
  for (const std::string& choice : test.choices) {
    if (!metric->second.choices.contains(choice)) {
      check.Problem("equipment", i, absl::StrCat("unknown ", test.metric, " ", choice));
    }
  }
}

void CheckEquipment(Checker& check, const Law& law) {
  for (const auto& [id, unused] : Metrics()) {
    if (law.FindEquipment(id) == nullptr) {
      check.Problem("equipment", absl::StrCat("class ", id, " is missing"));
    }
  }
  for (std::size_t i = 0; i < law.equipment.size(); ++i) {
    const hazard::EquipmentClass& equipment = law.equipment[i];
    const auto metrics = Metrics().find(equipment.id);
    if (metrics == Metrics().end()) {
      check.Problem("equipment", i, absl::StrCat("unknown class ", equipment.id));
      continue;
    }
    for (const hazard::Item& change : equipment.changes) {
      if (!Changes().contains(change.id)) {
        check.Problem("equipment", i, absl::StrCat("unknown change ", change.id));
      }
    }
    std::set<std::vector<std::string>> picked;
    for (const hazard::EquipmentRule& rule : equipment.rules) {
      CheckCondition(check, i, metrics->second, rule.needs);
      if (!picked.insert(rule.when).second) {
        check.Problem("equipment", i, "two rules are picked by the same values");
      }
      for (std::size_t s = 0; s < equipment.selectors.size(); ++s) {
        const auto selector = metrics->second.find(equipment.selectors[s].metric);
        if (selector == metrics->second.end() || !selector->second.choices.contains(rule.when[s])) {
          check.Problem("equipment", i,
                        absl::StrCat("unknown ", equipment.selectors[s].metric, " ", rule.when[s]));
        }
      }
    }
  }
}

// The rows of one target and extent are one row for every size, or bands that meet.
void CheckFees(Checker& check, const Law& law) {
  const std::map<std::pair<std::string, std::string>, std::string> extents = {
      {{"industry", "whole_line"}, "contract_power_kw"},
      {{"industry", "part"}, ""},
      {{"equipment", "install_or_move"}, "units"},
      {{"equipment", "part"}, ""}};
  std::map<std::pair<std::string, std::string>, const hazard::FeeRow*> last;
  for (std::size_t i = 0; i < law.fees.size(); ++i) {
    const hazard::FeeRow& row = law.fees[i];
    const auto extent = extents.find({row.target, row.extent});
    if (extent == extents.end() || extent->second != row.metric) {
      check.Problem("fees", i, "target, extent and metric do not fit");
      continue;
    }
    const hazard::FeeRow*& former = last[{row.target, row.extent}];
    if (former != nullptr && (!former->below || !row.from || *former->below != *row.from)) {
      check.Problem("fees", i, absl::StrCat("does not begin where ", former->id, " ends"));
    }
    if (row.from && row.below && *row.below <= *row.from) {
      check.Problem("fees", i, "ends before it begins");
    }
    former = &row;
  }
  for (const auto& [extent, metric] : extents) {
    if (!last.contains(extent)) {
      check.Problem("fees", absl::StrCat("none for ", extent.first, " ", extent.second));
    } else if (last.at(extent)->below) {
      check.Problem("fees", absl::StrCat(last.at(extent)->id, " must have no end"));
    }
  }
  if (law.both_pays != "industry" && law.both_pays != "equipment") {
    check.Problem("both_targets", absl::StrCat("unknown target ", law.both_pays));
  }
}

void CheckDeadlines(Checker& check, const Law& law) {
  std::set<std::string> cases = {"industry new_building", "industry existing_building",
                                 "industry extension_or_relocation", "equipment "};
  for (std::size_t i = 0; i < law.deadlines.size(); ++i) {
    const hazard::Deadline& deadline = law.deadlines[i];
    if (cases.erase(absl::StrCat(deadline.target, " ", deadline.factory)) == 0) {
      check.Problem("deadlines", i, "its target and factory are unknown or there twice");
    }
    for (const std::string& anchor : {deadline.anchor, deadline.warn}) {
      const bool known = anchor == "work_start" || anchor == "equipment_installation_start";
      if (!anchor.empty() && (!known || law.FindAnchor(anchor) == nullptr)) {
        check.Problem("deadlines", i, absl::StrCat("unknown anchor ", anchor));
      }
    }
  }
  for (const std::string& missing : cases) {
    check.Problem("deadlines", absl::StrCat("none for ", missing));
  }
}

void CheckSeriousAccidents(Checker& check, const Law& law) {
  // From the largest on, each band ends where the one before begins, and the last has no beginning.
  const std::vector<hazard::SeriousAccidentsBand>& bands = law.serious_accidents.bands;
  std::optional<int> end;
  for (const hazard::SeriousAccidentsBand& band : bands) {
    if (band.below != end) {
      check.Problem("serious_accidents", absl::StrCat("band ", band.id, " leaves a gap"));
    }
    end = band.from;
  }
  if (end) check.Problem("serious_accidents", "the last band must have no beginning");
  for (const std::string& party : law.serious_accidents.exempt.parties) {
    if (party != "individual_owner" && party != "responsible_manager" && party != "corporation") {
      check.Problem("serious_accidents", absl::StrCat("unknown party ", party));
    }
  }
}

}  // namespace

void CheckCriteria(YamlFile& file, const YAML::Node& root, const Law& law) {
  if (!file.problems().empty()) return;  // what could not be read cannot be compared
  Checker check(file, root);
  check.References(law);
  check.UniqueIds("sections", law.sections);
  check.UniqueIds("readings", law.readings);
  check.UniqueIds("thresholds", law.thresholds);
  check.UniqueIds("questions", law.questions);
  check.UniqueIds("actions", law.actions);
  check.UniqueIds("equipment", law.equipment);
  check.UniqueIds("fees", law.fees);
  check.UniqueIds("deadlines", law.deadlines);
  for (const char* reading : {"Q-003-2", "Q-003-21"}) {  // the program cites them itself
    if (law.FindReading(reading) == nullptr) {
      check.Problem("readings", absl::StrCat("reading ", reading, " is missing"));
    }
  }
  CheckIndustries(check, law);
  CheckQuestions(check, law);
  CheckEquipment(check, law);
  CheckFees(check, law);
  CheckDeadlines(check, law);
  CheckSeriousAccidents(check, law);
}

void CheckSettings(YamlFile& file, const YAML::Node& root, const Law& law) {
  if (!file.problems().empty()) return;
  Checker check(file, root);
  check.References(law);
  std::set<std::string> missing = {std::string(hazard::kSameModelSetting),
                                   std::string(hazard::kDecreeSetting)};
  for (std::size_t i = 0; i < law.settings.size(); ++i) {
    if (missing.erase(law.settings[i].id) == 0) {
      check.Problem("settings", i,
                    absl::StrCat("setting ", law.settings[i].id, " is unknown or there twice"));
    }
  }
  for (const std::string& setting : missing) {
    check.Problem("settings", absl::StrCat("setting ", setting, " is missing"));
  }
}

void CheckOffices(YamlFile& file, const YAML::Node& root, const Law& law) {
  if (!file.problems().empty()) return;
  Checker check(file, root);
  check.References(law);
  check.UniqueIds("offices", law.offices);
  std::set<std::string> provinces;
  for (std::size_t i = 0; i < law.provinces.size(); ++i) {
    if (!provinces.insert(law.provinces[i].name).second) {
      check.Problem("provinces", i, absl::StrCat(law.provinces[i].name, " is there twice"));
    }
  }
  std::map<std::pair<std::string, std::string>, std::string> in_charge;  // of each district
  std::map<std::string, const hazard::Area*> whole;
  for (std::size_t i = 0; i < law.offices.size(); ++i) {
    for (const hazard::Area& area : law.offices[i].areas) {
      if (!provinces.contains(area.sido)) {
        check.Problem("offices", i, absl::StrCat("unknown province ", area.sido));
      }
      if (area.whole) {
        if (!whole.emplace(area.sido, &area).second) {
          check.Problem("offices", i, absl::StrCat(area.sido, " has two offices"));
        }
        continue;
      }
      for (const std::string& sigungu : area.sigungu) {
        if (!in_charge.emplace(std::pair(area.sido, sigungu), law.offices[i].id).second) {
          check.Problem("offices", i, absl::StrCat(area.sido, " ", sigungu, " has two offices"));
        }
      }
    }
  }
  // What a whole province leaves out, and only that, belongs to another.
  for (const auto& [sido, area] : whole) {
    for (const std::string& except : area->sigungu) {
      if (!in_charge.contains({sido, except})) {
        check.Problem("offices", absl::StrCat(sido, " ", except, " has no office"));
      }
    }
    for (const auto& [district, office] : in_charge) {
      if (district.first == sido && std::find(area->sigungu.begin(), area->sigungu.end(),
                                              district.second) == area->sigungu.end()) {
        check.Problem("offices", absl::StrCat(sido, " ", district.second, " has two offices"));
      }
    }
  }
  for (std::size_t i = 0; i < law.split.size(); ++i) {
    const hazard::SplitDistrict& split = law.split[i];
    const auto rest = in_charge.find({split.sido, split.sigungu});
    if (law.FindOffice(split.office) == nullptr || law.FindOffice(split.rest) == nullptr ||
        rest == in_charge.end() || rest->second != split.rest) {
      check.Problem("split", i, "its offices are unknown or not in charge");
    }
  }
  for (std::size_t i = 0; i < law.moved.size(); ++i) {
    if (!in_charge.contains({law.moved[i].printed_sido, law.moved[i].sigungu}) ||
        !provinces.contains(law.moved[i].now)) {
      check.Problem("moved", i, absl::StrCat(law.moved[i].sigungu, " is in no office's area"));
    }
  }
  for (std::size_t i = 0; i < law.misprints.size(); ++i) {
    if (!in_charge.contains({law.misprints[i].sido, law.misprints[i].sigungu})) {
      check.Problem("misprints", i,
                    absl::StrCat(law.misprints[i].sigungu, " is in no office's area"));
    }
  }
}

}  // namespace sems::chemsafety
