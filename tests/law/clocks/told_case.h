#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/casework/engine.h"
#include "common/casework/law_reader.h"

// A case told as a history: what happened on which day, whoever did it and however it got there.
namespace sems::casework {

// The law and engine of a service, read from the product's files.
struct Domain {
  explicit Domain(const std::vector<LawFile>& files);
  Law law;
  Engine engine;
};
const Domain& DomainOf(const std::string& machine);

class ToldCase {
 public:
  struct Opened {
    std::string procedure;
    std::string machine;
    std::string variant;
    absl::CivilDay on;
    std::optional<calendar::Period> set_period;
    std::map<std::string, std::string> values;
  };
  ToldCase(const Domain& domain, const Opened& opened);

  // An event of the machine, or a day that its clocks count from. `to`: where it is taken to lead;
  // empty: where the machine says.
  void Happened(const std::string& event, absl::CivilDay on,
                const std::optional<calendar::Period>& set_period = std::nullopt,
                const std::optional<calendar::Period>& extension = std::nullopt,
                const std::string& to = "");
  // A day that still lies ahead.
  void Planned(const std::string& event, absl::CivilDay on);

  // The last run of a clock; null: it has none.
  const ClockRun* Clock(const std::string& id) const;
  const CaseFile& file() const { return file_; }
  const Engine& engine() const { return domain_.engine; }

 private:
  void Take(Entry entry);

  const Domain& domain_;
  CaseFile file_;
};

// "7 days"
calendar::Period PeriodOf(const std::string& text);
absl::CivilDay DayOf(const std::string& text);

}  // namespace sems::casework
