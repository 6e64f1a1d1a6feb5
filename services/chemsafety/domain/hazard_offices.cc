#include "services/chemsafety/domain/hazard_offices.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/values/absl_compat.h"

namespace sems::chemsafety::hazard {
namespace {

bool Contains(const std::vector<std::string>& list, std::string_view entry) {
  return std::find(list.begin(), list.end(), entry) != list.end();
}

// The city of a city's district: "수원시" of "수원시 장안구".
std::string City(const std::string& sigungu) { return sigungu.substr(0, sigungu.find(' ')); }

bool InCharge(const Area& area, const Place& place) {
  if (area.sido != place.sido) return false;
  const bool listed = Contains(area.sigungu, City(place.sigungu));
  return area.whole ? !listed : listed;
}

void Add(OfficeAnswer& answer, OfficeChoice choice) { answer.choices.push_back(std::move(choice)); }

OfficeAnswer OfSplit(const Law& law, const SplitDistrict& split, const Place& place,
                     const WithinDistrict& within) {
  OfficeAnswer answer;
  const std::optional<bool> inside = InSplitArea(split, within);
  if (inside != false) Add(answer, {law.FindOffice(split.office), place, &split, true});
  if (inside != true) Add(answer, {law.FindOffice(split.rest), place, &split, false});
  if (!inside) answer.needed = Needed::kArea;
  return answer;
}

// Everybody who is in charge of a part of the province.
OfficeAnswer OfProvince(const Law& law, const Place& place) {
  OfficeAnswer answer;
  for (const Office& office : law.offices) {
    const bool here = std::any_of(office.areas.begin(), office.areas.end(),
                                  [&](const Area& area) { return area.sido == place.sido; });
    if (here) Add(answer, {&office, place});
  }
  if (answer.choices.size() > 1) answer.needed = Needed::kDistrict;
  return answer;
}

}  // namespace

const Office* OfficeAnswer::office() const {
  if (choices.empty()) return nullptr;
  for (const OfficeChoice& choice : choices) {
    if (choice.office != choices.front().office) return nullptr;
  }
  return choices.front().office;
}

std::optional<bool> InSplitArea(const SplitDistrict& split, const WithinDistrict& within) {
  if (within.in_split_area) return within.in_split_area;
  const std::string joined = absl::StrReplaceAll(within.area, {{" ", ""}});
  for (const std::string& estate : split.estates) {
    const std::size_t at = joined.find(estate);
    if (at == std::string::npos) continue;
    // "… 외 지역", "… 밖", "… 제외": named to say that it is not there; a person must tell.
    const std::string after = joined.substr(at + estate.size());
    if (absl::StrContains(after, "외") || absl::StrContains(after, "밖")) return std::nullopt;
    return true;
  }
  for (const absl::string_view part :
       absl::StrSplit(within.area, absl::ByAnyChar(" ,()"), absl::SkipEmpty())) {
    std::string_view word = ToStd(part);
    if (word.starts_with(split.eupmyeon)) word.remove_prefix(split.eupmyeon.size());
    const bool eupmyeon = word.ends_with("읍") || word.ends_with("면");
    // 석적읍 중리 itself is partly inside.
    const bool ri = word.ends_with("리") && word != split.ri;
    if (eupmyeon || ri) return false;
  }
  return std::nullopt;
}

OfficeAnswer OfficesOf(const Law& law, const Place& place, const WithinDistrict& within) {
  for (const SplitDistrict& split : law.split) {
    if (split.sido == place.sido && split.sigungu == place.sigungu) {
      return OfSplit(law, split, place, within);
    }
  }
  if (place.sigungu.empty()) return OfProvince(law, place);
  OfficeAnswer answer;
  for (const Office& office : law.offices) {
    const bool in_charge = std::any_of(office.areas.begin(), office.areas.end(),
                                       [&](const Area& area) { return InCharge(area, place); });
    if (in_charge) Add(answer, {&office, place});
  }
  return answer;
}

OfficeAnswer OfficesOf(const Law& law, const std::vector<Place>& places,
                       const WithinDistrict& within) {
  OfficeAnswer answer;
  std::set<std::string> provinces;
  for (const Place& place : places) {
    OfficeAnswer one = OfficesOf(law, place, within);
    if (answer.needed == Needed::kNothing) answer.needed = one.needed;
    provinces.insert(place.sido);
    for (OfficeChoice& choice : one.choices) answer.choices.push_back(std::move(choice));
  }
  if (answer.office() != nullptr || answer.choices.empty()) {
    answer.needed = Needed::kNothing;
  } else if (provinces.size() > 1) {
    answer.needed = Needed::kProvince;
  } else if (places.size() > 1) {
    answer.needed = Needed::kDistrict;
  }
  return answer;
}

}  // namespace sems::chemsafety::hazard
