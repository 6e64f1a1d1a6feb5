#include "services/chemsafety/domain/hazard_equipment.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace sems::chemsafety::hazard {
namespace {

constexpr char kOnField[] = "installed_or_changed_on";

class Check {
 public:
  Check(const Law& law, const Equipment& equipment, const std::string& path)
      : class_(*law.FindEquipment(equipment.equipment_class)),
        decree_applies_(law.IsOn(kDecreeSetting) && class_.id == "chemical_equipment"),
        equipment_(equipment),
        path_(path) {}

  EquipmentFinding Run() {
    const Verdict act = Act();
    const Verdict not_excluded = NotExcluded();
    std::vector<Verdict> rules;
    const std::vector<const EquipmentRule*> open = RulesThatMayFit();
    for (const EquipmentRule* rule : open) rules.push_back(CheckRule(*rule, open.size() > 1));
    finding_.verdict = All({act, not_excluded, Any(rules)});
    return std::move(finding_);
  }

 private:
  std::string Id(const std::string& what) const { return absl::StrCat(path_, ".", what); }
  std::string Field(const std::string& metric) const {
    return absl::StrCat(path_, ".", class_.id, ".", metric);
  }

  Verdict Add(Criterion criterion) {
    criterion.number = class_.checklist_number;
    if (criterion.source.section.empty()) criterion.source.section = class_.source.section;
    finding_.criteria.push_back(std::move(criterion));
    return finding_.criteria.back().verdict;
  }

  const MetricValue* Value(std::string_view metric) const {
    const auto found = equipment_.values.find(metric);
    return found == equipment_.values.end() ? nullptr : &found->second;
  }

  // 설치하거나 주요구조부분을 변경
  Verdict Act() {
    Criterion criterion;
    criterion.id = Id("act");
    criterion.name = {"설치 또는 주요구조부분의 변경",
                      "installed, or changed in a main structural part"};
    criterion.op = "in";
    criterion.source = class_.source;
    std::vector<std::string> acts = {std::string(kInstall)};
    for (const Item& change : class_.changes) acts.push_back(change.id);
    criterion.threshold = absl::StrJoin(acts, ", ");
    criterion.value = equipment_.act;
    if (equipment_.act.empty()) {
      criterion.explanation = {"설치인지 변경인지 알 수 없습니다.",
                               "It is not known whether it is installed or changed."};
      criterion.needed = Id("act");
    } else if (equipment_.act == kInstall) {
      criterion.verdict = Verdict::kMet;
      criterion.explanation = {"설치·이전", "Installed or moved."};
    } else if (const Item* change = class_.FindChange(equipment_.act)) {
      criterion.verdict = Verdict::kMet;
      criterion.explanation = change->name;
      criterion.source.lines = change->source.lines;
      criterion.source.readings = change->source.readings;
    } else {
      criterion.verdict = Verdict::kNotMet;
      criterion.explanation = {"열거된 주요구조부분의 변경이 아닙니다.",
                               "None of the changes of a main structural part that are listed."};
      criterion.source.lines.clear();
      for (const Item& listed : class_.changes) {
        for (const int line : listed.source.lines) criterion.source.lines.push_back(line);
        for (const std::string& reading : listed.source.readings) {
          std::vector<std::string>& readings = criterion.source.readings;
          if (std::find(readings.begin(), readings.end(), reading) == readings.end()) {
            readings.push_back(reading);
          }
        }
      }
    }
    return Add(std::move(criterion));
  }

  // Decree Art. 43(2), where that is switched on (Q-003-21).
  Verdict NotExcluded() {
    if (!decree_applies_) return Verdict::kMet;
    Test test;
    test.name = {"산업안전보건법 시행령 제43조제2항의 제외에 해당하지 않음",
                 "not left out by Decree Art. 43(2)"};
    test.op = Op::kIs;
    test.flag = false;
    test.source = {class_.source.section, class_.source.lines, {"Q-003-21"}};
    std::optional<MetricValue> value;
    if (equipment_.excluded_by_decree) value = *equipment_.excluded_by_decree;
    return Add(Compare(test, value ? &*value : nullptr, Id("excluded_by_decree_art43_2"),
                       Field("excluded_by_decree_art43_2")));
  }

  // The rules that the values which pick one leave open; what they pick by is listed.
  std::vector<const EquipmentRule*> RulesThatMayFit() {
    std::vector<const EquipmentRule*> open;
    for (const EquipmentRule& rule : class_.rules) open.push_back(&rule);
    for (std::size_t i = 0; i < class_.selectors.size(); ++i) {
      const Selector& selector = class_.selectors[i];
      Test test;
      test.metric = selector.metric;
      test.name = selector.name;
      test.op = Op::kOneOf;
      test.source = selector.source;
      for (const EquipmentRule& rule : class_.rules) {
        if (std::find(test.choices.begin(), test.choices.end(), rule.when[i]) ==
            test.choices.end()) {
          test.choices.push_back(rule.when[i]);
        }
      }
      const MetricValue* value = Value(selector.metric);
      Add(Compare(test, value, Id(selector.metric), Field(selector.metric)));
      if (value == nullptr) {
        picked_ = false;
        continue;
      }
      const std::string& choice = std::get<std::string>(*value);
      open.erase(std::remove_if(open.begin(), open.end(),
                                [&](const EquipmentRule* rule) { return rule->when[i] != choice; }),
                 open.end());
    }
    return open;
  }

  Verdict CheckRule(const EquipmentRule& rule, bool several) {
    const std::string suffix =
        several ? absl::StrCat("[", absl::StrJoin(rule.when, ","), "]") : std::string();
    const Verdict needs = CheckCondition(rule.needs, suffix);
    Criterion since = CompareDay(
        {"설치·변경일이 적용시점 이후", "installed or changed on or after the effective date"},
        equipment_.on, rule.since, rule.source, absl::StrCat(Id(kOnField), suffix), Id(kOnField));
    const Verdict in_force = Add(std::move(since));
    return All({picked_ ? Verdict::kMet : Verdict::kUnknown, needs, in_force});
  }

  Verdict CheckCondition(const Condition& condition, const std::string& suffix) {
    if (condition.kind == Condition::Kind::kTest) {
      const Test& test = condition.test;
      return Add(Compare(test, Value(test.metric), absl::StrCat(Id(test.metric), suffix),
                         Field(test.metric)));
    }
    std::vector<Verdict> parts;
    for (const Condition& part : condition.parts) parts.push_back(CheckCondition(part, suffix));
    return condition.kind == Condition::Kind::kAll ? All(parts) : Any(parts);
  }

  const EquipmentClass& class_;
  const bool decree_applies_;
  const Equipment& equipment_;
  const std::string& path_;
  bool picked_ = true;  // the values that pick a rule are all given
  EquipmentFinding finding_;
};

}  // namespace

EquipmentFinding CheckEquipment(const Law& law, const Equipment& equipment,
                                const std::string& path) {
  return Check(law, equipment, path).Run();
}

}  // namespace sems::chemsafety::hazard
