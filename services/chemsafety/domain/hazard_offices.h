#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/chemsafety/domain/hazard_law.h"
#include "services/chemsafety/domain/hazard_places.h"

namespace sems::chemsafety::hazard {

// Where in a split district the workplace is.
struct WithinDistrict {
  std::string area;  // 읍·면·리 or industrial complex, as written; empty: not named
  std::optional<bool> in_split_area;  // said outright
};

// An office that may be in charge, and where.
struct OfficeChoice {
  const Office* office = nullptr;
  Place place;
  // The district is split: of which part.
  const SplitDistrict* split = nullptr;
  bool in_split_area = false;
};

enum class Needed { kNothing, kProvince, kDistrict, kArea };

struct OfficeAnswer {
  // One: it is in charge. Several: any of them may be. None: the table has no office for it.
  std::vector<OfficeChoice> choices;
  // What would leave one of several.
  Needed needed = Needed::kNothing;
  const Office* office() const;  // the one in charge, or null
};

// The office in charge of a place (지역별 제출 및 문의처): parts of a district first, then
// districts, then whole provinces without what they leave out.
OfficeAnswer OfficesOf(const Law& law, const Place& place, const WithinDistrict& within);

// The same for a name that may mean several places.
OfficeAnswer OfficesOf(const Law& law, const std::vector<Place>& places,
                       const WithinDistrict& within);

// Whether the workplace is in the split-off area; nothing when what is named does not tell.
std::optional<bool> InSplitArea(const SplitDistrict& split, const WithinDistrict& within);

}  // namespace sems::chemsafety::hazard
