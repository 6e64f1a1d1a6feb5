#include "services/measurement/stack_books.h"

#include "common/server/peer.h"
#include "common/values/civil.h"

namespace sems::measurement {

absl::StatusOr<std::optional<facility::internal::v1::GetInventoryResponse>> LoadInventory(
    Deps& deps, server::Call& call, const std::string& site_id, int year) {
  using facility::internal::v1::GetInventoryRequest;
  using facility::internal::v1::GetInventoryResponse;
  using Stub = facility::internal::v1::InventoryService::Stub;
  GetInventoryRequest request;
  request.set_site_id(site_id);
  request.set_survey_year(year);
  absl::StatusOr<GetInventoryResponse> reply =
      server::CallPeer<Stub, GetInventoryRequest, GetInventoryResponse>(
          call, "facility", *deps.inventory, &Stub::GetInventory, request);
  if (reply.ok()) return std::optional<GetInventoryResponse>(*std::move(reply));
  // Not found: no such year or site. Invalid: a year that cannot be.
  if (reply.status().code() == absl::StatusCode::kNotFound ||
      reply.status().code() == absl::StatusCode::kInvalidArgument)
    return std::optional<GetInventoryResponse>();
  return reply.status();
}

absl::StatusOr<StackBook> LoadStacks(Deps& deps, server::Call& call, const std::string& site_id,
                                     const std::set<int>& years) {
  StackBook book;
  for (int year : years) {
    const auto inventory = LoadInventory(deps, call, site_id, year);
    if (!inventory.ok()) return inventory.status();
    if (!*inventory) continue;
    for (const auto& stack : (*inventory)->stacks()) {
      book[year][stack.stack_id()] = {stack.number(), ParseDay(stack.closed_on())};
    }
  }
  return book;
}

}  // namespace sems::measurement
