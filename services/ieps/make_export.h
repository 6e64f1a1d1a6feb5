#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "sems/ieps/v1/export_report.pb.h"
#include "services/ieps/domain/form.h"
#include "services/ieps/domain/form_rows.h"
#include "services/ieps/repository/code_map.h"

namespace sems::ieps {

struct MadeFile {
  std::string name;
  std::string content_type;
  std::string bytes;
  std::string sha256;
};

struct MadeExport {
  v1::ExportReport report;
  std::vector<MadeFile> files;  // one, or none when every form was refused
};

// The forms' workbooks, several of them in a ZIP, and the report. `loads`: the code maps that
// `input.codes` comes from.
absl::StatusOr<MadeExport> MakeExport(const std::vector<const Form*>& forms,
                                      const ExportInput& input,
                                      const std::vector<CodeMapLoadRow>& loads);

}  // namespace sems::ieps
