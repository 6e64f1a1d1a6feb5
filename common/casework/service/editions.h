#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/calendar/holidays.h"
#include "common/casework/engine.h"
#include "common/casework/law_reader.h"
#include "common/casework/service/parameters.h"

namespace sems::casework {

// What the days of a case follow from, as a text to be stored with it: the program's rules, the law
// data, the holidays, and how often the numbers that its kind needs have been set
// ("1-3f9a…-77c0…-b81e….4"; kinds that need none end after the holidays). Where the texts differ
// the days may, too.
class Editions {
 public:
  // `one_off`: those that `holidays` has besides the ones by rule.
  Editions(const std::vector<LawFile>& law, const std::vector<calendar::OneOffHoliday>& one_off,
           const calendar::Holidays& holidays, const Engine& engine, const Parameters& parameters);

  // Without numbers; the same for all cases.
  const std::string& common() const { return common_; }
  // What a case computed now is computed under.
  std::string Of(const CaseFile& file) const;
  // Computed under another edition than it would be now. What has been computed with numbers newer
  // than those known here is not.
  bool IsStale(const std::string& computed_under) const;
  // What has changed since: "LAW", "HOLIDAYS", "NUMBERS", "PROGRAM".
  std::vector<std::string> CausesSince(const std::string& computed_under) const;

  // Cases whose law is gone, looked at and left alone until there is another law.
  std::string LawGone() const { return common_ + "!"; }

 private:
  std::string NumbersOf(const std::vector<std::string>& ids) const;

  const Engine& engine_;
  const Parameters& parameters_;
  std::string common_;
  std::map<std::string, std::vector<std::string>, std::less<>> kinds_;  // numbers, by their digest
};

}  // namespace sems::casework
