#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "services/ieps/convert.h"
#include "services/ieps/handlers/handlers.h"
#include "services/ieps/handlers/mapping_requests.h"
#include "services/ieps/mapping_template.h"
#include "services/ieps/peers.h"

namespace sems::ieps::handlers {
namespace {

struct PutRows {
  std::vector<Tab> tabs;
  std::vector<DraftRow> rows;
};

// PostgreSQL's text cannot hold it, and nobody means it.
bool HoldsNul(const v1::MappingRow& row) {
  for (const std::string* text :
       {&row.sems_number(), &row.sems_name(), &row.sems_type(), &row.permit_number(),
        &row.permit_name(), &row.unit(), &row.ieps_number(), &row.ieps_name()}) {
    if (text->find('\0') != std::string::npos) return true;
  }
  return false;
}

absl::StatusOr<PutRows> ReadRows(const v1::PutDraftRequest& request) {
  FieldErrors errors;
  std::set<Tab> tabs;
  for (int i = 0; i < request.tabs_size(); ++i) {
    const std::optional<Tab> tab = ToTab(request.tabs(i));
    if (tab) {
      tabs.insert(*tab);
    } else {
      errors.Add(absl::StrCat("tabs[", i, "]"), "UNKNOWN", "is no tab", "없는 탭입니다.");
    }
  }
  if (request.rows_size() > kMaxDraftRows) {
    errors.Add("rows", "TOO_MANY", "at most 5,000 rows", "5,000행 이하여야 합니다.");
    return errors.ToStatus();
  }
  PutRows put;
  for (int i = 0; i < request.rows_size(); ++i) {
    const v1::MappingRow& row = request.rows(i);
    const std::optional<Tab> tab = ToTab(row.tab());
    if (!tab) {
      errors.Add(absl::StrCat("rows[", i, "].tab"), "UNKNOWN", "is no tab", "없는 탭입니다.");
    } else if (!request.tabs().empty() && !tabs.contains(*tab)) {
      errors.Add(absl::StrCat("rows[", i, "].tab"), "NOT_IN_TABS", "is not one of `tabs`",
                 "tabs에 없는 탭입니다.");
    } else if (HoldsNul(row)) {
      errors.Add(absl::StrCat("rows[", i, "]"), "MALFORMED", "holds a NUL character",
                 "NUL 문자가 있습니다.");
    } else {
      if (request.tabs().empty()) tabs.insert(*tab);
      put.rows.push_back(ToDraftRow(*tab, i + 1, row));
    }
  }
  if (errors.empty() && tabs.empty()) errors.Required("rows");
  if (!errors.empty()) return errors.ToStatus();
  put.tabs.assign(tabs.begin(), tabs.end());
  return put;
}

}  // namespace

absl::StatusOr<v1::PutDraftResponse> PutDraft(Deps& deps, server::Call& call,
                                              const v1::PutDraftRequest& request) {
  const absl::StatusOr<PutRows> put = ReadRows(request);
  if (!put.ok()) return put.status();
  // Refuses a survey year that the site does not have.
  if (absl::StatusOr<Inventory> year = FetchInventory(deps, call, request.survey_year());
      !year.ok()) {
    return year.status();
  }
  return call.Write<v1::PutDraftResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::PutDraftResponse> {
        absl::StatusOr<Draft> draft =
            NewDraft(call, work, request.survey_year(), put->tabs, put->rows);
        if (!draft.ok()) return draft.status();
        v1::PutDraftResponse response;
        *response.mutable_draft() = ToProto(call.site().site_id(), *draft);
        return response;
      });
}

}  // namespace sems::ieps::handlers
