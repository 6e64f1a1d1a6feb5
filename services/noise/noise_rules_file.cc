#include "services/noise/noise_rules_file.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/casework/yaml_map.h"

namespace sems::noise {
namespace {

using casework::YamlFile;
using casework::YamlMap;

constexpr std::array<std::pair<const char*, TransitionalKind>, 5> kKinds = {{
    {"effective", TransitionalKind::kEffective},
    {"until", TransitionalKind::kUntil},
    {"within", TransitionalKind::kWithin},
    {"deemed", TransitionalKind::kDeemed},
    {"saving", TransitionalKind::kSaving},
}};

Named ReadNamed(const YamlMap& map) { return {map.Text("id"), map.Text("ko"), map.Text("en")}; }

// Every rule says where it stands.
std::string Cited(const YamlMap& map) {
  map.Lines("lines");
  return map.Text("article");
}

// The number of a procedure, which procedures.yaml holds. The rules are written for this operator.
std::string ThresholdOf(const casework::Law& law, const YamlMap& map, const std::string& procedure,
                        const std::string& id, const std::string& op) {
  const casework::Procedure* found = law.FindProcedure(procedure);
  if (found != nullptr) {
    for (const casework::Threshold& threshold : found->thresholds) {
      if (threshold.id != id) continue;
      if (threshold.op != op) map.Problem(absl::StrCat(id, " of ", procedure, " must be ", op));
      return threshold.value;
    }
  }
  map.Problem(absl::StrCat("no threshold ", id, " of ", procedure));
  return "";
}

Decimal DecimalOf(const YamlMap& map, const std::string& text) {
  const std::optional<Decimal> number = Decimal::Parse(text);
  if (!number) map.Problem("is no number: " + text);
  return number.value_or(Decimal());
}

bool Raises(const casework::Law& law, const std::string& event) {
  const casework::Machine* machine = law.FindMachine("noise_prevention_exemption_machine");
  return machine != nullptr &&
         std::any_of(machine->transitions.begin(), machine->transitions.end(),
                     [&](const casework::Transition& known) { return known.event == event; });
}

ExemptionRule ReadExemption(YamlFile& file, const YamlMap& top, const casework::Law& law) {
  static constexpr char kProcedure[] = "noise_prevention_exemption";
  ExemptionRule rule;
  rule.within_m = DecimalOf(top, ThresholdOf(law, top, kProcedure, "distance", "<="));
  if (const casework::Procedure* procedure = law.FindProcedure(kProcedure))
    rule.article = procedure->article;
  for (const YAML::Node& node : top.Maps("protected_places")) {
    const YamlMap map(file, node, {"id", "ko", "en", "article", "lines", "needs_ko"});
    rule.places.push_back({ReadNamed(map), Cited(map), map.OptionalText("needs_ko")});
  }
  for (const YAML::Node& node : top.Maps("exemption_lapses")) {
    const YamlMap map(file, node, {"id", "ko", "en", "event", "article", "lines"});
    rule.lapses.push_back({ReadNamed(map), map.Text("event"), Cited(map)});
    if (!Raises(law, rule.lapses.back().event))
      map.Problem("event", "is none of the exemption's case: " + rule.lapses.back().event);
  }
  return rule;
}

SelfDesignRule ReadSelfDesign(YamlFile& file, const YamlMap& top, const casework::Law& law) {
  const YamlMap map(file, top.Map("self_design"),
                    {"procedure", "enlargement", "single_source", "approval"});
  SelfDesignRule rule;
  rule.procedure = map.Text("procedure");
  const YamlMap enlargement(file, map.Map("enlargement"), {"threshold", "article", "lines"});
  rule.at_most_percent = DecimalOf(enlargement, ThresholdOf(law, enlargement, rule.procedure,
                                                            enlargement.Text("threshold"), "<="));
  rule.enlargement_article = Cited(enlargement);
  const YamlMap single(file, map.Map("single_source"),
                       {"threshold", "article", "lines", "excluded_ko", "excluded_en"});
  if (!absl::SimpleAtoi(ThresholdOf(law, single, rule.procedure, single.Text("threshold"), "=="),
                        &rule.sources)) {
    single.Problem("threshold", "is no whole number");
  }
  rule.single_source_article = Cited(single);
  rule.excluded = {"", single.Text("excluded_ko"), single.Text("excluded_en")};
  const YamlMap approval(file, map.Map("approval"), {"article", "needs_ko", "needs_en", "lines"});
  rule.approval_article = Cited(approval);
  rule.needs = {"", approval.Text("needs_ko"), approval.Text("needs_en")};
  return rule;
}

const casework::Deadline* FindDeadline(const casework::Law& law, const TransitionalRule& rule) {
  const casework::Procedure* procedure = law.FindProcedure(rule.procedure);
  if (procedure == nullptr) return nullptr;
  for (const casework::Deadline& deadline : procedure->deadlines) {
    if (deadline.id == rule.procedure + "." + rule.deadline) return &deadline;
  }
  return nullptr;
}

// A kind has what its day comes from, and nothing else.
void CheckTransitional(const NoiseRules& rules, const TransitionalRule& rule, const YamlMap& map,
                       const casework::Law& law) {
  if (!rule.effective.empty() && rules.FindEffectiveDay(rule.effective) == nullptr)
    map.Problem("effective", "is no day of effect: " + rule.effective);
  if (!rule.procedure.empty() && law.FindProcedure(rule.procedure) == nullptr)
    map.Problem("procedure", "is not known: " + rule.procedure);
  const bool until = rule.kind == TransitionalKind::kUntil;
  const bool within = rule.kind == TransitionalKind::kWithin;
  if (rule.effective.empty() != until) map.Problem("all but `until` need an effective day");
  if (rule.procedure.empty() != (rule.kind == TransitionalKind::kEffective))
    map.Problem("all but `effective` need a procedure");
  if (rule.deadline.empty() == (until || within))
    map.Problem("`until` and `within`, and only they, need a deadline");
  if (!until && !within) return;
  const casework::Deadline* deadline = FindDeadline(law, rule);
  if (deadline == nullptr) {
    map.Problem("deadline", "is none of " + rule.procedure);
  } else if (until != (deadline->mode == calendar::Mode::kAbsolute) ||
             (within && deadline->anchor != rule.effective)) {
    map.Problem("deadline", "does not fit the kind");
  }
}

void ReadTransitional(YamlFile& file, const YamlMap& top, const casework::Law& law,
                      NoiseRules& rules) {
  for (const YAML::Node& node : top.Maps("effective_days")) {
    const YamlMap map(file, node, {"event", "day", "article", "lines"});
    rules.effective_days.push_back({map.Text("event"), map.Day("day"), Cited(map)});
    if (law.FindEvent(rules.effective_days.back().event) == nullptr)
      map.Problem("event", "is not known: " + rules.effective_days.back().event);
  }
  for (const YAML::Node& node : top.Maps("transitional_rules")) {
    const YamlMap map(
        file, node,
        {"id", "kind", "effective", "procedure", "deadline", "ko", "en", "article", "lines"});
    TransitionalRule rule;
    rule.name = ReadNamed(map);
    const std::string kind = map.Text("kind");
    const auto known = std::find_if(kKinds.begin(), kKinds.end(),
                                    [&](const auto& named) { return kind == named.first; });
    if (known == kKinds.end()) {
      map.Problem("kind", "is not known: " + kind);
    } else {
      rule.kind = known->second;
    }
    rule.effective = map.OptionalText("effective");
    rule.procedure = map.OptionalText("procedure");
    rule.deadline = map.OptionalText("deadline");
    rule.article = Cited(map);
    if (known != kKinds.end()) CheckTransitional(rules, rule, map, law);
    rules.transitional.push_back(std::move(rule));
  }
}

// Each id once.
template <class Entries>
void CheckIds(YamlFile& file, const YAML::Node& at, const Entries& entries) {
  std::set<std::string> ids;
  for (const auto& entry : entries) {
    if (!ids.insert(entry.name.id).second) file.Problem(at, "twice: " + entry.name.id);
  }
}

NoiseRules Read(YamlFile& file, const YAML::Node& root, const casework::Law& law) {
  const YamlMap top(file, root,
                    {"protected_places", "exemption_lapses", "self_design", "effective_days",
                     "transitional_rules", "appendix_tables"});
  NoiseRules rules;
  rules.exemption = ReadExemption(file, top, law);
  rules.self_design = ReadSelfDesign(file, top, law);
  ReadTransitional(file, top, law, rules);
  for (const YAML::Node& node : top.Maps("appendix_tables")) {
    const YamlMap map(file, node, {"number", "ko", "en", "article", "lines"});
    rules.tables.push_back(
        {static_cast<int>(map.Count("number")), {"", map.Text("ko"), map.Text("en")}, Cited(map)});
    if (rules.tables.back().number != static_cast<int>(rules.tables.size()))
      map.Problem("number", "must be the next one");
  }
  CheckIds(file, root, rules.exemption.places);
  CheckIds(file, root, rules.exemption.lapses);
  CheckIds(file, root, rules.transitional);
  return rules;
}

}  // namespace

std::variant<NoiseRules, casework::LawProblems> ReadNoiseRules(const casework::LawFile& given,
                                                               const casework::Law& law) {
  YamlFile file(given.name);
  NoiseRules rules;
  try {
    rules = Read(file, YAML::Load(given.text), law);
  } catch (const YAML::Exception& error) {
    file.Problem(error.mark.line + 1, error.msg);
  }
  if (!file.problems().empty()) return file.problems();
  return rules;
}

}  // namespace sems::noise
