#include "common/casework/law_parts.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"

namespace sems::casework {
namespace {

constexpr std::array<std::pair<const char*, calendar::Mode>, 13> kModes = {{
    {"fixed", calendar::Mode::kFixed},
    {"set_by_authority", calendar::Mode::kSetByAuthority},
    {"extension_limit", calendar::Mode::kExtensionLimit},
    {"immediate", calendar::Mode::kImmediate},
    {"simultaneous", calendar::Mode::kSimultaneous},
    {"before_event", calendar::Mode::kBeforeEvent},
    {"periodic", calendar::Mode::kPeriodic},
    {"periodic_month", calendar::Mode::kPeriodicMonth},
    {"calendar_yearly", calendar::Mode::kCalendarYearly},
    {"absolute", calendar::Mode::kAbsolute},
    {"same_year", calendar::Mode::kSameYear},
    {"duration_limit", calendar::Mode::kDurationLimit},
    {"unspecified", calendar::Mode::kUnspecified},
}};

std::optional<bool> OptionalFlag(const YamlMap& map, const char* key) {
  if (!map.Has(key)) return std::nullopt;
  return map.Flag(key);
}

EventKind ReadEventKind(const YamlMap& map) {
  const std::string kind = map.Text("kind");
  if (kind == "input") return EventKind::kInput;
  if (kind == "timer") return EventKind::kTimer;
  if (kind != "date") map.Problem("kind", "must be input, timer or date");
  return EventKind::kDate;
}

}  // namespace

std::optional<calendar::Mode> ParseMode(std::string_view name) {
  for (const auto& [known, mode] : kModes) {
    if (name == known) return mode;
  }
  return std::nullopt;
}

std::optional<calendar::Direction> ParseDirection(std::string_view name) {
  if (name == "after") return calendar::Direction::kAfter;
  if (name == "before") return calendar::Direction::kBefore;
  if (name == "every") return calendar::Direction::kEvery;
  return std::nullopt;
}

Text ReadName(const YamlMap& map) { return {map.Text("ko"), map.Text("en")}; }

std::optional<calendar::Period> ReadPeriod(const YamlMap& map) {
  if (!map.Has("amount") && !map.Has("unit")) return std::nullopt;
  calendar::Period period;
  period.amount = static_cast<int>(map.Count("amount"));
  const std::string unit = map.Text("unit");
  if (unit == "days") {
    period.unit = calendar::Unit::kDays;
  } else if (unit == "months") {
    period.unit = calendar::Unit::kMonths;
  } else if (unit == "years") {
    period.unit = calendar::Unit::kYears;
  } else {
    map.Problem("unit", "must be days, months or years");
  }
  return period;
}

calendar::Switches ReadSwitches(const YamlMap& map) {
  return {OptionalFlag(map, "first_day_in"), OptionalFlag(map, "holiday_moves"),
          OptionalFlag(map, "working_days")};
}

std::optional<ExtensionRule> ReadExtension(YamlFile& file, const YamlMap& map) {
  if (!map.Has("extension")) return std::nullopt;
  const YamlMap rule(file, map.Map("extension"), {"amount", "unit", "times", "unlimited"});
  ExtensionRule extension;
  extension.maximum = ReadPeriod(rule);
  if (rule.Has("times")) extension.times = static_cast<int>(rule.Count("times"));
  const bool unlimited = rule.Has("unlimited") && rule.Flag("unlimited");
  if (unlimited == extension.maximum.has_value())
    rule.Problem("must have an amount or be unlimited");
  return extension;
}

void Remember(YamlFile& file, const YAML::Node& node, const std::string& what, Places& places) {
  const std::string place = absl::StrCat(file.name(), ":", node.Mark().line + 1);
  if (!places.emplace(what, place).second) {
    file.Problem(node, absl::StrCat(what, " is there already: ", places[what]));
  }
}

void ReadVocabulary(YamlFile& file, const YamlMap& top, Law& law, Places& places) {
  if (top.Has("laws")) {
    for (const YAML::Node& node : top.Maps("laws")) {
      const YamlMap map(file, node, {"code", "ko", "act_ko", "decree_ko"});
      law.law_names_ko[map.Text("code")] = map.Text("ko");
    }
  }
  if (top.Has("roles")) {
    for (const YAML::Node& node : top.Maps("roles")) {
      const YamlMap map(file, node, {"id", "ko", "en", "product_role"});
      law.roles.push_back({map.Text("id"), ReadName(map), map.Text("product_role")});
      Remember(file, node, "role/" + law.roles.back().id, places);
    }
  }
  if (top.Has("events")) {
    for (const YAML::Node& node : top.Maps("events")) {
      const YamlMap map(file, node, {"id", "kind", "ko", "en"});
      law.events.push_back({map.Text("id"), ReadEventKind(map), ReadName(map)});
      Remember(file, node, "event/" + law.events.back().id, places);
    }
  }
  if (top.Has("conditions")) {
    for (const YAML::Node& node : top.Maps("conditions")) {
      const YamlMap map(file, node, {"id", "ko", "en"});
      law.conditions.push_back({map.Text("id"), EventKind::kInput, ReadName(map)});
      Remember(file, node, "condition/" + law.conditions.back().id, places);
    }
  }
}

void AddParameters(Law& law) {
  // A duty without a number in its source: the number is asked for as "<procedure>.every".
  for (const Procedure& procedure : law.procedures) {
    if (procedure.machines.empty()) continue;
    const Machine* flow = law.FindMachine(procedure.machines.front());
    if (flow == nullptr) continue;
    const bool common_flow = flow->id.rfind("default_", 0) == 0;
    const Machine machine = common_flow ? WithProcedureClocks(*flow, procedure) : *flow;
    for (const Clock& clock : machine.clocks) {
      if (clock.parameter.empty()) continue;
      bool known = false;
      for (const ParameterRule& rule : law.parameters) known = known || rule.id == clock.parameter;
      if (known) continue;
      law.parameters.push_back(
          {clock.parameter,
           {procedure.name.ko + " " + clock.name.ko, procedure.name.en + ": " + clock.name.en},
           procedure.notes_ko});
    }
  }
}

}  // namespace sems::casework
