#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "sems/facility/v1/structure.pb.h"

// The structure as a workbook: a sheet for each part, a row for each line, named by numbers.
namespace sems::facility {

// Of which site and year a template is, and how the year stood when it was made.
struct TemplateOrigin {
  std::string site_id;
  int survey_year = 0;
  int64_t version = 0;
};

absl::StatusOr<std::string> WriteStructureWorkbook(const v1::Structure& structure,
                                                   const TemplateOrigin& origin);

// Where a line of a structure stands in the workbook it was read from.
struct WorkbookPlace {
  std::string sheet;
  int row = 0;  // as Excel counts
};

struct ReadStructure {
  TemplateOrigin origin;
  v1::Structure structure;
  // Cells that could not be read at all.
  std::vector<v1::StructureError> errors;

  std::vector<WorkbookPlace> items, stacks, facilities, devices, connections;
  // Of each device, by position: the rows of its meters and pollutants on their own sheets.
  std::vector<std::vector<WorkbookPlace>> meters, pollutants;
};

// INVALID_ARGUMENT for a file that is no such workbook (WRONG_TEMPLATE); columns are found by their
// headers, in any order.
absl::StatusOr<ReadStructure> ReadStructureWorkbook(std::string_view bytes);

// The header over a field ("number") of a sheet; empty when none is.
std::string HeaderOf(std::string_view sheet, std::string_view field);

}  // namespace sems::facility
