#include "services/ieps/domain/wanted_codes.h"

#include <vector>

namespace sems::ieps {
namespace {

void AddCodes(const std::vector<InventoryItem>& items, std::string InventoryItem::*code,
              std::set<std::string>& codes) {
  for (const InventoryItem& item : items) codes.insert(item.*code);
}

}  // namespace

std::set<CodeTable> TablesOf(const Form& form) {
  // A material's unit comes from the material's own row.
  if (form.id == FormId::kMaterialUse) return {CodeTable::kMaterial};
  std::set<CodeTable> tables;
  for (const Column& column : form.columns) {
    if (column.table) tables.insert(*column.table);
  }
  return tables;
}

void AddWantedCodes(const Form& form, const MonthRecords& records, const Inventory& inventory,
                    WantedCodes& wanted) {
  for (CodeTable table : TablesOf(form)) {
    std::set<std::string>& codes = wanted[table];
    switch (table) {
      case CodeTable::kPollutant:
      case CodeTable::kConcentrationUnit:
        for (const Sampling& sampling : records.samplings) {
          for (const SamplingResult& result : sampling.results) {
            codes.insert(table == CodeTable::kPollutant ? result.pollutant_code : result.unit_code);
          }
        }
        break;
      case CodeTable::kFuel:
        AddCodes(inventory.fuels, &InventoryItem::code, codes);
        break;
      case CodeTable::kMaterial:
        AddCodes(inventory.materials, &InventoryItem::code, codes);
        break;
      case CodeTable::kEnergy:
        AddCodes(inventory.energies, &InventoryItem::code, codes);
        break;
      case CodeTable::kUsageUnit:
        AddCodes(form.id == FormId::kEnergyUse ? inventory.energies : inventory.products,
                 &InventoryItem::unit_code, codes);
        break;
    }
  }
}

}  // namespace sems::ieps
