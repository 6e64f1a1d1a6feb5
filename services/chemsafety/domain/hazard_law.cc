#include "services/chemsafety/domain/hazard_law.h"

namespace sems::chemsafety::hazard {
namespace {

template <class T>
const T* Find(const std::vector<T>& list, std::string_view id) {
  for (const T& entry : list) {
    if (entry.id == id) return &entry;
  }
  return nullptr;
}

}  // namespace

const Item* EquipmentClass::FindChange(std::string_view id) const { return Find(changes, id); }

const Item* Law::FindSection(std::string_view id) const { return Find(sections, id); }
const Item* Law::FindReading(std::string_view id) const { return Find(readings, id); }
const Item* Law::FindAnchor(std::string_view id) const { return Find(anchors, id); }
const Threshold* Law::FindThreshold(std::string_view id) const { return Find(thresholds, id); }
const Question* Law::FindQuestion(std::string_view id) const { return Find(questions, id); }
const Action* Law::FindAction(std::string_view id) const { return Find(actions, id); }
const EquipmentClass* Law::FindEquipment(std::string_view id) const { return Find(equipment, id); }
const Office* Law::FindOffice(std::string_view id) const { return Find(offices, id); }

bool Law::IsOn(std::string_view setting) const {
  const Setting* found = Find(settings, setting);
  return found != nullptr && found->on;
}

}  // namespace sems::chemsafety::hazard
