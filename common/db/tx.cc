#include "common/db/tx.h"

#include <array>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
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

// A run of digits in a text: where it begins and how long it is.
struct Run {
  size_t at;
  size_t length;
};

// The numbers at three places, or nothing where there is something else.
std::optional<std::array<int, 3>> Digits(absl::string_view text, Run first, Run second, Run third) {
  std::array<int, 3> numbers = {};
  size_t index = 0;
  for (const Run run : {first, second, third}) {
    if (text.size() < run.at + run.length) return std::nullopt;
    for (const char c : text.substr(run.at, run.length)) {
      if (c < '0' || c > '9') return std::nullopt;
      numbers[index] = numbers[index] * 10 + (c - '0');
    }
    ++index;
  }
  return numbers;
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
  const absl::string_view text(field.c_str(), field.size());
  // Sessions run with TimeZone UTC and DateStyle ISO: "2026-11-25 05:23:07.003581+00". Abseil's
  // parser takes several times as long, and a month of records has thousands of these.
  const auto day = Digits(text, {0, 4}, {5, 2}, {8, 2});
  const auto clock = Digits(text, {11, 2}, {14, 2}, {17, 2});
  if (day && clock && absl::EndsWith(text, "+00")) {
    const absl::string_view rest = text.substr(19, text.size() - 22);
    int64_t micros = 0;
    if (rest.empty() ||
        (rest.front() == '.' && rest.size() <= 7 && absl::SimpleAtoi(rest.substr(1), &micros))) {
      for (size_t digits = rest.empty() ? 6 : rest.size() - 1; digits < 6; ++digits) micros *= 10;
      return absl::FromCivil(absl::CivilSecond((*day)[0], (*day)[1], (*day)[2], (*clock)[0],
                                               (*clock)[1], (*clock)[2]),
                             absl::UTCTimeZone()) +
             absl::Microseconds(micros);
    }
  }
  absl::Time time;
  std::string error;
  if (!absl::ParseTime("%Y-%m-%d %H:%M:%E*S%Ez", text, &time, &error)) {
    throw pqxx::conversion_error("timestamptz " + ToText(field) + ": " + error);
  }
  return time;
}

absl::CivilDay ToDay(const pqxx::field& field) {
  const absl::string_view text(field.c_str(), field.size());
  if (text.size() == 10) {
    if (const auto day = Digits(text, {0, 4}, {5, 2}, {8, 2}))
      return absl::CivilDay((*day)[0], (*day)[1], (*day)[2]);
  }
  absl::CivilDay day;
  if (!absl::ParseCivilTime(text, &day)) throw pqxx::conversion_error("date " + ToText(field));
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
