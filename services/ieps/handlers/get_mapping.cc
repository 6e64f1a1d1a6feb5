#include "services/ieps/convert.h"
#include "services/ieps/handlers/handlers.h"
#include "services/ieps/handlers/mapping_requests.h"
#include "services/ieps/peers.h"

namespace sems::ieps::handlers {

absl::StatusOr<v1::GetMappingResponse> GetMapping(Deps& deps, server::Call& call,
                                                  const v1::GetMappingRequest& request) {
  const absl::StatusOr<std::vector<Tab>> tabs = ReadTabs(request.tab());
  if (!tabs.ok()) return tabs.status();
  const absl::StatusOr<Inventory> inventory = FetchInventory(deps, call, request.survey_year());
  if (!inventory.ok()) return inventory.status();
  const absl::StatusOr<SavedState> saved = ReadSaved(call, request.survey_year(), *tabs);
  if (!saved.ok()) return saved.status();

  v1::GetMappingResponse response;
  for (Tab tab : *tabs) {
    const auto mapping = saved->mapping.find(tab);
    for (const InventoryItem& item : ItemsOf(*inventory, tab)) {
      const MappedItem* mapped = nullptr;
      if (mapping != saved->mapping.end()) {
        const auto found = mapping->second.find(item.id);
        if (found != mapping->second.end()) mapped = &found->second;
      }
      *response.add_rows() = ToProto(deps.catalog.Layout(tab), item, mapped);
    }
  }
  for (const SavedTabRow& tab : saved->tabs) *response.add_saved_tabs() = ToProto(tab);
  return response;
}

}  // namespace sems::ieps::handlers
