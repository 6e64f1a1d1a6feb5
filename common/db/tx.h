#pragma once

#include <concepts>
#include <map>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

// What a repository works with. Nothing else of the program includes pqxx.
namespace sems::db {

// A bytea parameter.
struct Bytes {
  std::string_view value;
};

// An array parameter; cast it in the SQL: `unnest($1::uuid[], $2::int[])`. Elements that are
// nullopt become NULL.
struct Array {
  std::string literal;
};
Array TextArray(const std::vector<std::string>& values);
Array TextArray(const std::vector<std::optional<std::string>>& values);
template <std::integral T>
Array IntArray(const std::vector<T>& values) {
  Array out{"{"};
  for (const T& value : values) {
    if (out.literal.size() > 1) out.literal += ',';
    out.literal += std::to_string(value);
  }
  out.literal += '}';
  return out;
}

// A parameter as text, or NULL.
using Param = std::optional<std::string>;
inline Param ToParam(std::string value) { return value; }
inline Param ToParam(std::string_view value) { return std::string(value); }
inline Param ToParam(const char* value) { return std::string(value); }
inline Param ToParam(bool value) { return std::string(value ? "t" : "f"); }
template <std::integral T>
requires(!std::same_as<T, bool>) Param ToParam(T value) { return std::to_string(value); }
inline Param ToParam(std::nullopt_t) { return std::nullopt; }
inline Param ToParam(Array value) { return std::move(value.literal); }
Param ToParam(Bytes value);
Param ToParam(absl::Time value);      // timestamptz
Param ToParam(absl::CivilDay value);  // date
template <class T>
Param ToParam(const std::optional<T>& value) {
  return value ? ToParam(*value) : Param(std::nullopt);
}

// Fields of a result.
absl::Time ToTime(const pqxx::field& field);     // of a timestamptz
absl::CivilDay ToDay(const pqxx::field& field);  // of a date
std::string ToBytes(const pqxx::field& field);   // of a bytea
inline std::string ToText(const pqxx::field& field) {
  return std::string(field.c_str(), field.size());
}
std::optional<std::string> ToOptionalText(const pqxx::field& field);

// The statements a connection has prepared, by their text.
using PreparedStatements = std::map<std::string, std::string, std::less<>>;

// One open transaction. Statements are prepared once for each connection and refused once the
// call's time is up. Errors are pqxx's exceptions; the transaction runner turns them into statuses,
// so a repository neither catches nor maps them. A unique constraint that is expected to bite is
// asked for with ON CONFLICT DO NOTHING.
class Tx {
 public:
  Tx(pqxx::nontransaction& work, pqxx::connection_base& connection, PreparedStatements& prepared,
     absl::Time deadline)
      : work_(work), connection_(connection), prepared_(prepared), deadline_(deadline) {}
  Tx(const Tx&) = delete;
  Tx& operator=(const Tx&) = delete;

  // Runs one statement with parameters $1, $2, …
  template <class... Args>
  pqxx::result Exec(std::string_view sql, const Args&... args) {
    return Run(sql, {ToParam(args)...});
  }

  // COPY into a table, for bulk.
  pqxx::nontransaction& work() { return work_; }
  absl::Time deadline() const { return deadline_; }

 private:
  pqxx::result Run(std::string_view sql, std::vector<Param> params);

  pqxx::nontransaction& work_;
  pqxx::connection_base& connection_;
  PreparedStatements& prepared_;
  absl::Time deadline_;
};

}  // namespace sems::db
