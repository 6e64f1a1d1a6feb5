#include <map>

#include "common/paging/page.h"
#include "services/registration/convert.h"
#include "services/registration/domain/masking.h"
#include "services/registration/handlers/application_filter.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/handlers/order_by.h"
#include "services/registration/repository/applications.h"

namespace sems::registration::handlers {

absl::StatusOr<v1::ListApplicationsResponse> ListApplications(
    Deps&, server::Call& call, const v1::ListApplicationsRequest& request) {
  FieldErrors errors;
  ApplicationFilter filter = ReadFilter(request.filter(), call.today(), errors);
  const auto order = ReadOrder<repository::ApplicationOrder>(
      request.order_by(), repository::IsApplicationOrder, errors);
  if (!errors.empty()) return errors.ToStatus();
  if (filter.states.empty()) {
    filter.states = {ApplicationState::kPending, ApplicationState::kApproved,
                     ApplicationState::kRejected};
  }
  absl::StatusOr<paging::Page> page = paging::ReadPage(request, repository::kApplicationCursorSize);
  if (!page.ok()) return page.status();

  return call.Read<v1::ListApplicationsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListApplicationsResponse> {
        std::vector<repository::ApplicationRow> rows = repository::ListApplications(
            call.scope(), tx, filter, order, page->cursor, page->size + 1);
        v1::ListApplicationsResponse response;
        if (rows.size() > static_cast<std::size_t>(page->size)) {
          rows.pop_back();
          response.set_next_page_token(page->NextToken(rows.back().cursor));
        }
        for (repository::ApplicationRow& row : rows) {
          row.application.facts = Masked(std::move(row.application.facts));
          *response.add_applications() = ToProto(row.application, Audience::kOfficer);
        }
        std::map<ApplicationState, int> counts =
            repository::CountApplications(call.scope(), tx, filter);
        int total = 0;
        for (ApplicationState state : filter.states) total += counts[state];
        response.set_total_size(total);
        for (ApplicationState state : {ApplicationState::kPending, ApplicationState::kApproved,
                                       ApplicationState::kRejected, ApplicationState::kWithdrawn}) {
          v1::ApplicationStateCount& count = *response.add_counts();
          count.set_state(ToProto(state));
          count.set_count(counts[state]);
        }
        *response.mutable_as_of() = ToProto(call.now());
        return response;
      });
}

}  // namespace sems::registration::handlers
