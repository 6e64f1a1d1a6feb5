#include "common/casework/yaml_map.h"

#include <algorithm>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/values/civil.h"

namespace sems::casework {

void YamlFile::Problem(const YAML::Node& at, const std::string& what) {
  Problem(at.Mark().line + 1, what);
}

void YamlFile::Problem(int line, const std::string& what) {
  problems_.push_back(absl::StrCat(name_, ":", line, ": ", what));
}

YamlMap::YamlMap(YamlFile& file, const YAML::Node& node,
                 std::initializer_list<std::string_view> keys)
    : file_(file), node_(node) {
  if (!node.IsMap()) {
    file.Problem(node, "must be a mapping");
    node_.reset(YAML::Node(YAML::NodeType::Map));  // assigning would change the file's own node
    return;
  }
  std::set<std::string> seen;
  for (const auto& entry : node) {
    const std::string key = entry.first.as<std::string>();
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      file.Problem(entry.first, absl::StrCat("unknown key ", key));
    }
    if (!seen.insert(key).second) {
      file.Problem(entry.first, absl::StrCat("key ", key, " is there twice"));
    }
  }
}

YAML::Node YamlMap::Find(const char* key) const {
  const YAML::Node& node = node_;
  return node[key];
}

bool YamlMap::Has(const char* key) const { return Find(key).IsDefined(); }

void YamlMap::Problem(const char* key, const std::string& what) const {
  const YAML::Node value = Find(key);
  file_.Problem(value.IsDefined() ? value : node_, absl::StrCat(key, " ", what));
}

std::string YamlMap::Text(const char* key) const {
  const YAML::Node value = Find(key);
  if (!value.IsDefined() || !value.IsScalar() || value.Scalar().empty()) {
    Problem(key, "is missing");
    return {};
  }
  return value.Scalar();
}

std::string YamlMap::OptionalText(const char* key) const { return Has(key) ? Text(key) : ""; }

std::vector<std::string> YamlMap::Texts(const char* key) const {
  const YAML::Node value = Find(key);
  std::vector<std::string> texts;
  if (!value.IsDefined() || !value.IsSequence() || value.size() == 0) {
    Problem(key, "must be a list");
    return texts;
  }
  for (const YAML::Node& entry : value) {
    if (entry.IsScalar() && !entry.Scalar().empty()) {
      texts.push_back(entry.Scalar());
    } else {
      file_.Problem(entry, absl::StrCat(key, " must be a list of texts"));
    }
  }
  return texts;
}

std::vector<std::string> YamlMap::OptionalTexts(const char* key) const {
  return Has(key) ? Texts(key) : std::vector<std::string>();
}

std::vector<int> YamlMap::Lines(const char* key) const {
  std::vector<int> lines;
  for (const std::string& text : Texts(key)) {
    int line = 0;
    if (absl::SimpleAtoi(text, &line) && line > 0) {
      lines.push_back(line);
    } else {
      Problem(key, absl::StrCat("has no line ", text));
    }
  }
  return lines;
}

std::int64_t YamlMap::Count(const char* key) const {
  const std::string text = Text(key);
  std::int64_t count = 0;
  if (!text.empty() && (!absl::SimpleAtoi(text, &count) || count <= 0)) {
    Problem(key, absl::StrCat("must be a whole number above 0, not ", text));
  }
  return count;
}

std::optional<std::int64_t> YamlMap::OptionalCount(const char* key) const {
  if (!Has(key)) return std::nullopt;
  return Count(key);
}

Decimal YamlMap::Number(const char* key) const {
  const std::string text = Text(key);
  const std::optional<Decimal> number = Decimal::Parse(text);
  if (!text.empty() && (!number || number->IsNegative())) {
    Problem(key, absl::StrCat("must be a number of 0 or more, not ", text));
  }
  return number.value_or(Decimal());
}

std::optional<Decimal> YamlMap::OptionalNumber(const char* key) const {
  if (!Has(key)) return std::nullopt;
  return Number(key);
}

absl::CivilDay YamlMap::Day(const char* key) const {
  const std::string text = Text(key);
  const std::optional<absl::CivilDay> day = ParseDay(text);
  if (!text.empty() && !day) {
    Problem(key, absl::StrCat("must be a day YYYY-MM-DD, not ", text));
  }
  return day.value_or(absl::CivilDay());
}

bool YamlMap::Flag(const char* key) const {
  const std::string text = Text(key);
  if (!text.empty() && text != "true" && text != "false") {
    Problem(key, absl::StrCat("must be true or false, not ", text));
  }
  return text == "true";
}

std::vector<YAML::Node> YamlMap::Maps(const char* key) const {
  const YAML::Node value = Find(key);
  std::vector<YAML::Node> maps;
  if (!value.IsDefined() || !value.IsSequence() || value.size() == 0) {
    Problem(key, "must be a list");
    return maps;
  }
  for (const YAML::Node& entry : value) maps.push_back(entry);
  return maps;
}

YAML::Node YamlMap::Map(const char* key) const {
  const YAML::Node value = Find(key);
  if (value.IsDefined() && value.IsMap()) return value;
  Problem(key, "must be a mapping");
  return YAML::Node(YAML::NodeType::Map);
}

YAML::Node YamlMap::Value(const char* key) const { return Find(key); }

}  // namespace sems::casework
