#include "services/facility/domain/control_device.h"

#include <iterator>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/facility/domain/field_rules.h"
#include "services/facility/domain/number.h"

namespace sems::facility {
namespace {

void CheckPollutants(const std::vector<TreatedPollutant>& pollutants, Faults& faults) {
  std::set<std::string_view> seen;
  for (size_t i = 0; i < pollutants.size(); ++i) {
    std::string path = absl::StrCat("pollutants[", i, "].");
    CheckText(path + "pollutant_code", pollutants[i].code, 1, 20, faults);
    CheckDecimal(path + "design_efficiency_percent", pollutants[i].efficiency_percent,
                 {.min = "0", .max = "100", .max_scale = 4}, faults);
    if (!seen.insert(pollutants[i].code).second) {
      AddFault(faults, path + "pollutant_code", "DUPLICATE", "Named twice.",
               "중복 입력되었습니다.");
    }
  }
}

}  // namespace

Faults CheckControlDevice(const ControlDevice& device, const std::vector<Meter>& kept_meters,
                          const CodeBook& codes, int survey_year) {
  Faults faults;
  CheckNumber(device.number, faults);
  CheckText("name", device.name, 1, 100, faults);
  codes.Check("type_code", CodeTable::kControlDeviceType, device.type_code, survey_year, faults);
  CheckCapacity(device.capacity, device.capacity_unit, faults);
  CheckText("permit_number", device.permit_number, 0, 100, faults);
  CheckDay("installed_on", device.installed_on, faults);
  Faults of_meters = CheckMeters(device.meters, kept_meters);
  faults.insert(faults.end(), std::make_move_iterator(of_meters.begin()),
                std::make_move_iterator(of_meters.end()));
  CheckPollutants(device.pollutants, faults);
  return faults;
}

}  // namespace sems::facility
