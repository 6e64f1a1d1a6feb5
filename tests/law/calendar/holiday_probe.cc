// Prints the product's public holidays, one a line: "2026-02-17<tab>설날".
//
//   holiday_probe FIRST_YEAR LAST_YEAR
#include <iostream>
#include <optional>
#include <string>

#include "common/calendar/holidays.h"
#include "common/values/civil.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: holiday_probe FIRST_YEAR LAST_YEAR\n";
    return 2;
  }
  const sems::calendar::Holidays& holidays = sems::calendar::Holidays::BuiltIn();
  const absl::CivilDay end(std::stoi(argv[2]) + 1, 1, 1);
  for (absl::CivilDay day(std::stoi(argv[1]), 1, 1); day < end; ++day) {
    if (const std::optional<std::string> name = holidays.NameOf(day)) {
      std::cout << sems::FormatDay(day) << '\t' << *name << '\n';
    }
  }
  return 0;
}
