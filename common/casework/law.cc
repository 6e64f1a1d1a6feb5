#include "common/casework/law.h"

#include <algorithm>

namespace sems::casework {
namespace {

template <typename T>
const T* ById(const std::vector<T>& items, std::string_view id) {
  const auto it =
      std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
  return it == items.end() ? nullptr : &*it;
}

}  // namespace

const Role* Law::FindRole(std::string_view id) const { return ById(roles, id); }
const Event* Law::FindEvent(std::string_view id) const { return ById(events, id); }
const Guard* Law::FindGuard(std::string_view id) const { return ById(guards, id); }
const Procedure* Law::FindProcedure(std::string_view id) const { return ById(procedures, id); }
const Machine* Law::FindMachine(std::string_view id) const { return ById(machines, id); }

}  // namespace sems::casework
