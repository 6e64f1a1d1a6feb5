#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/values/decimal.h"
#include "yaml-cpp/yaml.h"

namespace sems::casework {

// A data file being read: what is wrong with it, each with its line.
class YamlFile {
 public:
  explicit YamlFile(std::string name) : name_(std::move(name)) {}
  const std::string& name() const { return name_; }

  void Problem(const YAML::Node& at, const std::string& what);
  void Problem(int line, const std::string& what);  // 1-based
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  std::string name_;
  std::vector<std::string> problems_;
};

// One mapping of it. A key that is not among `keys`, or there twice, is a problem; so is a value
// that is missing or of another kind than asked for. What is asked for optionally may be missing
// only.
class YamlMap {
 public:
  YamlMap(YamlFile& file, const YAML::Node& node, std::initializer_list<std::string_view> keys);

  bool Has(const char* key) const;
  std::string Text(const char* key) const;
  std::string OptionalText(const char* key) const;
  std::vector<std::string> Texts(const char* key) const;  // at least one
  std::vector<std::string> OptionalTexts(const char* key) const;
  std::vector<int> Lines(const char* key) const;  // at least one, each above 0
  std::int64_t Count(const char* key) const;      // a whole number above 0
  std::optional<std::int64_t> OptionalCount(const char* key) const;
  Decimal Number(const char* key) const;  // of 0 or more
  std::optional<Decimal> OptionalNumber(const char* key) const;
  absl::CivilDay Day(const char* key) const;
  bool Flag(const char* key) const;
  // A list of mappings, of at least one.
  std::vector<YAML::Node> Maps(const char* key) const;
  YAML::Node Map(const char* key) const;
  YAML::Node Value(const char* key) const;

  void Problem(const std::string& what) const { file_.Problem(node_, what); }
  void Problem(const char* key, const std::string& what) const;

 private:
  YAML::Node Find(const char* key) const;  // undefined when missing

  YamlFile& file_;
  YAML::Node node_;
};

}  // namespace sems::casework
