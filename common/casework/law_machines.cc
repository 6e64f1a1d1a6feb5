#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/casework/law_parts.h"
#include "common/values/civil.h"

// State machines of a data file, with their guards.
namespace sems::casework {
namespace {

void ReadComputed(YamlFile& file, const YamlMap& map, Guard& guard) {
  if (!map.Has("computed")) return;
  const YamlMap rule(
      file, map.Map("computed"),
      {"extensions_below", "clock", "event", "value", "is", "of", "within_clock", "quarter"});
  if (rule.Has("extensions_below")) {
    guard.computed = Guard::Computed::kExtensionsBelow;
    guard.count = static_cast<int>(rule.Count("extensions_below"));
    guard.clock = rule.Text("clock");
  } else if (rule.Has("event")) {
    guard.computed = Guard::Computed::kEventHappened;
    guard.event = rule.Text("event");
  } else if (rule.Has("value")) {
    guard.computed = Guard::Computed::kValueIs;
    guard.value = rule.Text("value");
    guard.is = rule.Text("is");
    guard.of = rule.OptionalTexts("of");
    if (!guard.of.empty() && std::ranges::find(guard.of, guard.is) == guard.of.end())
      rule.Problem("of", "does not name what `is` asks for");
  } else if (rule.Has("within_clock")) {
    guard.computed = Guard::Computed::kWithinClock;
    guard.clock = rule.Text("within_clock");
  } else if (rule.Has("quarter")) {
    guard.computed = Guard::Computed::kQuarterIs;
    guard.count = static_cast<int>(rule.Count("quarter"));
    guard.clock = rule.OptionalText("clock");
  } else {
    rule.Problem("does not say how it is computed");
  }
}

// "structural": a step or clock that the sources do not have, needed to close the flow.
std::string ReadArticle(const YamlMap& map) {
  const std::string article = map.Text("article");
  return article == "structural" ? std::string() : article;
}

Transition ReadTransition(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(file, node,
                    {"from", "event", "by", "to", "procedure", "alternatives", "guard", "guard_not",
                     "variants", "suspend", "resume", "extends", "sets", "also", "notifies", "form",
                     "fee_krw", "article", "note_ko"});
  Transition transition;
  transition.from = map.Text("from");
  transition.event = map.Text("event");
  transition.by = map.Texts("by");
  transition.to = map.Text("to");
  transition.procedure = map.OptionalText("procedure");
  transition.alternatives = map.OptionalTexts("alternatives");
  transition.guard = map.OptionalTexts("guard");
  transition.guard_not = map.OptionalTexts("guard_not");
  transition.variants = map.OptionalTexts("variants");
  transition.suspend = map.OptionalText("suspend");
  transition.resume = map.OptionalText("resume");
  transition.extends = map.OptionalText("extends");
  transition.sets = map.OptionalTexts("sets");
  transition.also = map.OptionalTexts("also");
  transition.notifies = map.OptionalTexts("notifies");
  transition.form_no = map.OptionalText("form");
  transition.fee_krw = map.OptionalCount("fee_krw");
  transition.article = ReadArticle(map);
  transition.note_ko = map.OptionalText("note_ko");
  return transition;
}

void ReadPeriodByValue(YamlFile& file, const YamlMap& map, Clock& clock) {
  if (!map.Has("by_value")) return;
  const YAML::Node node = map.Map("by_value");
  for (const auto& entry : node) {
    const std::string key = entry.first.as<std::string>();
    if (key == "value") {
      clock.value = entry.second.as<std::string>();
      continue;
    }
    const auto period = ReadPeriod(YamlMap(file, entry.second, {"amount", "unit"}));
    if (period) clock.period_by_value[key] = *period;
  }
}

Clock ReadClock(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(file, node,
                    {"id",
                     "ko",
                     "en",
                     "who",
                     "article",
                     "start",
                     "start_default",
                     "before",
                     "month_day",
                     "for_year",
                     "end",
                     "until",
                     "due_event",
                     "mode",
                     "amount",
                     "unit",
                     "by_value",
                     "value_by",
                     "parameter",
                     "set_by_authority",
                     "auto_event",
                     "on_due_day",
                     "extension",
                     "lapses",
                     "repeat",
                     "anchor_fixed",
                     "reset_by",
                     "guard",
                     "guard_not",
                     "suspensions",
                     "variants",
                     "first_day_in",
                     "holiday_moves",
                     "working_days",
                     "note_ko"});
  Clock clock;
  clock.id = map.Text("id");
  clock.name = ReadName(map);
  clock.who = map.OptionalTexts("who");
  clock.article = ReadArticle(map);
  clock.start = map.OptionalText("start");
  clock.start_default = map.OptionalText("start_default");
  clock.due_before = map.OptionalText("before");
  clock.month_day = map.OptionalText("month_day");
  clock.for_year = map.OptionalText("for_year");
  clock.end = map.OptionalTexts("end");
  clock.until = map.OptionalText("until");
  clock.due_event = map.OptionalText("due_event");
  if (map.Has("mode")) {
    const auto mode = ParseMode(map.Text("mode"));
    if (!mode) map.Problem("mode", "is not known");
    clock.mode = mode.value_or(calendar::Mode::kFixed);
  }
  clock.period = ReadPeriod(map);
  ReadPeriodByValue(file, map, clock);
  clock.value_by = map.OptionalTexts("value_by");
  clock.parameter = map.OptionalText("parameter");
  clock.set_by_authority = map.Has("set_by_authority") && map.Flag("set_by_authority");
  clock.auto_event = map.OptionalText("auto_event");
  clock.auto_on_due_day = map.Has("on_due_day") && map.Flag("on_due_day");
  clock.extension = ReadExtension(file, map);
  clock.lapses = map.Has("lapses") && map.Flag("lapses");
  clock.repeat = map.Has("repeat") && map.Flag("repeat");
  clock.anchor_fixed = map.Has("anchor_fixed") && map.Flag("anchor_fixed");
  clock.reset_by = map.OptionalTexts("reset_by");
  clock.guard = map.OptionalTexts("guard");
  clock.guard_not = map.OptionalTexts("guard_not");
  clock.suspensions = map.OptionalTexts("suspensions");
  clock.variants = map.OptionalTexts("variants");
  clock.switches = ReadSwitches(map);
  clock.note_ko = map.OptionalText("note_ko");

  const int anchors = !clock.start.empty() + !clock.due_before.empty() + !clock.month_day.empty();
  if (anchors != 1) map.Problem("needs one of start, before and month_day");
  if (!clock.month_day.empty() && !ParseDay(absl::StrCat("2000-", clock.month_day)))
    map.Problem("month_day", "does not exist");
  const bool needs_number =
      clock.mode == calendar::Mode::kFixed || clock.mode == calendar::Mode::kPeriodic ||
      clock.mode == calendar::Mode::kPeriodicMonth || clock.mode == calendar::Mode::kDurationLimit;
  if (needs_number && clock.month_day.empty() && !clock.period && clock.period_by_value.empty() &&
      clock.parameter.empty())
    map.Problem("needs an amount and a unit, or a parameter");
  return clock;
}

Variant ReadVariant(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(file, node, {"id", "ko", "en", "procedures"});
  return {map.Text("id"), ReadName(map), map.OptionalTexts("procedures")};
}

Machine ReadMachine(YamlFile& file, const YAML::Node& node, Places& places) {
  const YamlMap map(file, node,
                    {"id", "ko", "en", "subject", "initial", "opened_by_authority", "states",
                     "transitions", "clocks", "suspensions", "variants"});
  Machine machine;
  machine.id = map.Text("id");
  machine.name = ReadName(map);
  machine.subject = map.Text("subject");
  machine.initial = map.Text("initial");
  machine.opened_by_authority = map.Has("opened_by_authority") && map.Flag("opened_by_authority");
  const std::string place = "machine/" + machine.id;
  Remember(file, node, place, places);
  for (const YAML::Node& entry : map.Maps("states")) {
    const YamlMap state(file, entry, {"id", "ko", "en", "terminal"});
    machine.states.push_back(
        {state.Text("id"), ReadName(state), state.Has("terminal") && state.Flag("terminal")});
    Remember(file, entry, absl::StrCat(place, "/state/", machine.states.back().id), places);
  }
  for (const YAML::Node& entry : map.Maps("transitions")) {
    Remember(file, entry, absl::StrCat(place, "/transition/", machine.transitions.size()), places);
    machine.transitions.push_back(ReadTransition(file, entry));
  }
  if (map.Has("clocks")) {
    for (const YAML::Node& entry : map.Maps("clocks")) {
      machine.clocks.push_back(ReadClock(file, entry));
      Remember(file, entry, absl::StrCat(place, "/clock/", machine.clocks.back().id), places);
    }
  }
  if (map.Has("suspensions")) {
    for (const YAML::Node& entry : map.Maps("suspensions")) {
      const YamlMap suspension(file, entry, {"id", "from", "to", "article"});
      machine.suspensions.push_back({suspension.Text("id"), suspension.Text("from"),
                                     suspension.Text("to"), suspension.Text("article")});
    }
  }
  if (map.Has("variants")) {
    for (const YAML::Node& entry : map.Maps("variants"))
      machine.variants.push_back(ReadVariant(file, entry));
  }
  return machine;
}

}  // namespace

void ReadMachines(YamlFile& file, const YamlMap& top, Law& law, Places& places) {
  if (top.Has("guards")) {
    for (const YAML::Node& node : top.Maps("guards")) {
      const YamlMap map(file, node, {"id", "ko", "en", "computed", "frees_from_duty"});
      Guard guard;
      guard.id = map.Text("id");
      guard.name = ReadName(map);
      guard.frees_from_duty = map.Has("frees_from_duty") && map.Flag("frees_from_duty");
      ReadComputed(file, map, guard);
      Remember(file, node, "guard/" + guard.id, places);
      law.guards.push_back(std::move(guard));
    }
  }
  if (!top.Has("machines")) return;
  for (const YAML::Node& node : top.Maps("machines"))
    law.machines.push_back(ReadMachine(file, node, places));
}

}  // namespace sems::casework
