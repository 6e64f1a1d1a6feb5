#include "services/operations/handlers/handlers.h"
#include "services/operations/handlers/monthly_uses.h"

namespace sems::operations::handlers {

absl::StatusOr<v1::SaveProductOutputsResponse> SaveProductOutputs(
    Deps& deps, server::Call& call, const v1::SaveProductOutputsRequest& request) {
  constexpr MonthlyTable kTable{MonthlyKind::kProduct, v1::RECORD_KIND_PRODUCT_OUTPUT,
                                "product_output", "PRODUCT_OUTPUTS_SAVED"};
  return SaveMonthly<v1::SaveProductOutputsResponse>(
      deps, call, request, kTable,
      [](const v1::ProductOutput& line) -> const std::string& { return line.product_id(); });
}

absl::StatusOr<v1::ListProductOutputsResponse> ListProductOutputs(
    Deps&, server::Call& call, const v1::ListProductOutputsRequest& request) {
  return ListMonthly<v1::ListProductOutputsResponse>(
      call, request, MonthlyKind::kProduct,
      [](v1::ListProductOutputsResponse& response, const repository::Listed<MonthlyUse>& listed) {
        v1::ProductOutput& out = *response.add_product_outputs();
        out.set_product_id(listed.record.item_id);
        SetCommon(listed, out);
      });
}

}  // namespace sems::operations::handlers
