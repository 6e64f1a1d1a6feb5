#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/casework/law_parts.h"
#include "common/values/civil.h"

// Procedures of a data file.
namespace sems::casework {
namespace {

AttachmentItem ReadAttachment(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(file, node, {"id", "ko", "en", "form", "condition_ko", "condition_en"});
  AttachmentItem item;
  item.id = map.Text("id");
  item.name = ReadName(map);
  item.form_no = map.OptionalText("form");
  item.condition = {map.OptionalText("condition_ko"), map.OptionalText("condition_en")};
  return item;
}

void ReadStops(YamlFile& file, const YamlMap& map, Deadline& deadline) {
  if (!map.Has("stops")) return;
  for (const YAML::Node& node : map.Maps("stops")) {
    const YamlMap stop(file, node, {"from", "to", "article", "ko"});
    deadline.stops.push_back(
        {stop.Text("from"), stop.Text("to"), stop.Text("article"), stop.Text("ko")});
  }
}

Deadline ReadDeadline(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(
      file, node,
      {"id",           "who",           "ko",          "en",        "mode",      "amount",
       "unit",         "direction",     "anchor",      "extension", "stops",     "condition",
       "date",         "month_day",     "recurrence",  "min_times", "on_expiry", "note_ko",
       "first_day_in", "holiday_moves", "working_days"});
  Deadline deadline;
  deadline.id = map.Text("id");
  deadline.who = map.Texts("who");
  deadline.what = ReadName(map);
  const auto mode = ParseMode(map.Text("mode"));
  if (!mode) map.Problem("mode", "is not known");
  deadline.mode = mode.value_or(calendar::Mode::kFixed);
  deadline.period = ReadPeriod(map);
  const auto direction = ParseDirection(map.Text("direction"));
  if (!direction) map.Problem("direction", "must be after, before or every");
  deadline.direction = direction.value_or(calendar::Direction::kAfter);
  deadline.anchor = map.Text("anchor");
  deadline.extension = ReadExtension(file, map);
  ReadStops(file, map, deadline);
  deadline.condition = map.OptionalText("condition");
  deadline.date = map.OptionalText("date");
  deadline.month_day = map.OptionalText("month_day");
  if (map.Has("recurrence")) {
    deadline.recurrence = ReadPeriod(YamlMap(file, map.Map("recurrence"), {"amount", "unit"}));
  }
  if (map.Has("min_times")) deadline.min_times = static_cast<int>(map.Count("min_times"));
  deadline.on_expiry = map.OptionalText("on_expiry");
  deadline.note_ko = map.OptionalText("note_ko");
  deadline.switches = ReadSwitches(map);

  const bool fixed = deadline.mode == calendar::Mode::kFixed ||
                     deadline.mode == calendar::Mode::kPeriodic ||
                     deadline.mode == calendar::Mode::kPeriodicMonth ||
                     deadline.mode == calendar::Mode::kDurationLimit;
  if (fixed && !deadline.period) map.Problem("needs an amount and a unit");
  if (deadline.mode == calendar::Mode::kAbsolute && !ParseDay(deadline.date))
    map.Problem("needs a date that exists");
  if (deadline.mode == calendar::Mode::kCalendarYearly &&
      !ParseDay(absl::StrCat("2000-", deadline.month_day)))
    map.Problem("needs a month_day that exists");
  return deadline;
}

Outcome ReadOutcome(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(file, node, {"id", "ko", "en", "form", "next"});
  return {map.Text("id"), ReadName(map), map.OptionalText("form"), map.OptionalText("next")};
}

Threshold ReadThreshold(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(file, node, {"id", "ko", "en", "op", "value", "unit", "table_ko", "note_ko"});
  Threshold threshold;
  threshold.id = map.Text("id");
  threshold.what = ReadName(map);
  threshold.op = map.Text("op");
  threshold.note_ko = map.OptionalText("note_ko");
  if (threshold.op == "table") {
    const std::string table = map.OptionalText("table_ko");
    if (!table.empty())
      threshold.note_ko =
          absl::StrCat(table, threshold.note_ko.empty() ? "" : "; ", threshold.note_ko);
    return threshold;
  }
  threshold.value = map.Text("value");
  threshold.unit = map.OptionalText("unit");
  const bool known = threshold.op == ">" || threshold.op == ">=" || threshold.op == "<=" ||
                     threshold.op == "<" || threshold.op == "==" || threshold.op == "in";
  if (!known) map.Problem("op", "is not known");
  return threshold;
}

std::vector<Text> ReadTexts(YamlFile& file, const YamlMap& map, const char* key) {
  std::vector<Text> texts;
  if (!map.Has(key)) return texts;
  for (const YAML::Node& node : map.Maps(key))
    texts.push_back(ReadName(YamlMap(file, node, {"ko", "en"})));
  return texts;
}

// What else the law says of it, told as a condition with its heading: "고려사항: …".
void AddDetails(YamlFile& file, const YamlMap& map, std::vector<Text>& conditions) {
  if (!map.Has("details")) return;
  for (const YAML::Node& node : map.Maps("details")) {
    const YamlMap detail(file, node, {"about_ko", "about_en", "ko", "en"});
    conditions.push_back({absl::StrCat(detail.Text("about_ko"), ": ", detail.Text("ko")),
                          absl::StrCat(detail.Text("about_en"), ": ", detail.Text("en"))});
  }
}

Procedure ReadProcedure(YamlFile& file, const YAML::Node& node) {
  const YamlMap map(file, node,
                    {"id",         "ko",          "en",         "law",         "article",
                     "kind",       "subtype",     "applicants", "authorities", "form",
                     "fee_krw",    "attachments", "contents",   "deadlines",   "outcomes",
                     "thresholds", "exemptions",  "conditions", "details",     "retention",
                     "appendix",   "machines",    "notes_ko",   "source",      "any_content"});
  Procedure procedure;
  procedure.id = map.Text("id");
  procedure.name = ReadName(map);
  procedure.law = map.Text("law");
  procedure.article = map.Text("article");
  procedure.kind = map.Text("kind");
  procedure.subtype = map.OptionalText("subtype");
  procedure.applicants = map.Texts("applicants");
  procedure.authorities = map.OptionalTexts("authorities");
  procedure.form_no = map.OptionalText("form");
  procedure.fee_krw = map.OptionalCount("fee_krw");
  if (map.Has("attachments")) {
    for (const YAML::Node& item : map.Maps("attachments"))
      procedure.attachments.push_back(ReadAttachment(file, item));
  }
  if (map.Has("contents")) {
    for (const YAML::Node& item : map.Maps("contents")) {
      const YamlMap content(file, item, {"id", "ko", "en"});
      procedure.contents.push_back({content.Text("id"), ReadName(content)});
    }
  }
  procedure.any_content = map.Has("any_content") && map.Flag("any_content");
  if (procedure.any_content && procedure.contents.size() < 2)
    map.Problem("any_content", "needs contents to choose from");
  if (map.Has("deadlines")) {
    for (const YAML::Node& item : map.Maps("deadlines"))
      procedure.deadlines.push_back(ReadDeadline(file, item));
  }
  if (map.Has("outcomes")) {
    for (const YAML::Node& item : map.Maps("outcomes"))
      procedure.outcomes.push_back(ReadOutcome(file, item));
  }
  if (map.Has("thresholds")) {
    for (const YAML::Node& item : map.Maps("thresholds"))
      procedure.thresholds.push_back(ReadThreshold(file, item));
  }
  procedure.exemptions = ReadTexts(file, map, "exemptions");
  procedure.conditions = ReadTexts(file, map, "conditions");
  AddDetails(file, map, procedure.conditions);
  if (map.Has("retention"))
    procedure.retention = ReadPeriod(YamlMap(file, map.Map("retention"), {"amount", "unit"}));
  procedure.appendix_ko = map.OptionalTexts("appendix");
  procedure.machines = map.OptionalTexts("machines");
  procedure.notes_ko = map.OptionalText("notes_ko");
  const YamlMap source(file, map.Map("source"), {"document", "lines"});
  procedure.source = {source.Text("document"), source.Lines("lines")};
  return procedure;
}

}  // namespace

void ReadProcedures(YamlFile& file, const YamlMap& top, Law& law, Places& places) {
  if (!top.Has("procedures")) return;
  for (const YAML::Node& node : top.Maps("procedures")) {
    law.procedures.push_back(ReadProcedure(file, node));
    Remember(file, node, "procedure/" + law.procedures.back().id, places);
  }
}

}  // namespace sems::casework
