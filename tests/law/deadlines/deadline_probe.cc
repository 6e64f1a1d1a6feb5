// Answers cases with the product's own law data, engine and calendar. One case a line of JSON on
// standard input, one answer a line on standard output:
//
//   {"deadline": "noise_improvement_order.d1", "anchor": "2026-01-31", "set": [6, "months"],
//    "step": 1, "stops": [["2026-02-10", "2026-02-14"]], "extensions": [[3, "months"]],
//    "switches": {"holiday_moves": false}}
//   {"due": "2026-07-31", "warn": null, "from": null, "to": null, "moved": false,
//    "service_level": false}
//
// deadline_probe --list prints what the data say of each deadline beside its day.
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "common/calendar/holidays.h"
#include "common/calendar/statutory.h"
#include "common/casework/engine.h"
#include "common/casework/law_files_of_tests.h"
#include "common/casework/law_reader.h"
#include "common/values/civil.h"
#include "nlohmann/json.hpp"

namespace sems {
namespace {

using nlohmann::json;

casework::Law MustRead(const std::vector<casework::LawFile>& files) {
  auto read = casework::ReadLaw(files);
  if (const auto* problems = std::get_if<casework::LawProblems>(&read)) {
    for (const std::string& problem : *problems) std::cerr << problem << '\n';
    std::exit(1);
  }
  return std::get<casework::Law>(std::move(read));
}

// One service's law.
struct Domain {
  explicit Domain(const std::vector<casework::LawFile>& files)
      : law(MustRead(files)), engine(law, calendar::Holidays::BuiltIn(), nullptr) {}

  const casework::Law law;
  const casework::Engine engine;
};

calendar::Period PeriodOf(const json& value) {
  const std::string unit = value.at(1);
  return {value.at(0), unit == "days"     ? calendar::Unit::kDays
                       : unit == "months" ? calendar::Unit::kMonths
                                          : calendar::Unit::kYears};
}

json ToJson(const std::optional<calendar::Period>& period) {
  if (!period) return nullptr;
  const char* unit = period->unit == calendar::Unit::kDays     ? "days"
                     : period->unit == calendar::Unit::kMonths ? "months"
                                                               : "years";
  return json::array({period->amount, unit});
}

json ToJson(const std::optional<absl::CivilDay>& day) {
  return day ? json(FormatDay(*day)) : json(nullptr);
}

absl::CivilDay DayOf(const json& value) { return ParseDay(value.get<std::string>()).value(); }

void Override(const json& given, calendar::Switches& switches) {
  const auto take = [&](const char* name, std::optional<bool>& value) {
    if (given.contains(name)) value = given.at(name).get<bool>();
  };
  take("first_day_in", switches.first_day_in);
  take("holiday_moves", switches.holiday_moves);
  take("working_days", switches.working_days);
}

std::optional<calendar::ComputedDate> Compute(const Domain& domain, casework::Procedure procedure,
                                              const json& given) {
  casework::Deadline* asked = nullptr;
  for (casework::Deadline& deadline : procedure.deadlines) {
    if (deadline.id == given.at("deadline")) asked = &deadline;
  }
  Override(given.value("switches", json::object()), asked->switches);
  std::vector<calendar::Stop> stops;
  for (const json& stop : given.value("stops", json::array())) {
    stops.push_back({DayOf(stop.at(0)), DayOf(stop.at(1)), "stop"});
  }
  std::vector<calendar::Extension> extensions;
  const absl::CivilDay anchor = DayOf(given.at("anchor"));
  for (const json& extension : given.value("extensions", json::array())) {
    extensions.push_back({PeriodOf(extension), anchor, ""});
  }
  std::optional<calendar::Period> set;
  if (given.contains("set")) set = PeriodOf(given.at("set"));

  std::optional<calendar::ComputedDate> date;
  for (auto& previewed :
       domain.engine.Preview(procedure, {{asked->anchor, anchor}}, stops, extensions, set)) {
    if (previewed.deadline == asked) date = std::move(previewed.date);
  }
  const int step = given.value("step", 1);
  if (!date || step == 1) return date;
  // A preview shows the first time only; the later ones follow the same rule.
  calendar::DateRule rule;
  rule.mode = date->explanation.mode;
  rule.direction = date->explanation.direction;
  rule.period = date->explanation.period;
  rule.month_day = asked->month_day;
  rule.step = step;
  return calendar::ComputeDate(rule, anchor, stops, extensions, anchor,
                               calendar::Holidays::BuiltIn());
}

json Answer(const std::vector<Domain*>& domains, const json& given) {
  for (const Domain* domain : domains) {
    for (const casework::Procedure& procedure : domain->law.procedures) {
      for (const casework::Deadline& deadline : procedure.deadlines) {
        if (deadline.id != given.at("deadline")) continue;
        const auto date = Compute(*domain, procedure, given);
        if (!date) return nullptr;
        return {{"due", ToJson(date->due)},
                {"warn", ToJson(date->warn)},
                {"from", ToJson(date->window_from)},
                {"to", ToJson(date->window_to)},
                {"moved", !date->explanation.skipped.empty()},
                {"service_level", date->service_level_only}};
      }
    }
  }
  return "unknown deadline";
}

json ToJson(const std::optional<int>& number) { return number ? json(*number) : json(nullptr); }

json Listed(const casework::Deadline& deadline) {
  json stops = json::array();
  for (const casework::ClockStopRule& stop : deadline.stops) stops.push_back({stop.from, stop.to});
  json listed = {{"id", deadline.id},
                 {"limit", ToJson(deadline.period)},
                 {"stops", stops},
                 {"again", ToJson(deadline.recurrence)},
                 {"at_least", ToJson(deadline.min_times)},
                 {"when", deadline.condition}};
  if (deadline.extension) {
    listed["extends"] = ToJson(deadline.extension->maximum);
    listed["times"] = ToJson(deadline.extension->times);
  }
  return listed;
}

}  // namespace
}  // namespace sems

int main(int argc, char** argv) {
  sems::Domain noise(sems::casework::NoiseLawFiles());
  sems::Domain chemsafety(sems::casework::ChemsafetyLawFiles());
  const std::vector<sems::Domain*> domains = {&noise, &chemsafety};
  if (argc > 1 && std::string(argv[1]) == "--list") {
    for (const sems::Domain* domain : domains) {
      for (const auto& procedure : domain->law.procedures) {
        for (const auto& deadline : procedure.deadlines) {
          std::cout << sems::Listed(deadline) << '\n';
        }
      }
    }
    return 0;
  }
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << sems::Answer(domains, nlohmann::json::parse(line)) << '\n';
  }
  return 0;
}
