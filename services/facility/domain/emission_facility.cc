#include "services/facility/domain/emission_facility.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "services/facility/domain/field_rules.h"
#include "services/facility/domain/number.h"

namespace sems::facility {
namespace {

void CheckUses(std::string_view field, const std::vector<std::string>& ids, Kind kind,
               const std::map<std::string, Kind>& items, Faults& faults) {
  std::set<std::string_view> seen;
  for (size_t i = 0; i < ids.size(); ++i) {
    std::string path = absl::StrCat(ToAbsl(field), "[", i, "]");
    auto found = items.find(ids[i]);
    if (found == items.end() || found->second != kind) {
      AddFault(faults, path, "UNKNOWN_ITEM",
               absl::StrCat("The site has no such ", ToAbsl(KindName(kind)), " in this year."),
               absl::StrCat("해당 조사년도에 등록되지 않은 ", ToAbsl(KindNameKo(kind)), "입니다."));
    } else if (!seen.insert(ids[i]).second) {
      AddFault(faults, path, "DUPLICATE", "Named twice.", "중복 입력되었습니다.");
    }
  }
}

}  // namespace

Faults CheckEmissionFacility(const EmissionFacility& facility, const CodeBook& codes,
                             const std::map<std::string, Kind>& items, int survey_year) {
  Faults faults;
  CheckNumber(facility.number, faults);
  CheckText("name", facility.name, 1, 100, faults);
  codes.Check("type_code", CodeTable::kEmissionFacilityType, facility.type_code, survey_year,
              faults);
  CheckCapacity(facility.capacity, facility.capacity_unit, faults);
  CheckText("permit_number", facility.permit_number, 0, 100, faults);
  CheckDay("installed_on", facility.installed_on, faults);
  CheckUses("fuel_item_ids", facility.fuel_item_ids, Kind::kFuel, items, faults);
  CheckUses("material_item_ids", facility.material_item_ids, Kind::kMaterial, items, faults);
  return faults;
}

}  // namespace sems::facility
