#include "services/chemsafety/domain/hazard_fee.h"

namespace sems::chemsafety::hazard {
namespace {

const FeeRow* FindRow(const Law& law, const std::string& target, const std::string& extent,
                      const std::optional<Decimal>& size) {
  for (const FeeRow& row : law.fees) {
    if (row.target != target || row.extent != extent) continue;
    if (row.metric.empty()) return &row;
    if (!size) continue;
    if ((!row.from || *size >= *row.from) && (!row.below || *size < *row.below)) return &row;
  }
  return nullptr;
}

}  // namespace

bool NeedsSize(const Law& law, const std::string& target, const std::string& extent) {
  for (const FeeRow& row : law.fees) {
    if (row.target == target && row.extent == extent && !row.metric.empty()) return true;
  }
  return false;
}

FeeAnswer ComputeFee(const Law& law, const FeeQuestion& question) {
  FeeAnswer answer;
  answer.industry = FindRow(law, "industry", question.industry_extent, question.contract_power_kw);
  answer.equipment = FindRow(law, "equipment", question.equipment_extent, question.units);
  if (answer.industry != nullptr && answer.equipment != nullptr) {
    answer.due = law.both_pays == "industry" ? answer.industry : answer.equipment;
  } else {
    answer.due = answer.industry != nullptr ? answer.industry : answer.equipment;
  }
  return answer;
}

}  // namespace sems::chemsafety::hazard
