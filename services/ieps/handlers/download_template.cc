#include "absl/strings/str_cat.h"
#include "services/ieps/file_answer.h"
#include "services/ieps/handlers/handlers.h"
#include "services/ieps/handlers/mapping_requests.h"
#include "services/ieps/mapping_template.h"
#include "services/ieps/peers.h"

namespace sems::ieps::handlers {

absl::StatusOr<google::api::HttpBody> DownloadTemplate(Deps& deps, server::Call& call,
                                                       const v1::DownloadTemplateRequest& request) {
  const absl::StatusOr<std::vector<Tab>> tabs = ReadTabs(request.tab());
  if (!tabs.ok()) return tabs.status();
  const absl::StatusOr<Inventory> inventory = FetchInventory(deps, call, request.survey_year());
  if (!inventory.ok()) return inventory.status();
  const absl::StatusOr<SavedState> saved = ReadSaved(call, request.survey_year(), *tabs);
  if (!saved.ok()) return saved.status();

  absl::StatusOr<std::string> bytes =
      WriteTemplate(deps.catalog, *tabs, *inventory, saved->mapping);
  if (!bytes.ok()) return bytes.status();
  const std::string what =
      tabs->size() == 1 ? deps.catalog.Layout(tabs->front()).title : "IEPS 시설정보 매핑";
  AddFileHeaders(call, absl::StrCat(what, "_", request.survey_year(), ".xlsx"), Sha256(*bytes));
  google::api::HttpBody response;
  response.set_content_type(kXlsxType);
  response.set_data(*std::move(bytes));
  return response;
}

}  // namespace sems::ieps::handlers
