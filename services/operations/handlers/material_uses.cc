#include "services/operations/handlers/handlers.h"
#include "services/operations/handlers/monthly_uses.h"

namespace sems::operations::handlers {

absl::StatusOr<v1::SaveMaterialUsesResponse> SaveMaterialUses(
    Deps& deps, server::Call& call, const v1::SaveMaterialUsesRequest& request) {
  constexpr MonthlyTable kTable{MonthlyKind::kMaterial, v1::RECORD_KIND_MATERIAL_USE,
                                "material_use", "MATERIAL_USES_SAVED"};
  return SaveMonthly<v1::SaveMaterialUsesResponse>(
      deps, call, request, kTable,
      [](const v1::MaterialUse& line) -> const std::string& { return line.material_id(); });
}

absl::StatusOr<v1::ListMaterialUsesResponse> ListMaterialUses(
    Deps&, server::Call& call, const v1::ListMaterialUsesRequest& request) {
  return ListMonthly<v1::ListMaterialUsesResponse>(
      call, request, MonthlyKind::kMaterial,
      [](v1::ListMaterialUsesResponse& response, const repository::Listed<MonthlyUse>& listed) {
        v1::MaterialUse& out = *response.add_material_uses();
        out.set_material_id(listed.record.item_id);
        SetCommon(listed, out);
      });
}

}  // namespace sems::operations::handlers
