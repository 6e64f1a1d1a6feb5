#include "common/status/error.h"
#include "services/ieps/convert.h"
#include "services/ieps/handlers/handlers.h"
#include "services/ieps/handlers/mapping_requests.h"
#include "services/ieps/mapping_template.h"
#include "services/ieps/peers.h"

namespace sems::ieps::handlers {

absl::StatusOr<v1::UploadTemplateResponse> UploadTemplate(
    Deps& deps, server::Call& call, const v1::UploadTemplateRequest& request) {
  if (request.file().data().empty()) {
    FieldErrors errors;
    errors.Required("file");
    return errors.ToStatus();
  }
  absl::StatusOr<UploadedTemplate> uploaded = ReadTemplate(deps.catalog, request.file().data());
  if (!uploaded.ok()) return uploaded.status();
  // Refuses a survey year that the site does not have.
  if (absl::StatusOr<Inventory> year = FetchInventory(deps, call, request.survey_year());
      !year.ok()) {
    return year.status();
  }
  return call.Write<v1::UploadTemplateResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::UploadTemplateResponse> {
        absl::StatusOr<Draft> draft =
            NewDraft(call, work, request.survey_year(), uploaded->tabs, uploaded->rows);
        if (!draft.ok()) return draft.status();
        v1::UploadTemplateResponse response;
        *response.mutable_draft() = ToProto(call.site().site_id(), *draft);
        return response;
      });
}

}  // namespace sems::ieps::handlers
