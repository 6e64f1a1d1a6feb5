#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/values/civil.h"

// JSON of plain structs from one list of their fields, so that what is written is what is read:
//
//   template <class Archive>
//   void Fields(Archive& archive, Input& input) {
//     archive("event", input.event);
//     archive("occurred_on", input.occurred_on);
//   }
//
// Fields that have their default are left out. Enumerations are spelled by NameOf() and read by
// Named(name, value).
namespace sems::casework::json {

void AppendQuoted(std::string& out, std::string_view text);

class Writer {
 public:
  template <class T>
  void operator()(std::string_view key, const T& value,
                  const std::type_identity_t<T>& unless = {}) {
    if (IsDefault(value, unless)) return;
    if (!first_) out_ += ',';
    first_ = false;
    AppendQuoted(out_, key);
    out_ += ':';
    Append(value);
  }

  template <class T>
  static std::string Of(const T& value) {
    Writer writer;
    writer.Append(value);
    return std::move(writer.out_);
  }

 private:
  template <class T>
  static bool IsDefault(const T& value, const T& unless) {
    if constexpr (requires { value.empty(); }) {
      return value.empty();
    } else if constexpr (requires { value.has_value(); }) {
      return !value.has_value();
    } else if constexpr (requires { value == unless; }) {
      return value == unless;
    } else {
      return false;
    }
  }

  void Append(bool value) { out_ += value ? "true" : "false"; }
  template <std::integral T>
  void Append(T value) {
    out_ += std::to_string(value);
  }
  void Append(const std::string& value) { AppendQuoted(out_, value); }
  void Append(absl::CivilDay value) { AppendQuoted(out_, FormatDay(value)); }
  template <class T>
  void Append(const std::optional<T>& value) {
    Append(*value);
  }
  template <class T>
  void Append(const std::vector<T>& values) {
    out_ += '[';
    for (const T& value : values) {
      if (&value != &values.front()) out_ += ',';
      Append(value);
    }
    out_ += ']';
  }
  template <class T>
  void Append(const std::map<std::string, T>& values) {
    out_ += '{';
    bool first = true;
    for (const auto& [key, value] : values) {
      if (!first) out_ += ',';
      first = false;
      AppendQuoted(out_, key);
      out_ += ':';
      Append(value);
    }
    out_ += '}';
  }
  template <class T>
  requires std::is_enum_v<T>
  void Append(T value) { AppendQuoted(out_, NameOf(value)); }
  template <class T>
  requires(std::is_class_v<T> && !std::same_as<T, std::string> &&
           !std::same_as<T, absl::CivilDay>) void Append(const T& value) {
    out_ += '{';
    first_ = true;
    Fields(*this, const_cast<T&>(value));  // only read
    out_ += '}';
    first_ = false;
  }

  std::string out_;
  bool first_ = true;
};

class Reader {
 public:
  explicit Reader(const nlohmann::json& json) : json_(json) {}

  template <class T>
  void operator()(std::string_view key, T& value, const std::type_identity_t<T>& = {}) {
    const auto found = json_.find(std::string(key));
    if (found != json_.end()) Read(*found, value);
  }

  template <class T>
  static T Of(std::string_view text) {
    const nlohmann::json json = nlohmann::json::parse(text);
    T value;
    Read(json, value);
    return value;
  }

 private:
  static void Read(const nlohmann::json& json, bool& value) { value = json.get<bool>(); }
  template <std::integral T>
  static void Read(const nlohmann::json& json, T& value) {
    value = json.get<T>();
  }
  static void Read(const nlohmann::json& json, std::string& value) {
    value = json.get_ref<const std::string&>();
  }
  static void Read(const nlohmann::json& json, absl::CivilDay& value) {
    value = ParseDay(json.get_ref<const std::string&>()).value();
  }
  template <class T>
  static void Read(const nlohmann::json& json, std::optional<T>& value) {
    Read(json, value.emplace());
  }
  template <class T>
  static void Read(const nlohmann::json& json, std::vector<T>& values) {
    values.reserve(json.size());
    for (const nlohmann::json& item : json) Read(item, values.emplace_back());
  }
  template <class T>
  static void Read(const nlohmann::json& json, std::map<std::string, T>& values) {
    for (const auto& [key, item] : json.items()) Read(item, values[key]);
  }
  template <class T>
  requires std::is_enum_v<T>
  static void Read(const nlohmann::json& json, T& value) {
    Named(json.get_ref<const std::string&>(), value);
  }
  template <class T>
  requires(std::is_class_v<T> && !std::same_as<T, std::string> &&
           !std::same_as<T, absl::CivilDay>) static void Read(const nlohmann::json& json,
                                                              T& value) {
    Reader reader(json);
    Fields(reader, value);
  }

  const nlohmann::json& json_;
};

}  // namespace sems::casework::json
