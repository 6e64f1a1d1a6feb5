#include "services/chemsafety/domain/hazard_places.h"

#include <algorithm>
#include <utility>

namespace sems::chemsafety::hazard {
namespace {

std::string WithoutBlanks(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c != ' ' && c != '\t') result.push_back(c);
  }
  return result;
}

std::string_view LastWord(std::string_view name) {
  const std::size_t blank = name.rfind(' ');
  return blank == std::string_view::npos ? name : name.substr(blank + 1);
}

// 시, 군 or 구 at the end of a name: one character of three bytes.
std::string_view WithoutSuffix(std::string_view name) {
  for (const std::string_view suffix : {"시", "군", "구"}) {
    if (name.size() > suffix.size() && name.ends_with(suffix)) {
      return name.substr(0, name.size() - suffix.size());
    }
  }
  return name;
}

std::vector<std::string> NamesOf(const Province& province) {
  std::vector<std::string> names = province.aliases;
  names.push_back(province.name);
  if (!province.now.empty()) names.push_back(province.now);
  return names;
}

const MovedDistrict* FindMoved(const Law& law, std::string_view sigungu) {
  for (const MovedDistrict& moved : law.moved) {
    if (moved.sigungu == sigungu) return &moved;
  }
  return nullptr;
}

class Search {
 public:
  Search(const Law& law, const Districts& districts, std::string_view name, const Province* sido,
         absl::CivilDay on_day)
      : law_(law), name_(WithoutBlanks(name)), sido_(sido), days_(districts.ValidOn(on_day)) {}

  std::vector<Place> Run() {
    for (const bool short_names : {false, true}) {
      AddDistricts(nullptr, name_, short_names);
      for (const Province& province : law_.provinces) {
        for (const std::string& name : NamesOf(province)) {
          if (name_ == name) {
            AddProvince(province);
          } else if (name_.starts_with(name)) {
            AddDistricts(&province, name_.substr(name.size()), short_names);
          }
        }
      }
      if (!found_.empty()) break;  // 김해 stands for 김해시 only where nothing is called 김해
    }
    return std::move(found_);
  }

 private:
  // Those of the province, or of any, that are called so.
  void AddDistricts(const Province* province, const std::string& name, bool short_names) {
    for (const District* district : days_) {
      if (district->IsSido()) continue;
      const Misprint* misprint = nullptr;
      if (!Matches(district->sigungu, name, short_names)) {
        misprint = FindMisprint(district->sigungu, name);
        if (misprint == nullptr) continue;
      }
      Place place = PlaceOf(law_, *district);
      if (misprint != nullptr && misprint->sido != place.sido) continue;
      place.misprint = misprint;
      if (province == nullptr || Belongs(place, *province)) Add(std::move(place));
    }
  }

  const Misprint* FindMisprint(std::string_view sigungu, const std::string& name) const {
    for (const Misprint& misprint : law_.misprints) {
      if (misprint.sigungu == sigungu && misprint.printed == name) return &misprint;
    }
    return nullptr;
  }

  // A district that has moved is found under either province.
  static bool Belongs(const Place& place, const Province& province) {
    return place.sido == province.name ||
           (place.moved != nullptr && place.moved->now == province.name);
  }

  static bool Matches(std::string_view sigungu, std::string_view rest, bool short_names) {
    const std::string whole = WithoutBlanks(sigungu);
    const std::string_view last = LastWord(sigungu);
    if (!short_names) return rest == whole || rest == last;
    return rest == WithoutSuffix(whole) || rest == WithoutSuffix(last);
  }

  void AddProvince(const Province& province) {
    Place place;
    place.sido = province.name;
    for (const District* district : days_) {
      if (district->IsSido() && FindProvince(law_, district->sido) == &province) {
        place.code = district->code;
      }
    }
    Add(std::move(place));
  }

  void Add(Place place) {
    if (sido_ != nullptr && !Belongs(place, *sido_)) return;
    if (std::find(found_.begin(), found_.end(), place) == found_.end()) {
      found_.push_back(std::move(place));
    }
  }

  const Law& law_;
  const std::string name_;
  const Province* sido_;
  const std::vector<const District*> days_;
  std::vector<Place> found_;
};

}  // namespace

const Province* FindProvince(const Law& law, std::string_view name) {
  const std::string wanted = WithoutBlanks(name);
  for (const Province& province : law.provinces) {
    for (const std::string& known : NamesOf(province)) {
      if (known == wanted) return &province;
    }
  }
  return nullptr;
}

Place PlaceOf(const Law& law, const District& district) {
  Place place;
  const Province* province = FindProvince(law, district.sido);
  place.sido = province != nullptr ? province->name : district.sido;
  place.sigungu = district.sigungu;
  place.code = district.code;
  const MovedDistrict* moved = FindMoved(law, district.sigungu);
  if (moved != nullptr && (place.sido == moved->now || place.sido == moved->printed_sido)) {
    place.moved = moved;
    place.sido = moved->printed_sido;
  }
  return place;
}

std::vector<Place> FindPlaces(const Law& law, const Districts& districts, std::string_view name,
                              const Province* sido, absl::CivilDay on_day) {
  return Search(law, districts, name, sido, on_day).Run();
}

}  // namespace sems::chemsafety::hazard
