#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/ieps/domain/form.h"
#include "services/ieps/domain/form_rows.h"

namespace sems::ieps {

// The form's workbook: two header rows (group, item), a row a record, daily averages marked. The
// same rows give the same bytes.
absl::StatusOr<std::string> WriteWorkbook(const Form& form, const FormRows& rows);

}  // namespace sems::ieps
