#include "services/operations/inventories.h"

#include <utility>

#include "common/server/peer.h"
#include "services/operations/convert.h"

namespace sems::operations {

absl::StatusOr<Inventories> LoadInventories(Deps& deps, server::Call& call,
                                            const std::string& site_id,
                                            const std::set<int>& years) {
  using Stub = facility::internal::v1::InventoryService::Stub;
  Inventories inventories;
  for (int year : years) {
    facility::internal::v1::GetInventoryRequest request;
    request.set_site_id(site_id);
    request.set_survey_year(year);
    absl::StatusOr<facility::internal::v1::GetInventoryResponse> reply =
        server::CallPeer<Stub, facility::internal::v1::GetInventoryRequest,
                         facility::internal::v1::GetInventoryResponse>(
            call, "facility", *deps.inventory, &Stub::GetInventory, request);
    if (reply.ok()) {
      inventories.emplace(year, ToDomain(*reply));
    } else if (reply.status().code() != absl::StatusCode::kNotFound &&
               reply.status().code() != absl::StatusCode::kInvalidArgument) {
      // Not found: no such year or site. Invalid: a year that cannot be.
      return reply.status();
    }
  }
  return inventories;
}

}  // namespace sems::operations
