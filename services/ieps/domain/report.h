#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"

// What an export wrote, left out and why.
namespace sems::ieps {

enum class ReportKind { kLeftOut = 1, kBlank = 2, kEstimate = 3, kNote = 4 };

enum class ReportReason {
  kNoMapping = 1,
  kNotInIeps = 2,
  kMissingRecord = 3,
  kUnknownCode = 4,
  kUnitWithoutMapping = 5,
  kNoElectricity = 6,
  kLeftBlankOnRequest = 7,
  kDailyAverage = 8,
  kMeterDifference = 9,
  kSemsNameUsed = 10,
  kInventedCodeMap = 11,
};

struct ReportEntry {
  ReportKind kind = ReportKind::kLeftOut;
  ReportReason reason = ReportReason::kNoMapping;
  std::string item;                  // "배출구 5 선별/분쇄시설"; empty: the whole form
  std::string column;                // header of the column, or name of the code table
  std::string code;                  // the SEMS code without entry
  std::vector<absl::CivilDay> days;  // empty: the whole month
  int count = 0;  // rows left out, cells blank or estimated; 0 for a note about a name
  std::string message;
  std::string message_ko;
};

}  // namespace sems::ieps
