#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/values/decimal.h"
#include "services/chemsafety/domain/hazard_criterion.h"
#include "services/chemsafety/domain/hazard_equipment.h"
#include "services/chemsafety/domain/hazard_law.h"

namespace sems::chemsafety::hazard {

// What is known of a workplace and of what it intends. Whatever is not given stays unknown.
struct Workplace {
  std::string industry_code;  // 공장등록증상의 업종코드, 2 to 5 digits; empty: not known
  std::optional<absl::CivilDay> founded_on;
  std::optional<absl::CivilDay> relocated_on;  // the last time
  bool never_relocated = false;
  std::optional<Decimal> contract_power_kw;
  std::string action;  // of Law::actions; empty: none given
  std::optional<absl::CivilDay> added_or_moved_on;
  std::optional<Decimal> added_or_moved_rated_kw;
  // Of that, equipment of a maker and model already reviewed; used where that setting is on
  // (Q-003-21).
  std::optional<Decimal> same_model_reviewed_kw;
  std::vector<Equipment> equipment;
  bool equipment_list_complete = false;  // no other equipment of the classes is meant
};

struct Applicability {
  std::vector<Criterion> criteria;
  const Industry* industry = nullptr;
  Verdict industry_target = Verdict::kUnknown;  // the workplace, by the checklist (L160)
  // What is intended now calls for a plan of the industry kind; not applicable without an action.
  Verdict action_target = Verdict::kNotApplicable;
  std::vector<Verdict> equipment;  // of each piece
  Verdict equipment_target = Verdict::kUnknown;
  Verdict target = Verdict::kUnknown;  // either
  Verdict both = Verdict::kUnknown;
  std::vector<std::string> needed;      // fields of the request that would settle what is unknown
  std::vector<std::string> procedures;  // to follow
  std::vector<std::string> notes;       // readings that explain the outcome as a whole
};

Applicability CheckApplicability(const Law& law, const Workplace& workplace);

// The answers to the questions, by their ids.
using Answers = std::map<std::string, Verdict, std::less<>>;
// Whether a row of questions of the checklist holds (①-②-③ or ①-③-④).
Verdict IndustryTarget(const Law& law, const Answers& answers);

}  // namespace sems::chemsafety::hazard
