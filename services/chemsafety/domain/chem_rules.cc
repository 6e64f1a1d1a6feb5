#include "services/chemsafety/domain/chem_rules.h"

namespace sems::chemsafety {
namespace {

template <typename T>
const T* ByName(const std::vector<T>& items, std::string_view id) {
  for (const T& item : items) {
    if (item.name.id == id) return &item;
  }
  return nullptr;
}

}  // namespace

const Named* ChemRules::FindClass(std::string_view id) const {
  for (const Named& item : classes) {
    if (item.id == id) return &item;
  }
  return nullptr;
}

const PermitRegime* ChemRules::FindRegime(std::string_view id) const { return ByName(regimes, id); }

const PlanChangeGround* ChemRules::FindGround(std::string_view id) const {
  return ByName(plan_change.grounds, id);
}

const PlanExemption* ChemRules::FindExemption(std::string_view id) const {
  return ByName(exemptions, id);
}

const NoticeMethod* ChemRules::FindMethod(std::string_view id) const {
  return ByName(community_notice.methods, id);
}

}  // namespace sems::chemsafety
