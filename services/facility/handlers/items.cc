#include "services/facility/handlers/handlers.h"
#include "services/facility/handlers/inventory_calls.h"

namespace sems::facility::handlers {
namespace {

struct Items : PlainKind {
  SEMS_FACILITY_KIND(Item, Items, item, items, item_id)
  static constexpr Kind kKind = Kind::kProduct;
  static constexpr char kSaved[] = "ITEMS_SAVED";
  static void CheckMessage(const v1::Item& message, Faults& faults) {
    if (!IsItemKind(message.kind())) faults.push_back(KindMissing());
  }
  static std::optional<Kind> KindOfList(const v1::ListItemsRequest& request) {
    if (request.kind() == v1::ITEM_KIND_UNSPECIFIED) return std::nullopt;
    return FromProto(request.kind());
  }
};

}  // namespace

absl::StatusOr<v1::SaveItemsResponse> SaveItems(const Deps&, server::Call& call,
                                                const v1::SaveItemsRequest& request) {
  return SaveBatch<Items>(call, request);
}

absl::StatusOr<v1::ListItemsResponse> ListItems(const Deps&, server::Call& call,
                                                const v1::ListItemsRequest& request) {
  return ListPage<Items>(call, request);
}

absl::StatusOr<v1::GetItemResponse> GetItem(const Deps&, server::Call& call,
                                            const v1::GetItemRequest& request) {
  return GetOne<Items>(call, request);
}

absl::StatusOr<v1::CloseItemResponse> CloseItem(const Deps&, server::Call& call,
                                                const v1::CloseItemRequest& request) {
  return CloseOne<Items>(call, request);
}

}  // namespace sems::facility::handlers
