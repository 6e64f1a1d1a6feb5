#include "services/noise/repository/log_entry.h"

namespace sems::noise::repository {

LogEntryRow ReadLogEntry(const pqxx::row& row, int first) {
  LogEntryRow entry;
  entry.version = row[first].as<std::int64_t>();
  entry.entered_at = db::ToTime(row[first + 1]);
  entry.entered_by = db::ToText(row[first + 2]);
  if (!row[first + 3].is_null()) entry.changed_at = db::ToTime(row[first + 3]);
  entry.changed_by = db::ToOptionalText(row[first + 4]).value_or("");
  return entry;
}

Replaced ReadReplaced(const pqxx::row& row, int first) {
  return {db::ToTime(row[first]), db::ToText(row[first + 1]), row[first + 2].as<bool>()};
}

Decimal ReadDecimal(const pqxx::field& field) {
  std::optional<Decimal> value =
      Decimal::ParseStored(std::string_view(field.c_str(), field.size()));
  if (!value) throw pqxx::conversion_error("numeric " + db::ToText(field));
  return *value;
}

std::optional<Decimal> ReadOptionalDecimal(const pqxx::field& field) {
  if (field.is_null()) return std::nullopt;
  return ReadDecimal(field);
}

}  // namespace sems::noise::repository
