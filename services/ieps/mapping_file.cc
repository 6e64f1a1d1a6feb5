#include "services/ieps/mapping_file.h"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "common/values/embedded_file.h"
#include "yaml-cpp/yaml.h"

namespace sems::ieps {

std::span<const EmbeddedFile> DataFiles();  // data/*, embedded by the build

namespace {

class Reader {
 public:
  Catalog Read(const YAML::Node& root) {
    Catalog catalog;
    for (const YAML::Node& node : root["forms"]) catalog.forms.push_back(ReadForm(node));
    for (const YAML::Node& node : root["facility_tabs"]) catalog.tabs.push_back(ReadTab(node));
    return catalog;
  }
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  static std::string Text(const YAML::Node& node, const char* key) {
    return node[key] ? node[key].as<std::string>() : std::string();
  }

  // What `parse` makes of a name; an unknown one is a problem.
  template <typename T>
  T Name(const YAML::Node& node, const char* key, std::optional<T> (*parse)(std::string_view),
         T otherwise) {
    const std::string name = Text(node, key);
    const std::optional<T> value = parse(name);
    if (!value) problems_.push_back(absl::StrCat("unknown ", key, " \"", name, "\""));
    return value.value_or(otherwise);
  }

  static std::optional<ItemStatus> ParseStatus(std::string_view name) {
    if (name == "match") return ItemStatus::kMatch;
    if (name == "convert") return ItemStatus::kConvert;
    return std::nullopt;
  }

  Form ReadForm(const YAML::Node& node) {
    Form form;
    form.id = Name(node, "id", ParseFormId, FormId::kStackHours);
    if (node["number"].as<int>() != static_cast<int>(form.id)) {
      problems_.push_back(absl::StrCat("form ", Text(node, "id"), " has another number"));
    }
    form.title = Text(node, "title");
    form.file = Text(node, "file");
    const YAML::Node counts = node["counts"];
    form.counts = {counts["items"].as<int>(), counts["match"].as<int>(),
                   counts["convert"].as<int>(), counts["not_provided"].as<int>(),
                   counts["not_applicable"].as<int>()};
    for (const char* key : {"needs_mapping", "may_use_mapping"}) {
      if (node[key]) form.tab = Name(node, key, ParseTab, Tab::kStack);
    }
    form.tab_required = static_cast<bool>(node["needs_mapping"]);
    for (const YAML::Node& column : node["columns"]) ReadColumn(column, form.columns);
    return form;
  }

  void ReadColumn(const YAML::Node& node, std::vector<Column>& columns) {
    Column column;
    column.group = Text(node, "group");
    column.item = Text(node, "item");
    column.type = Name(node, "type", ParseCellType, CellType::kText);
    column.status = Name(node, "status", ParseStatus, ItemStatus::kMatch);
    if (static_cast<bool>(node["field"]) == static_cast<bool>(node["rule"])) {
      problems_.push_back(absl::StrCat("column ", column.item, " needs a field or a rule"));
    }
    column.source = node["rule"] ? Name(node, "rule", ParseRule, Source::kSiteCode)
                                 : Name(node, "field", ParseField, Source::kDay);
    if (node["table"]) column.table = Name(node, "table", ParseCodeTable, CodeTable::kPollutant);
    if (!node["repeat"]) {
      columns.push_back(std::move(column));
      return;
    }
    // "1일..31일": 1일, 2일, …
    const int repeat = node["repeat"].as<int>();
    const std::string pattern = column.item;
    const std::string suffix(absl::StripPrefix(pattern.substr(0, pattern.find("..")), "1"));
    if (pattern != absl::StrCat("1", suffix, "..", repeat, suffix)) {
      problems_.push_back(absl::StrCat("column ", pattern, " does not spell its repetition"));
    }
    for (column.index = 1; column.index <= repeat; ++column.index) {
      column.item = absl::StrCat(column.index, suffix);
      columns.push_back(column);
    }
  }

  TabLayout ReadTab(const YAML::Node& node) {
    TabLayout layout;
    layout.tab = Name(node, "id", ParseTab, Tab::kStack);
    layout.title = Text(node, "title");
    for (const YAML::Node& column : node["columns"]) {
      layout.columns.push_back(
          {Text(column, "item"), Name(column, "field", ParseTabField, TabField::kError)});
    }
    return layout;
  }

  std::vector<std::string> problems_;
};

}  // namespace

absl::StatusOr<Catalog> ReadMappingFile(std::string_view yaml) {
  Catalog catalog;
  Reader reader;
  try {
    catalog = reader.Read(YAML::Load(std::string(yaml)));
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(absl::StrCat("ieps_mapping.yaml: ", error.what()));
  }
  std::vector<std::string> problems = reader.problems();
  for (std::string& problem : FindProblems(catalog)) problems.push_back(std::move(problem));
  if (!problems.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("ieps_mapping.yaml: ", absl::StrJoin(problems, "; ")));
  }
  return catalog;
}

absl::StatusOr<const Catalog*> BuiltInCatalog() {
  static const absl::StatusOr<Catalog>* const catalog = [] {
    for (const EmbeddedFile& file : DataFiles()) {
      if (file.name == "ieps_mapping.yaml") {
        return new absl::StatusOr<Catalog>(ReadMappingFile(file.contents));
      }
    }
    return new absl::StatusOr<Catalog>(absl::NotFoundError("ieps_mapping.yaml is not built in"));
  }();
  if (!catalog->ok()) return catalog->status();
  return &**catalog;
}

}  // namespace sems::ieps
