#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"

namespace sems {

// One administrative district (행정구역): a province (시·도, 2 digits) or a city, county or
// district (시·군·구, 5 digits). A code never changes its meaning; when a district is renumbered
// the old code ends and names its successor where that is known.
struct District {
  std::string code;
  std::string sido;     // 시·도: "경기도"
  std::string sigungu;  // 시·군·구: "수원시 장안구"; empty for a 시·도
  std::string parent;   // the code above on the same days; empty for a 시·도
  absl::CivilDay valid_from;
  std::optional<absl::CivilDay> valid_until;  // the first day on which the code no longer holds
  std::string successor;                      // empty where none is known

  bool IsSido() const { return code.size() == 2; }
  bool ValidOn(absl::CivilDay day) const {
    return valid_from <= day && (!valid_until.has_value() || day < *valid_until);
  }
  // "경기도 수원시 장안구".
  std::string FullName() const;
};

// The code table with its validity days (data/districts.csv).
//
// Who is competent for a code. A site keeps the code of its day, an officer's jurisdiction the code
// it was loaded with; either may have been renumbered since. So both are first carried along their
// successors to what they are called on the day of the question, and then the one must be the
// other or lie below it (시·도 above 시·군·구 above 일반구):
//   - 군위군 moved from 경북 (47720) to 대구 (27720) on 2023-07-01. From that day on the officers
//   of
//     27720 and of 27 see sites kept under 47720, and those of 47 no longer do; until the day
//     before it is the other way round.
//   - An officer loaded with 42 sees, once 강원 has become 51, the sites kept under 42xxx and under
//     51xxx alike; so does one loaded with 51.
//   - A code that has ended without a known successor stays where it last was: below its parent.
class Districts {
 public:
  // The table built into the program.
  static const Districts& Table();

  // A table in the same format, header line included. Aborts on a malformed one: it is part of the
  // program, not input.
  explicit Districts(std::string_view csv);
  Districts(const Districts&) = delete;
  Districts& operator=(const Districts&) = delete;

  // The code as such, whenever it held; nullptr when there is none.
  const District* Find(std::string_view code) const;
  // The code, if it holds on that day.
  const District* Find(std::string_view code, absl::CivilDay on_day) const;
  bool IsValidOn(std::string_view code, absl::CivilDay on_day) const {
    return Find(code, on_day) != nullptr;
  }
  // All codes that hold on that day, in order of code.
  std::vector<const District*> ValidOn(absl::CivilDay on_day) const;

  // The district above, as a code; empty for a 시·도 and for an unknown code.
  std::string Parent(std::string_view code) const;

  // What the code is called on that day, following successors that have come into force by then;
  // nullptr for an unknown code.
  const District* Resolve(std::string_view code, absl::CivilDay on_day) const;

  // Whether a site kept under `code` belongs on that day to the jurisdiction; see above. False when
  // either is unknown.
  bool IsWithin(std::string_view code, std::string_view jurisdiction, absl::CivilDay on_day) const;

  // Every code, of whatever days, that is within the jurisdiction on that day, in order: what a
  // query for "my sites" compares a site's code with. Empty for an unknown jurisdiction.
  std::vector<std::string> CodesWithin(std::string_view jurisdiction, absl::CivilDay on_day) const;
  // The same for several jurisdictions, each code once.
  std::vector<std::string> CodesWithin(const std::vector<std::string>& jurisdictions,
                                       absl::CivilDay on_day) const;

 private:
  // A district with the rows that its own names, so that a question climbs without looking codes
  // up: an officer's every call asks for all codes within his jurisdictions.
  struct Row {
    District district;
    const Row* parent = nullptr;
    const Row* successor = nullptr;
  };
  const Row* FindRow(std::string_view code) const;
  static const Row* Resolve(const Row* row, absl::CivilDay on_day);
  static bool IsWithin(const Row* row, const Row* competent, absl::CivilDay on_day);

  std::map<std::string, Row, std::less<>> rows_;
};

}  // namespace sems
