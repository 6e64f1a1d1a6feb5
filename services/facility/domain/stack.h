#pragma once

#include <string>

#include "services/facility/domain/code_book.h"
#include "services/facility/domain/fault.h"

namespace sems::facility {

// 배출구 in one survey year, as entered. Decimals and days are text until a rule looks at them:
// nothing here computes with them, and what was entered is what is kept.
struct Stack {
  std::string number;
  std::string name;
  std::string type_code;
  std::string permit_number;
  std::string permit_name;
  std::string height_m;
  std::string diameter_m;
  std::string temperature_c;
  std::string latitude;
  std::string longitude;
  int stack_class = 0;  // 1–5; 0: not entered
  bool tms = false;

  bool operator==(const Stack&) const = default;
};

Faults CheckStack(const Stack& stack, const CodeBook& codes, int survey_year);

// A place in Korea (33–39° N, 124–132° E: from 마라도 to 고성, 백령도 to 독도), or none at all.
void CheckCoordinates(const std::string& latitude, const std::string& longitude, Faults& faults);

}  // namespace sems::facility
