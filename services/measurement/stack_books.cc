#include "services/measurement/stack_books.h"

#include "common/server/peer.h"
#include "common/values/civil.h"

namespace sems::measurement {

absl::StatusOr<StackBook> LoadStacks(Deps& deps, server::Call& call, const std::string& site_id,
                                     const std::set<int>& years) {
  using facility::internal::v1::GetInventoryRequest;
  using facility::internal::v1::GetInventoryResponse;
  using Stub = facility::internal::v1::InventoryService::Stub;
  StackBook book;
  for (int year : years) {
    GetInventoryRequest request;
    request.set_site_id(site_id);
    request.set_survey_year(year);
    const absl::StatusOr<GetInventoryResponse> reply =
        server::CallPeer<Stub, GetInventoryRequest, GetInventoryResponse>(
            call, "facility", *deps.inventory, &Stub::GetInventory, request);
    if (reply.ok()) {
      for (const auto& stack : reply->stacks()) {
        book[year][stack.stack_id()] = {stack.number(), ParseDay(stack.closed_on())};
      }
    } else if (reply.status().code() != absl::StatusCode::kNotFound &&
               reply.status().code() != absl::StatusCode::kInvalidArgument) {
      // Not found: no such year or site. Invalid: a year that cannot be.
      return reply.status();
    }
  }
  return book;
}

}  // namespace sems::measurement
