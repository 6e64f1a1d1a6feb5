#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/values/decimal.h"

// What of the Rule is computed from given values, as data/noise_rules.yaml and the thresholds of
// data/procedures.yaml have it.
namespace sems::noise {

struct Named {
  std::string id;
  std::string ko;
  std::string en;
};

enum class Verdict { kYes, kNo, kUnknown };

struct ProtectedPlace {
  Named name;
  std::string article;
  std::string needs_ko;  // a notice that says what it is; empty: facts do
};

struct ExemptionLapse {
  Named name;
  std::string event;  // of the exemption's case
  std::string article;
};

struct ExemptionRule {
  Decimal within_m;  // a place at this distance is within it (이내)
  std::string article;
  std::vector<ProtectedPlace> places;
  std::vector<ExemptionLapse> lapses;

  const ProtectedPlace* FindPlace(std::string_view id) const;
  const ExemptionLapse* FindLapse(std::string_view id) const;
};

struct SelfDesignRule {
  std::string procedure;
  Decimal at_most_percent;
  std::string enlargement_article;
  int sources = 0;
  std::string single_source_article;
  Named excluded;  // a source that the single-source case leaves out; without id
  std::string approval_article;
  Named needs;  // what the approval asks of the operator; without id
};

struct EffectiveDay {
  std::string event;
  absl::CivilDay day;
  std::string article;
};

enum class TransitionalKind { kEffective, kUntil, kWithin, kDeemed, kSaving };

struct TransitionalRule {
  Named name;
  TransitionalKind kind = TransitionalKind::kEffective;
  std::string effective;  // event of EffectiveDay; empty: a calendar day
  std::string procedure;  // empty: a day of effect
  std::string deadline;   // of the procedure; empty: none
  std::string article;
};

struct AppendixTable {
  int number = 0;
  Named name;  // without id
  std::string article;
};

struct NoiseRules {
  ExemptionRule exemption;
  SelfDesignRule self_design;
  std::vector<EffectiveDay> effective_days;
  std::vector<TransitionalRule> transitional;
  std::vector<AppendixTable> tables;

  const EffectiveDay* FindEffectiveDay(std::string_view event) const;
};

}  // namespace sems::noise
