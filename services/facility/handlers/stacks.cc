#include "services/facility/handlers/handlers.h"
#include "services/facility/handlers/inventory_calls.h"

namespace sems::facility::handlers {
namespace {

struct Stacks : PlainKind {
  SEMS_FACILITY_KIND(Stack, Stacks, stack, stacks, stack_id)
  static constexpr Kind kKind = Kind::kStack;
  static constexpr char kSaved[] = "STACKS_SAVED";
};

}  // namespace

absl::StatusOr<v1::SaveStacksResponse> SaveStacks(const Deps&, server::Call& call,
                                                  const v1::SaveStacksRequest& request) {
  return SaveBatch<Stacks>(call, request);
}

absl::StatusOr<v1::ListStacksResponse> ListStacks(const Deps&, server::Call& call,
                                                  const v1::ListStacksRequest& request) {
  return ListPage<Stacks>(call, request);
}

absl::StatusOr<v1::GetStackResponse> GetStack(const Deps&, server::Call& call,
                                              const v1::GetStackRequest& request) {
  return GetOne<Stacks>(call, request);
}

absl::StatusOr<v1::CloseStackResponse> CloseStack(const Deps&, server::Call& call,
                                                  const v1::CloseStackRequest& request) {
  return CloseOne<Stacks>(call, request);
}

}  // namespace sems::facility::handlers
