#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/ieps/domain/form.h"
#include "services/ieps/domain/mapping.h"
#include "services/ieps/domain/mapping_check.h"

// The facility mapping as a workbook (manual 04, 양식 다운로드 and Excel Upload): a sheet a tab, a
// header row, SEMS columns grey and locked, IEPS columns white and open.
namespace sems::ieps {

inline constexpr int kMaxDraftRows = 5000;

// Closed items only where they are mapped.
absl::StatusOr<std::string> WriteTemplate(const Catalog& catalog, const std::vector<Tab>& tabs,
                                          const Inventory& inventory, const SavedMapping& mapping);

struct UploadedTemplate {
  std::vector<Tab> tabs;  // those found, in order
  std::vector<DraftRow> rows;
};

// The tabs' sheets are known by their headers, whatever order the columns have been moved to; other
// sheets are passed over. INVALID_ARGUMENT: no workbook, none of the tabs' sheets, a column
// missing, a tab twice, too many rows.
absl::StatusOr<UploadedTemplate> ReadTemplate(const Catalog& catalog, std::string_view bytes);

}  // namespace sems::ieps
