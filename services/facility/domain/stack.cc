#include "services/facility/domain/stack.h"

#include "services/facility/domain/field_rules.h"
#include "services/facility/domain/number.h"

namespace sems::facility {

void CheckCoordinates(const std::string& latitude, const std::string& longitude, Faults& faults) {
  CheckDecimal("latitude", latitude, {.min = "33", .max = "39", .max_scale = 7}, faults);
  CheckDecimal("longitude", longitude, {.min = "124", .max = "132", .max_scale = 7}, faults);
  if (latitude.empty() != longitude.empty()) {
    AddFault(faults, latitude.empty() ? "latitude" : "longitude", "REQUIRED",
             "Latitude and longitude are given together.", "위도와 경도를 함께 입력해야 합니다.");
  }
}

Faults CheckStack(const Stack& stack, const CodeBook& codes, int survey_year) {
  Faults faults;
  CheckNumber(stack.number, faults);
  CheckText("name", stack.name, 1, 100, faults);
  if (CheckGiven("type_code", stack.type_code, faults)) {
    codes.Check("type_code", CodeTable::kStackType, stack.type_code, survey_year, faults);
  }
  CheckText("permit_number", stack.permit_number, 0, 50, faults);
  CheckText("permit_name", stack.permit_name, 0, 100, faults);
  CheckDecimal("height_m", stack.height_m, {.min = "0", .max = "500", .above_min = true}, faults);
  CheckDecimal("diameter_m", stack.diameter_m, {.min = "0", .max = "100", .above_min = true},
               faults);
  CheckDecimal("temperature_c", stack.temperature_c, {.min = "-50", .max = "2000", .max_scale = 2},
               faults);
  CheckCoordinates(stack.latitude, stack.longitude, faults);
  CheckRange("stack_class", stack.stack_class, 0, 5, faults);
  return faults;
}

}  // namespace sems::facility
