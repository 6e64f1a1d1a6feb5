#include "services/operations/handlers/handlers.h"
#include "services/operations/handlers/monthly_uses.h"

namespace sems::operations::handlers {

absl::StatusOr<v1::SaveEnergyUsesResponse> SaveEnergyUses(
    Deps& deps, server::Call& call, const v1::SaveEnergyUsesRequest& request) {
  constexpr MonthlyTable kTable{MonthlyKind::kEnergy, v1::RECORD_KIND_ENERGY_USE, "energy_use",
                                "ENERGY_USES_SAVED"};
  return SaveMonthly<v1::SaveEnergyUsesResponse>(
      deps, call, request, kTable,
      [](const v1::EnergyUse& line) -> const std::string& { return line.energy_id(); });
}

absl::StatusOr<v1::ListEnergyUsesResponse> ListEnergyUses(
    Deps&, server::Call& call, const v1::ListEnergyUsesRequest& request) {
  return ListMonthly<v1::ListEnergyUsesResponse>(
      call, request, MonthlyKind::kEnergy,
      [](v1::ListEnergyUsesResponse& response, const repository::Listed<MonthlyUse>& listed) {
        v1::EnergyUse& out = *response.add_energy_uses();
        out.set_energy_id(listed.record.item_id);
        SetCommon(listed, out);
      });
}

}  // namespace sems::operations::handlers
