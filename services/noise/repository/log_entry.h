#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/db/tx.h"
#include "common/records/batch.h"
#include "common/values/decimal.h"

// What both records have in common in the database.
namespace sems::noise::repository {

// Who entered a record and changed it last.
struct LogEntryRow {
  std::int64_t version = 0;
  absl::Time entered_at;
  std::string entered_by;
  std::optional<absl::Time> changed_at;
  std::string changed_by;
};

struct Replaced {
  absl::Time at;
  std::string by;
  bool removed = false;
};

template <class Record>
struct Listed {
  Record record;
  LogEntryRow entry;
  std::optional<Replaced> replaced;  // of former rows
};
template <class Record>
struct ListedPage {
  std::vector<Listed<Record>> rows;  // one more than asked for when there is a next page
  int total = 0;
};

// A record to insert, update or take out.
template <class Record>
struct Write {
  const Record* record = nullptr;
  records::Change change = records::Change::kInsert;
  std::int64_t version = 0;
};

// Who writes, and when.
struct Writer {
  std::string account_id;
  absl::Time now;
};

// Columns version, entered_at, entered_by, changed_at, changed_by, from `first` on.
LogEntryRow ReadLogEntry(const pqxx::row& row, int first);
// Columns replaced_at, replaced_by, removed.
Replaced ReadReplaced(const pqxx::row& row, int first);

std::optional<Decimal> ReadOptionalDecimal(const pqxx::field& field);
Decimal ReadDecimal(const pqxx::field& field);

}  // namespace sems::noise::repository
