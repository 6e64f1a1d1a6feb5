#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/db/tx.h"
#include "common/records/batch.h"
#include "common/values/civil.h"
#include "common/values/decimal.h"

namespace sems::operations::repository {

// Who entered a record and changed it last.
struct Entry {
  std::int64_t version = 0;
  records::Marks marks;
  absl::Time entered_at;
  std::string entered_by;
  std::optional<absl::Time> changed_at;
  std::string changed_by;
};

// A record as it is listed.
template <class Record>
struct Listed {
  Record record;
  Entry entry;
};
template <class Record>
struct ListedPage {
  std::vector<Listed<Record>> rows;  // one more than asked for when there is a next page
  int total = 0;
};

// A record to insert, update or remove.
template <class Record>
struct Write {
  const Record* record = nullptr;
  records::Change change = records::Change::kInsert;
  std::int64_t version = 0;
  records::Marks marks;
};

// Who writes, and when.
struct Actor {
  std::string account_id;
  absl::Time now;
};

// Columns of every record, in this order: version, late, corrected, entered_at, entered_by,
// changed_at, changed_by.
inline Entry ReadEntry(const pqxx::row& row, int first) {
  Entry entry;
  entry.version = row[first].as<std::int64_t>();
  entry.marks = {row[first + 1].as<bool>(), row[first + 2].as<bool>()};
  entry.entered_at = db::ToTime(row[first + 3]);
  entry.entered_by = db::ToText(row[first + 4]);
  if (!row[first + 5].is_null()) entry.changed_at = db::ToTime(row[first + 5]);
  entry.changed_by = db::ToOptionalText(row[first + 6]).value_or("");
  return entry;
}

inline Decimal ReadDecimal(const pqxx::field& field) {
  std::optional<Decimal> value =
      Decimal::ParseStored(std::string_view(field.c_str(), field.size()));
  if (!value) throw pqxx::conversion_error("numeric " + db::ToText(field));
  return *value;
}

// The first and the last day that the lines touch; lines without a key touch none.
struct DayRange {
  absl::CivilDay first = absl::CivilDay::max();
  absl::CivilDay last = absl::CivilDay::min();
  void Add(absl::CivilDay day) {
    if (day < first) first = day;
    if (day > last) last = day;
  }
  bool empty() const { return last < first; }
};

}  // namespace sems::operations::repository
