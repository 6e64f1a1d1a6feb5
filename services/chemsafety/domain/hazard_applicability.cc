#include "services/chemsafety/domain/hazard_applicability.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace sems::chemsafety::hazard {
namespace {

constexpr char kEquipmentListField[] = "equipment_list_complete";

Verdict AllOf(const std::vector<std::string>& questions, const Answers& answers) {
  std::vector<Verdict> parts;
  for (const std::string& question : questions) {
    const auto found = answers.find(question);
    parts.push_back(found == answers.end() ? Verdict::kUnknown : found->second);
  }
  return All(parts);
}

// The questions of the checklist, in order.
class Questions {
 public:
  Questions(const Law& law, const Workplace& workplace, Applicability& result)
      : law_(law), workplace_(workplace), result_(result) {}

  Answers Answer() {
    answers_["q1"] = IndustryCode();
    answers_["q2"] = FoundedOrRelocated();
    answers_["q3"] = ContractPower();
    answers_["q4"] = AddedOrMoved();
    return answers_;
  }

  // What is missing for the questions that are still open among these.
  void AskFor(const std::vector<std::string>& questions) {
    for (const std::string& question : questions) {
      if (answers_.at(question) != Verdict::kUnknown) continue;
      for (const Criterion& criterion : result_.criteria) {
        if (criterion.needed.empty() || !criterion.id.starts_with(question)) continue;
        if (std::find(result_.needed.begin(), result_.needed.end(), criterion.needed) ==
            result_.needed.end()) {
          result_.needed.push_back(criterion.needed);
        }
      }
    }
  }

 private:
  Criterion Start(const std::string& question, const std::string& part = "") const {
    const Question& asked = *law_.FindQuestion(question);
    Criterion criterion;
    criterion.id = part.empty() ? std::string(question) : absl::StrCat(question, ".", part);
    criterion.number = asked.number;
    criterion.name = asked.name;
    criterion.source = asked.source;
    return criterion;
  }

  Verdict Add(Criterion criterion) {
    result_.criteria.push_back(std::move(criterion));
    return result_.criteria.back().verdict;
  }

  // A part of a question, as compared, told under the question's number and section.
  Verdict AddPart(Criterion part, const std::string& question) {
    const Question& asked = *law_.FindQuestion(question);
    part.number = asked.number;
    if (part.source.section.empty()) part.source.section = asked.source.section;
    return Add(std::move(part));
  }

  Verdict IndustryCode() {
    Criterion criterion = Start("q1");
    const std::string& code = workplace_.industry_code;
    std::vector<std::string> codes;
    bool too_short = false;  // "26" may be 261 or not
    for (const Industry& industry : law_.industries) {
      codes.push_back(industry.code);
      if (!code.empty() && code.starts_with(industry.code)) result_.industry = &industry;
      if (industry.code.starts_with(code)) too_short = true;
    }
    criterion.value = code;
    criterion.op = "in";
    criterion.threshold = absl::StrJoin(codes, ", ");
    if (result_.industry != nullptr) {
      const Industry& industry = *result_.industry;
      criterion.verdict = Verdict::kMet;
      criterion.explanation = {absl::StrCat("업종코드 ", industry.code, ": ", industry.name.ko),
                               absl::StrCat("Industry ", industry.code, ": ", industry.name.en)};
      for (const int line : industry.source.lines) criterion.source.lines.push_back(line);
      for (const std::string& reading : industry.source.readings) {
        criterion.source.readings.push_back(reading);
      }
    } else if (code.empty() || too_short) {
      criterion.verdict = Verdict::kUnknown;
      criterion.explanation = {
          code.empty() ? "업종코드가 없어 판단할 수 없습니다."
                       : "업종코드가 짧아 판단할 수 없습니다. 다음 자리까지 필요합니다.",
          code.empty() ? "No industry code was given, so this cannot be decided."
                       : "The industry code is too short to decide; more digits are needed."};
      criterion.needed = "industry_code";
    } else {
      criterion.verdict = Verdict::kNotMet;
      criterion.explanation = {"대상 업종코드가 아닙니다.", "Not one of the listed industries."};
    }
    return Add(std::move(criterion));
  }

  Verdict DayPart(const std::string& question, const std::string& field, Text name,
                  std::optional<absl::CivilDay> day) {
    Source source = law_.FindQuestion(question)->source;
    std::optional<absl::CivilDay> since;
    if (result_.industry != nullptr) {
      since = result_.industry->since;
      // The line that gives the effective date is the last of the industry's.
      source.lines.push_back(result_.industry->source.lines.back());
    }
    Criterion part = CompareDay(std::move(name), day, since, source,
                                absl::StrCat(question, ".", field), std::string(field));
    if (answers_.at("q1") == Verdict::kNotMet) {
      part.verdict = Verdict::kNotApplicable;
      part.needed.clear();
      part.explanation = {"대상 업종이 아니므로 적용시점이 없습니다.",
                          "There is no effective date, since the industry is not listed."};
    }
    return AddPart(std::move(part), question);
  }

  // The answer of a question that has parts.
  Verdict Conclude(const std::string& question, Verdict verdict) {
    Criterion criterion = Start(question);
    criterion.verdict = answers_.at("q1") == Verdict::kNotMet && verdict == Verdict::kUnknown
                            ? Verdict::kNotApplicable
                            : verdict;
    switch (criterion.verdict) {
      case Verdict::kMet:
        criterion.explanation = {"해당함", "This is so."};
        break;
      case Verdict::kNotMet:
        criterion.explanation = {"해당하지 않음", "This is not so."};
        break;
      case Verdict::kUnknown:
        criterion.explanation = {"값이 더 있어야 판단할 수 있습니다.",
                                 "More values are needed to decide."};
        break;
      case Verdict::kNotApplicable:
        criterion.explanation = {"대상 업종이 아니므로 따지지 않습니다.",
                                 "Not asked, since the industry is not listed."};
        break;
    }
    return Add(std::move(criterion));
  }

  Verdict FoundedOrRelocated() {
    const Verdict founded =
        DayPart("q2", "founded_on", {"공장 설립일", "day of founding"}, workplace_.founded_on);
    Verdict relocated = Verdict::kNotMet;
    if (!workplace_.never_relocated) {
      relocated = DayPart("q2", "relocated_on", {"공장 이전일", "day of relocation"},
                          workplace_.relocated_on);
    }
    return Conclude("q2", Any({founded, relocated}));
  }

  Verdict ContractPower() {
    return AddPart(Number("contract_power", workplace_.contract_power_kw, "q3"), "q3");
  }

  Criterion Number(const std::string& threshold, const std::optional<Decimal>& number,
                   std::string id) const {
    const Test& test = law_.FindThreshold(threshold)->test;
    std::optional<MetricValue> value;
    if (number) value = *number;
    return Compare(test, value ? &*value : nullptr, std::move(id), test.metric);
  }

  Verdict AddedOrMoved() {
    const Action* action = law_.FindAction(workplace_.action);
    const std::string threshold =
        action != nullptr ? action->threshold : std::string("added_rated_capacity");
    const Verdict on = DayPart("q4", "added_or_moved_on", {"증설·이설일", "day added or moved"},
                               workplace_.added_or_moved_on);
    Criterion rated =
        Number(threshold, workplace_.added_or_moved_rated_kw, "q4.added_or_moved_rated_kw");
    if (law_.IsOn(kSameModelSetting) && rated.verdict == Verdict::kMet) {
      LeaveOutSameModel(threshold, rated);
    }
    const Verdict enough = AddPart(std::move(rated), "q4");
    return Conclude("q4", All({on, enough}));
  }

  // Equipment of a maker and model already reviewed does not count (notice 2023-50; Q-003-21).
  void LeaveOutSameModel(const std::string& threshold, Criterion& rated) const {
    if (workplace_.same_model_reviewed_kw) {
      rated = Number(threshold,
                     *workplace_.added_or_moved_rated_kw - *workplace_.same_model_reviewed_kw,
                     rated.id);
    } else {
      rated.verdict = Verdict::kUnknown;
      rated.needed = "same_model_reviewed_kw";
      rated.explanation = {"이미 심사받은 것과 같은 모델의 정격용량을 알아야 합니다.",
                           "The rated capacity of models already reviewed is needed."};
    }
    rated.source.readings.emplace_back("Q-003-21");
  }

  const Law& law_;
  const Workplace& workplace_;
  Applicability& result_;
  Answers answers_;
};

void AskForEquipment(const Workplace& workplace, std::size_t first_criterion,
                     Applicability& result) {
  for (std::size_t i = 0; i < workplace.equipment.size(); ++i) {
    if (result.equipment[i] != Verdict::kUnknown) continue;
    const std::string path = absl::StrCat("equipment[", i, "].");
    for (std::size_t c = first_criterion; c < result.criteria.size(); ++c) {
      const Criterion& criterion = result.criteria[c];
      if (criterion.needed.empty() || !criterion.id.starts_with(path)) continue;
      if (std::find(result.needed.begin(), result.needed.end(), criterion.needed) ==
          result.needed.end()) {
        result.needed.push_back(criterion.needed);
      }
    }
  }
  if (!workplace.equipment_list_complete) result.needed.emplace_back(kEquipmentListField);
}

void CheckAllEquipment(const Law& law, const Workplace& workplace, Applicability& result) {
  const std::size_t first_criterion = result.criteria.size();
  for (std::size_t i = 0; i < workplace.equipment.size(); ++i) {
    EquipmentFinding finding =
        CheckEquipment(law, workplace.equipment[i], absl::StrCat("equipment[", i, "]"));
    result.equipment.push_back(finding.verdict);
    for (Criterion& criterion : finding.criteria) result.criteria.push_back(std::move(criterion));
  }
  std::vector<Verdict> parts = result.equipment;
  // What was not listed may be a target too.
  if (!workplace.equipment_list_complete) parts.push_back(Verdict::kUnknown);
  result.equipment_target = Any(parts);
  if (result.equipment_target == Verdict::kUnknown) {
    AskForEquipment(workplace, first_criterion, result);
  }
}

void AddProcedure(const std::string& procedure, Applicability& result) {
  if (std::find(result.procedures.begin(), result.procedures.end(), procedure) ==
      result.procedures.end()) {
    result.procedures.push_back(procedure);
  }
}

}  // namespace

Verdict IndustryTarget(const Law& law, const Answers& answers) {
  std::vector<Verdict> rows;
  for (const QuestionRow& row : law.industry_target) rows.push_back(AllOf(row.questions, answers));
  return Any(rows);
}

Applicability CheckApplicability(const Law& law, const Workplace& workplace) {
  Applicability result;
  Questions questions(law, workplace, result);
  const Answers answers = questions.Answer();
  const Action* action = law.FindAction(workplace.action);
  result.industry_target = IndustryTarget(law, answers);
  if (result.industry_target == Verdict::kUnknown) {
    for (const QuestionRow& row : law.industry_target) {
      if (AllOf(row.questions, answers) == Verdict::kUnknown) questions.AskFor(row.questions);
    }
  }
  if (action != nullptr) {
    result.action_target = AllOf(action->questions, answers);
    if (result.action_target == Verdict::kUnknown) questions.AskFor(action->questions);
    if (result.action_target == Verdict::kMet) AddProcedure(action->procedure, result);
  }
  CheckAllEquipment(law, workplace, result);
  for (std::size_t i = 0; i < result.equipment.size(); ++i) {
    if (result.equipment[i] != Verdict::kMet) continue;
    AddProcedure(law.FindEquipment(workplace.equipment[i].equipment_class)->procedure, result);
  }
  result.target = Any({result.industry_target, result.equipment_target});
  result.both = All({result.industry_target, result.equipment_target});
  // The workplace is one by its founding, the present change is too small; or the other way round.
  if (action != nullptr && result.action_target != result.industry_target) {
    result.notes.emplace_back("Q-003-2");
  }
  if (result.both == Verdict::kMet) {
    for (const std::string& reading : law.both_source.readings) result.notes.push_back(reading);
  }
  return result;
}

}  // namespace sems::chemsafety::hazard
