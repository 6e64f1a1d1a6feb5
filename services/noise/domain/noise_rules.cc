#include "services/noise/domain/noise_rules.h"

namespace sems::noise {

const ProtectedPlace* ExemptionRule::FindPlace(std::string_view id) const {
  for (const ProtectedPlace& place : places) {
    if (place.name.id == id) return &place;
  }
  return nullptr;
}

const ExemptionLapse* ExemptionRule::FindLapse(std::string_view id) const {
  for (const ExemptionLapse& lapse : lapses) {
    if (lapse.name.id == id) return &lapse;
  }
  return nullptr;
}

const EffectiveDay* NoiseRules::FindEffectiveDay(std::string_view event) const {
  for (const EffectiveDay& day : effective_days) {
    if (day.event == event) return &day;
  }
  return nullptr;
}

}  // namespace sems::noise
