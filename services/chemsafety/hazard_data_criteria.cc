#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/chemsafety/hazard_data_parts.h"

namespace sems::chemsafety {
namespace {

using hazard::Condition;
using hazard::Law;
using hazard::Op;
using hazard::Test;

constexpr char kWorkplaces[] = "workplaces";
constexpr char kChecklist[] = "checklist";

class Reader {
 public:
  Reader(YamlFile& file, Law& law) : file_(file), law_(law) {}

  void Read(const YAML::Node& root) {
    const YamlMap top(
        file_, root,
        {"title", "basis", "sections", "readings", "industries", "thresholds", "questions",
         "industry_target", "actions", "equipment", "fees", "both_targets", "deadlines", "anchors",
         "submission", "drafting", "penalties", "serious_accidents"});
    law_.title = ReadText(YamlMap(file_, top.Map("title"), {"ko", "en"}));
    law_.basis = ReadText(YamlMap(file_, top.Map("basis"), {"ko", "en"}));
    law_.sections = Names(top, "sections");
    law_.readings = Names(top, "readings");
    for (const YAML::Node& node : top.Maps("industries")) ReadIndustry(node);
    for (const YAML::Node& node : top.Maps("thresholds")) ReadThreshold(node);
    for (const YAML::Node& node : top.Maps("questions")) ReadQuestion(node);
    for (const YAML::Node& node : top.Maps("industry_target")) ReadRow(node);
    for (const YAML::Node& node : top.Maps("actions")) ReadAction(node);
    for (const YAML::Node& node : top.Maps("equipment")) ReadEquipment(node);
    for (const YAML::Node& node : top.Maps("fees")) ReadFee(node);
    const YamlMap both(file_, top.Map("both_targets"), {"pays", "readings"});
    law_.both_pays = both.Text("pays");
    law_.both_source = {"fees", {}, both.Texts("readings")};
    for (const YAML::Node& node : top.Maps("deadlines")) ReadDeadline(node);
    law_.anchors = Items(top, "anchors", "time");
    ReadSubmission(top.Map("submission"));
    law_.drafting = Items(top, "drafting", "drafting");
    for (const YAML::Node& node : top.Maps("penalties")) ReadPenalty(node);
    ReadSeriousAccidents(top.Map("serious_accidents"));
  }

 private:
  std::vector<hazard::Item> Names(const YamlMap& top, const char* key) {
    std::vector<hazard::Item> items;
    for (const YAML::Node& node : top.Maps(key)) {
      const YamlMap map(file_, node, {"id", "ko", "en"});
      items.push_back({map.Text("id"), ReadText(map), {}});
    }
    return items;
  }

  std::vector<hazard::Item> Items(const YamlMap& top, const char* key, const char* section) {
    std::vector<hazard::Item> items;
    for (const YAML::Node& node : top.Maps(key)) {
      const YamlMap map(file_, node, {"id", "ko", "en", "lines", "readings"});
      items.push_back({map.Text("id"), ReadText(map), ReadSource(map, section)});
    }
    return items;
  }

  void ReadIndustry(const YAML::Node& node) {
    const YamlMap map(file_, node, {"code", "since", "ko", "en", "printed", "lines", "readings"});
    law_.industries.push_back({map.Text("code"), ReadText(map), map.OptionalText("printed"),
                               map.Day("since"), ReadSource(map, kChecklist)});
  }

  Op ReadOp(const YamlMap& map) {
    const std::string op = map.Text("op");
    if (op == ">=") return Op::kAtLeast;
    if (op == "==") return Op::kIs;
    if (op == "in") return Op::kOneOf;
    if (!op.empty()) map.Problem("op", absl::StrCat("is unknown: ", op));
    return Op::kAtLeast;
  }

  Test ReadTest(const YamlMap& map, const char* section) {
    Test test;
    test.metric = map.Text("metric");
    test.name = ReadText(map);
    test.op = ReadOp(map);
    switch (test.op) {
      case Op::kAtLeast:
        test.number = map.Number("value");
        test.unit = map.Text("unit");
        break;
      case Op::kIs:
        test.flag = map.Flag("value");
        break;
      case Op::kOneOf:
        test.choices = map.Texts("value");
        break;
    }
    test.not_in_seed = map.Has("not_in_seed") && map.Flag("not_in_seed");
    test.source = ReadSource(map, section);
    return test;
  }

  void ReadThreshold(const YAML::Node& node) {
    const YamlMap map(file_, node,
                      {"id", "metric", "op", "value", "unit", "ko", "en", "lines", "readings"});
    law_.thresholds.push_back({map.Text("id"), ReadTest(map, kWorkplaces)});
  }

  void ReadQuestion(const YAML::Node& node) {
    const YamlMap map(file_, node, {"id", "number", "section", "lines", "readings", "ko", "en"});
    law_.questions.push_back(
        {map.Text("id"), map.Text("number"), ReadText(map), ReadSource(map, kChecklist)});
  }

  void ReadRow(const YAML::Node& node) {
    const YamlMap map(file_, node, {"ko", "en", "all", "lines"});
    law_.industry_target.push_back({ReadText(map), map.Texts("all"), ReadSource(map, kChecklist)});
  }

  void ReadAction(const YAML::Node& node) {
    const YamlMap map(file_, node,
                      {"id", "all", "threshold", "procedure", "ko", "en", "lines", "readings"});
    law_.actions.push_back({map.Text("id"), ReadText(map), map.Texts("all"), map.Text("threshold"),
                            map.Text("procedure"), ReadSource(map, kWorkplaces)});
  }

  Condition ReadCondition(const YAML::Node& node) {
    Condition condition;
    const bool all = node.IsMap() && node["all"];
    if (!all && !(node.IsMap() && node["any"])) {
      condition.test = ReadTest(YamlMap(file_, node,
                                        {"metric", "op", "value", "unit", "not_in_seed", "ko", "en",
                                         "lines", "readings"}),
                                kWorkplaces);
      return condition;
    }
    condition.kind = all ? Condition::Kind::kAll : Condition::Kind::kAny;
    const char* key = all ? "all" : "any";
    const YamlMap map(file_, node, {key});
    for (const YAML::Node& part : map.Maps(key)) condition.parts.push_back(ReadCondition(part));
    return condition;
  }

  hazard::EquipmentRule ReadRule(const YAML::Node& node,
                                 const std::vector<hazard::Selector>& selectors) {
    const YamlMap map(file_, node, {"when", "since", "lines", "readings", "needs"});
    hazard::EquipmentRule rule;
    rule.since = map.Day("since");
    rule.source = ReadSource(map, kChecklist);
    rule.needs = ReadCondition(map.Map("needs"));
    if (!selectors.empty()) {
      const YAML::Node when = map.Map("when");
      for (const hazard::Selector& selector : selectors) {
        const YAML::Node choice = when[selector.metric];
        rule.when.push_back(choice.IsDefined() && choice.IsScalar() ? choice.Scalar() : "");
      }
      if (when.size() != selectors.size()) map.Problem("when", "must name every selector");
    } else if (map.Has("when")) {
      map.Problem("when", "needs selectors of the class");
    }
    return rule;
  }

  void ReadEquipment(const YAML::Node& node) {
    const YamlMap map(file_, node,
                      {"id", "ko", "en", "front_number", "checklist_number", "lines", "readings",
                       "procedure", "selectors", "rules", "changes"});
    hazard::EquipmentClass equipment;
    equipment.id = map.Text("id");
    equipment.name = ReadText(map);
    equipment.front_number = map.Text("front_number");
    equipment.checklist_number = map.Text("checklist_number");
    equipment.procedure = map.Text("procedure");
    equipment.source = ReadSource(map, kWorkplaces);
    if (map.Has("selectors")) {
      for (const YAML::Node& entry : map.Maps("selectors")) {
        const YamlMap selector(file_, entry, {"metric", "ko", "en", "lines", "readings"});
        equipment.selectors.push_back(
            {selector.Text("metric"), ReadText(selector), ReadSource(selector, kWorkplaces)});
      }
    }
    for (const YAML::Node& rule : map.Maps("rules")) {
      equipment.rules.push_back(ReadRule(rule, equipment.selectors));
    }
    equipment.changes = Items(map, "changes", kWorkplaces);
    law_.equipment.push_back(std::move(equipment));
  }

  void ReadFee(const YAML::Node& node) {
    const YamlMap map(file_, node,
                      {"id", "target", "extent", "metric", "from", "below", "unit", "krw", "lines",
                       "readings", "ko", "en"});
    hazard::FeeRow row;
    row.id = map.Text("id");
    row.name = ReadText(map);
    row.target = map.Text("target");
    row.extent = map.Text("extent");
    row.metric = map.OptionalText("metric");
    row.from = map.OptionalNumber("from");
    row.below = map.OptionalNumber("below");
    if (!row.metric.empty()) row.unit = map.Text("unit");
    row.krw = map.Count("krw");
    row.source = ReadSource(map, "fees");
    law_.fees.push_back(std::move(row));
  }

  void ReadDeadline(const YAML::Node& node) {
    const YamlMap map(file_, node,
                      {"id", "target", "factory", "days", "anchor", "warn", "procedure", "section",
                       "lines", "readings", "ko", "en"});
    hazard::Deadline deadline;
    deadline.id = map.Text("id");
    deadline.name = ReadText(map);
    deadline.target = map.Text("target");
    deadline.factory = map.OptionalText("factory");
    deadline.days = static_cast<int>(map.Count("days"));
    deadline.anchor = map.Text("anchor");
    deadline.warn = map.OptionalText("warn");
    deadline.procedure = map.Text("procedure");
    deadline.source = ReadSource(map, "until_when");
    law_.deadlines.push_back(std::move(deadline));
  }

  void ReadSubmission(const YAML::Node& node) {
    const YamlMap map(file_, node, {"copies", "ko", "en", "lines"});
    law_.submission = {static_cast<int>(map.Count("copies")), ReadText(map),
                       ReadSource(map, "how")};
  }

  void ReadPenalty(const YAML::Node& node) {
    const YamlMap map(file_, node, {"id", "kind", "max_krw", "max_years", "lines", "ko", "en"});
    hazard::Penalty penalty;
    penalty.id = map.Text("id");
    penalty.name = ReadText(map);
    penalty.kind = map.Text("kind");
    penalty.max_krw = map.Count("max_krw");
    if (const auto years = map.OptionalCount("max_years")) {
      penalty.max_years = static_cast<int>(*years);
    }
    penalty.source = ReadSource(map, "basis");
    law_.penalties.push_back(std::move(penalty));
  }

  void ReadSeriousAccidents(const YAML::Node& node) {
    constexpr char kSection[] = "serious_accidents";
    const YamlMap map(file_, node, {"ko", "en", "enacted", "lines", "bands", "exempt", "duties"});
    hazard::SeriousAccidentsAct& act = law_.serious_accidents;
    act.name = ReadText(map);
    act.enacted = map.Day("enacted");
    act.source = ReadSource(map, kSection);
    for (const YAML::Node& entry : map.Maps("bands")) {
      const YamlMap band(file_, entry,
                         {"id", "from", "below", "since", "unit", "lines", "ko", "en"});
      const auto number = [&](const char* key) {
        const auto count = band.OptionalCount(key);
        return count ? std::optional<int>(static_cast<int>(*count)) : std::nullopt;
      };
      act.bands.push_back({band.Text("id"), ReadText(band), number("from"), number("below"),
                           band.Text("unit"), band.Day("since"), ReadSource(band, kSection)});
    }
    const YamlMap exempt(file_, map.Map("exempt"),
                         {"below", "unit", "parties", "lines", "readings", "ko", "en"});
    act.exempt = {ReadText(exempt), static_cast<int>(exempt.Count("below")), exempt.Text("unit"),
                  exempt.Texts("parties"), ReadSource(exempt, kSection)};
    for (const YAML::Node& entry : map.Maps("duties")) {
      const YamlMap duty(file_, entry, {"id", "article", "ko", "en", "lines"});
      act.duties.push_back(
          {duty.Text("id"), ReadText(duty), duty.Text("article"), ReadSource(duty, kSection)});
    }
  }

  YamlFile& file_;
  Law& law_;
};

}  // namespace

hazard::Source ReadSource(const YamlMap& map, const char* section) {
  hazard::Source source;
  source.section = map.OptionalText("section");
  if (source.section.empty()) source.section = section;
  source.lines = map.Lines("lines");
  source.readings = map.OptionalTexts("readings");
  return source;
}

hazard::Text ReadText(const YamlMap& map) { return {map.Text("ko"), map.Text("en")}; }

void ReadCriteria(YamlFile& file, const YAML::Node& root, Law& law) {
  Reader(file, law).Read(root);
}

void ReadSettings(YamlFile& file, const YAML::Node& root, Law& law) {
  const YamlMap top(file, root, {"settings"});
  for (const YAML::Node& node : top.Maps("settings")) {
    const YamlMap map(file, node, {"id", "on", "readings", "ko", "en", "lines"});
    law.settings.push_back(
        {map.Text("id"), ReadText(map), map.Flag("on"), ReadSource(map, kWorkplaces)});
  }
}

}  // namespace sems::chemsafety
