#include "services/chemsafety/chem_rules_file.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/casework/yaml_map.h"

namespace sems::chemsafety {

namespace {

using casework::YamlFile;
using casework::YamlMap;

constexpr std::array<std::pair<const char*, ChangeItem>, 8> kItems = {{
    {"kind_or_content", ChangeItem::kKindOrContent},
    {"planned_quantity", ChangeItem::kPlannedQuantity},
    {"storage_capacity", ChangeItem::kStorageCapacity},
    {"use", ChangeItem::kUse},
    {"site_location", ChangeItem::kSiteLocation},
    {"name", ChangeItem::kName},
    {"representative", ChangeItem::kRepresentative},
    {"office_location", ChangeItem::kOfficeLocation},
}};
constexpr std::array<std::pair<const char*, ChangeAct>, 3> kActs = {{
    {"change_permit", ChangeAct::kChangePermit},
    {"change_notification", ChangeAct::kChangeNotification},
    {"change_approval", ChangeAct::kChangeApproval},
}};

template <typename T, size_t n>
T NameIn(const std::array<std::pair<const char*, T>, n>& names, const YamlMap& map,
         const char* key) {
  const std::string given = map.Text(key);
  for (const auto& [name, value] : names) {
    if (given == name) return value;
  }
  map.Problem(key, absl::StrCat("is not known: ", given));
  return names.front().second;
}

Named ReadNamed(const YamlMap& map) { return {map.Text("id"), map.Text("ko"), map.Text("en")}; }

// Every rule says where it stands.
std::string Cited(const YamlMap& map) {
  map.Lines("lines");
  return map.Text("article");
}

QuantityLimit ReadLimit(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(file, node,
                    {"activity", "classes", "above_kg", "procedure", "article", "lines"});
  const std::string activity = map.Text("activity");
  if (activity != "display" && activity != "transport")
    map.Problem("activity", "must be display or transport");
  return {activity == "display" ? Activity::kDisplay : Activity::kTransport, map.Texts("classes"),
          map.Number("above_kg"), map.Text("procedure"), Cited(map)};
}

ChangeRule ReadChange(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(
      file, node,
      {"item", "at_least_percent", "act", "within_days", "procedure", "article", "lines"});
  ChangeRule rule;
  rule.item = NameIn(kItems, map, "item");
  rule.at_least_percent = map.OptionalNumber("at_least_percent");
  rule.act = NameIn(kActs, map, "act");
  if (const auto days = map.OptionalCount("within_days"))
    rule.within_days = static_cast<int>(*days);
  rule.procedure = map.Text("procedure");
  rule.article = Cited(map);
  const bool amount =
      rule.item == ChangeItem::kPlannedQuantity || rule.item == ChangeItem::kStorageCapacity;
  if (amount != rule.at_least_percent.has_value())
    map.Problem("an amount, and only an amount, needs at_least_percent");
  return rule;
}

PermitRegime ReadRegime(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(file, node, {"id", "ko", "en", "article", "changes"});
  PermitRegime regime{ReadNamed(map), map.Text("article"), {}};
  for (const YAML::Node& change : map.Maps("changes"))
    regime.changes.push_back(ReadChange(file, change));
  return regime;
}

PlanChangeRule ReadPlanChange(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(file, node, {"before_completion_days", "article", "lines", "pilot", "grounds"});
  PlanChangeRule rule;
  rule.before_completion_days = static_cast<int>(map.Count("before_completion_days"));
  rule.article = Cited(map);
  const YamlMap pilot(file, map.Map("pilot"), {"at_most_days", "article", "lines"});
  rule.pilot_at_most_days = static_cast<int>(pilot.Count("at_most_days"));
  rule.pilot_article = Cited(pilot);
  for (const YAML::Node& entry : map.Maps("grounds")) {
    const YamlMap ground(
        file, entry,
        {"id", "ko", "en", "needs_higher_hazard", "pilot_excepted", "article", "lines"});
    rule.grounds.push_back(
        {ReadNamed(ground), ground.Has("needs_higher_hazard") && ground.Flag("needs_higher_hazard"),
         ground.Has("pilot_excepted") && ground.Flag("pilot_excepted"), Cited(ground)});
  }
  return rule;
}

TestProductionRule ReadTestProduction(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(file, node,
                    {"more_than_days", "batch_at_least_kg", "continuous_at_least_kg_per_hour",
                     "article", "lines"});
  return {static_cast<int>(map.Count("more_than_days")), map.Number("batch_at_least_kg"),
          map.Number("continuous_at_least_kg_per_hour"), Cited(map)};
}

CommunityNoticeRule ReadNotice(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(
      file, node,
      {"register_within_months", "register_article", "direct_article", "at_least_methods",
       "joint_at_least_sites", "joint_article", "lines", "methods"});
  map.Lines("lines");
  CommunityNoticeRule rule{static_cast<int>(map.Count("register_within_months")),
                           map.Text("register_article"),
                           map.Text("direct_article"),
                           static_cast<int>(map.Count("at_least_methods")),
                           static_cast<int>(map.Count("joint_at_least_sites")),
                           map.Text("joint_article"),
                           {}};
  for (const YAML::Node& entry : map.Maps("methods")) {
    const YamlMap method(file, entry, {"id", "ko", "en", "article"});
    rule.methods.push_back({ReadNamed(method), method.Text("article")});
  }
  return rule;
}

Checklist ReadChecklist(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(file, node, {"id", "ko", "en", "article", "items"});
  Checklist checklist{ReadNamed(map), map.Text("article"), {}};
  for (const YAML::Node& entry : map.Maps("items")) {
    const YamlMap item(file, entry, {"id", "ko", "en", "note_ko"});
    checklist.items.push_back({ReadNamed(item), item.OptionalText("note_ko")});
  }
  return checklist;
}

ChemRules Read(YamlFile& file, const YAML::Node& root) {
  const YamlMap top(file, root,
                    {"substance_classes", "quantity_limits", "permit_regimes", "plan_change",
                     "plan_exemptions", "test_production", "community_notice", "checklists"});
  ChemRules rules;
  for (const YAML::Node& node : top.Maps("substance_classes"))
    rules.classes.push_back(ReadNamed(YamlMap(file, node, {"id", "ko", "en"})));
  for (const YAML::Node& node : top.Maps("quantity_limits")) {
    rules.limits.push_back(ReadLimit(file, node));
    for (const std::string& id : rules.limits.back().classes) {
      if (rules.FindClass(id) == nullptr) file.Problem(node, "unknown class " + id);
    }
  }
  for (const YAML::Node& node : top.Maps("permit_regimes"))
    rules.regimes.push_back(ReadRegime(file, node));
  rules.plan_change = ReadPlanChange(file, top.Map("plan_change"));
  for (const YAML::Node& node : top.Maps("plan_exemptions")) {
    const YamlMap map(file, node, {"id", "ko", "en", "needs_ko", "article", "lines"});
    rules.exemptions.push_back({ReadNamed(map), map.OptionalText("needs_ko"), Cited(map)});
  }
  rules.test_production = ReadTestProduction(file, top.Map("test_production"));
  rules.community_notice = ReadNotice(file, top.Map("community_notice"));
  for (const YAML::Node& node : top.Maps("checklists"))
    rules.checklists.push_back(ReadChecklist(file, node));
  return rules;
}

}  // namespace

std::variant<ChemRules, casework::LawProblems> ReadChemRules(const casework::LawFile& given) {
  YamlFile file(given.name);
  ChemRules rules;
  try {
    rules = Read(file, YAML::Load(given.text));
  } catch (const YAML::Exception& error) {
    file.Problem(error.mark.line + 1, error.msg);
  }
  if (!file.problems().empty()) return file.problems();
  return rules;
}

}  // namespace sems::chemsafety
