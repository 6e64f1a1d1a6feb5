#include "common/paging/page.h"
#include "services/registration/convert.h"
#include "services/registration/domain/masking.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/repository/applications.h"

namespace sems::registration::handlers {

absl::StatusOr<v1::ListMyApplicationsResponse> ListMyApplications(
    Deps&, server::Call& call, const v1::ListMyApplicationsRequest& request) {
  absl::StatusOr<paging::Page> page = paging::ReadPage(request, 2);
  if (!page.ok()) return page.status();

  return call.Read<v1::ListMyApplicationsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListMyApplicationsResponse> {
        std::vector<repository::ApplicationRow> rows =
            repository::ListOwnApplications(call.scope(), tx, page->cursor, page->size + 1);
        v1::ListMyApplicationsResponse response;
        if (rows.size() > static_cast<std::size_t>(page->size)) {
          rows.pop_back();
          response.set_next_page_token(page->NextToken(rows.back().cursor));
        }
        for (repository::ApplicationRow& row : rows) {
          row.application.facts = Masked(std::move(row.application.facts));
          *response.add_applications() = ToProto(row.application, Audience::kApplicant);
        }
        response.set_total_size(repository::CountOwnApplications(call.scope(), tx));
        return response;
      });
}

}  // namespace sems::registration::handlers
