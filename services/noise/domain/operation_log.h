#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/records/batch.h"
#include "common/values/decimal.h"

// 운영기록부 (Art. 19(1)): hours of operation, who manages and who operates the facility, other
// important matters, written every week.
namespace sems::noise {

struct OperationEntry {
  absl::CivilDay week_from;
  std::string facility;
  Decimal running_hours;
  std::string managed_by;
  std::string operated_by;
  std::string important_matters;
  bool discontinued = false;

  friend bool operator==(const OperationEntry&, const OperationEntry&) = default;
};
using OperationLine = records::BatchLine<OperationEntry>;

struct RawOperationEntry {
  std::string_view week_from;
  std::string_view facility;
  std::string_view running_hours;
  std::string_view managed_by;
  std::string_view operated_by;
  std::string_view important_matters;
  bool discontinued = false;
  std::string_view etag;
  bool remove = false;
};

// `week_days`: how long a week of the log is.
OperationLine ReadOperationEntry(const RawOperationEntry& raw, int line, int week_days,
                                 absl::CivilDay today, records::LineProblems& problems);

std::string OperationKey(absl::CivilDay week_from, std::string_view facility);

// Lines whose weeks do not follow the grid that begins on `anchor`; weeks before it are free.
// `facility`: lines of this one alone; empty: all.
void CheckOnGrid(const std::vector<OperationLine>& lines, absl::CivilDay anchor, int week_days,
                 const std::string& facility, records::LineProblems& problems);

// Lines that share days with another entry of their facility, as all will stand after the batch.
void CheckOverlaps(const std::vector<OperationLine>& lines,
                   const records::StoredRecords<OperationEntry>& stored, int week_days,
                   records::LineProblems& problems);

}  // namespace sems::noise
