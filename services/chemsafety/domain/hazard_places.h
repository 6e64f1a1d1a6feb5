#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/values/districts.h"
#include "services/chemsafety/domain/hazard_law.h"

namespace sems::chemsafety::hazard {

// What a name may mean: a province (시·도), or a district (시·군·구) of one. Names of the provinces
// as the leaflet has them.
struct Place {
  std::string sido;
  std::string
      sigungu;  // as the district table has it: "수원시 장안구"; empty: the province as a whole
  std::string code;  // of the district on the day; empty: the table has none of that name
  const Misprint* misprint = nullptr;  // the name given is a misprint of the leaflet
  const MovedDistrict* moved = nullptr;

  friend bool operator==(const Place& a, const Place& b) {
    return a.sido == b.sido && a.sigungu == b.sigungu;
  }
};

// The province as the leaflet calls it, by any of its names; null for others.
const Province* FindProvince(const Law& law, std::string_view name);

// A district of the table, under the leaflet's name of the province it had then: 군위군 is under
// 경상북도 whatever it is now (Q-003-14).
Place PlaceOf(const Law& law, const District& district);

// Everything that the name may mean on that day, with blanks or without: "경기도 광주시", "광주시"
// (광주시 of 경기도 and 광주광역시), "수원시 장안구", "장안구", "김해", the misprints of the
// leaflet. `sido`: only within this province; empty: any.
std::vector<Place> FindPlaces(const Law& law, const Districts& districts, std::string_view name,
                              const Province* sido, absl::CivilDay on_day);

}  // namespace sems::chemsafety::hazard
