#include "common/db/tx.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/db/deadline.h"
#include "common/values/absl_compat.h"

namespace sems::db {
namespace {

void AppendElement(std::string& literal, std::string_view value) {
  literal += '"';
  size_t plain = 0;  // from here to the next character that needs a backslash, all at once
  for (size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '"' && value[i] != '\\') continue;
    literal.append(value, plain, i - plain);
    literal += '\\';
    plain = i;
  }
  literal.append(value, plain);
  literal += '"';
}

}  // namespace

Array TextArray(const std::vector<std::string>& values) {
  Array out{"{"};
  for (const std::string& value : values) {
    if (out.literal.size() > 1) out.literal += ',';
    AppendElement(out.literal, value);
  }
  out.literal += '}';
  return out;
}

Array TextArray(const std::vector<std::optional<std::string>>& values) {
  Array out{"{"};
  for (const auto& value : values) {
    if (out.literal.size() > 1) out.literal += ',';
    if (value) {
      AppendElement(out.literal, *value);
    } else {
      out.literal += "NULL";
    }
  }
  out.literal += '}';
  return out;
}

Param ToParam(Bytes value) {
  return absl::StrCat("\\x", absl::BytesToHexString(ToAbsl(value.value)));
}

Param ToParam(absl::Time value) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%E6S+00", value, absl::UTCTimeZone());
}

Param ToParam(absl::CivilDay value) { return absl::FormatCivilTime(value); }

absl::Time ToTime(const pqxx::field& field) {
  absl::Time time;
  std::string error;
  // Sessions run with TimeZone UTC and DateStyle ISO.
  if (!absl::ParseTime("%Y-%m-%d %H:%M:%E*S%Ez", absl::string_view(field.c_str(), field.size()),
                       &time, &error)) {
    throw pqxx::conversion_error("timestamptz " + ToText(field) + ": " + error);
  }
  return time;
}

absl::CivilDay ToDay(const pqxx::field& field) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(absl::string_view(field.c_str(), field.size()), &day)) {
    throw pqxx::conversion_error("date " + ToText(field));
  }
  return day;
}

std::string ToBytes(const pqxx::field& field) {
  absl::string_view text(field.c_str(), field.size());
  if (text.substr(0, 2) != "\\x") throw pqxx::conversion_error("bytea that is not hex");
  return absl::HexStringToBytes(text.substr(2));
}

std::optional<std::string> ToOptionalText(const pqxx::field& field) {
  if (field.is_null()) return std::nullopt;
  return ToText(field);
}

pqxx::result Tx::Run(std::string_view sql, std::vector<Param> params) {
  if (absl::Now() >= deadline_) throw DeadlinePassed();
  for (const Param& param : params) {
    if (param && param->find('\0') != std::string::npos) throw NulInText();
  }
  auto it = prepared_.find(sql);
  if (it == prepared_.end()) {
    std::string name = absl::StrCat("s", prepared_.size());
    connection_.prepare(name, std::string(sql));
    it = prepared_.emplace(std::string(sql), std::move(name)).first;
  }
  return work_.exec_prepared(it->second, pqxx::prepare::make_dynamic_params(params));
}

}  // namespace sems::db
