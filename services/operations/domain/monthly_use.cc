#include "services/operations/domain/monthly_use.h"

#include "common/records/etag.h"
#include "common/records/line_reader.h"
#include "common/values/civil.h"
#include "services/operations/domain/item_checks.h"

namespace sems::operations {
namespace {

constexpr records::ProblemKind kClosed{"ITEM_CLOSED", "was closed by then",
                                       "해당 시점에는 이미 폐쇄된 항목입니다"};

constexpr MonthlyKindFacts kMaterial{
    MonthlyKind::kMaterial,
    calendar::RecordKind::kMaterial,
    &Inventory::materials,
    "material_id",
    "material",
    {"UNKNOWN_MATERIAL", "the inventory of that year has no such material",
     "해당 조사년도의 시설현황에 없는 원부원료입니다"}};
constexpr MonthlyKindFacts kEnergy{
    MonthlyKind::kEnergy,
    calendar::RecordKind::kEnergy,
    &Inventory::energies,
    "energy_id",
    "energy",
    {"UNKNOWN_ENERGY", "the inventory of that year has no such energy",
     "해당 조사년도의 시설현황에 없는 에너지입니다"}};
constexpr MonthlyKindFacts kProduct{
    MonthlyKind::kProduct,
    calendar::RecordKind::kProduct,
    &Inventory::products,
    "product_id",
    "product",
    {"UNKNOWN_PRODUCT", "the inventory of that year has no such product",
     "해당 조사년도의 시설현황에 없는 생산제품입니다"}};

}  // namespace

const MonthlyKindFacts& FactsOf(MonthlyKind kind) {
  switch (kind) {
    case MonthlyKind::kMaterial:
      return kMaterial;
    case MonthlyKind::kEnergy:
      return kEnergy;
    case MonthlyKind::kProduct:
      break;
  }
  return kProduct;
}

MonthlyUseLine ReadMonthlyUse(const MonthlyKindFacts& facts, const RawMonthlyUse& raw, int line,
                              absl::CivilDay today, records::LineProblems& problems) {
  records::LineReader reader(line, today, problems);
  MonthlyUseLine out;
  out.etag = records::ParseEtag(raw.etag);
  out.remove = raw.remove;
  out.record.item_id = reader.Id(facts.id_field, raw.item_id);
  if (const auto month = reader.Month("month", raw.month)) {
    out.record.month = *month;
    out.month = *month;
    if (!out.record.item_id.empty()) out.key = MonthlyUseKey(out.record.item_id, *month);
  }
  if (raw.remove) return out;
  if (const auto amount = reader.Amount("amount", raw.amount)) out.record.amount = *amount;
  return out;
}

void CheckItems(const MonthlyKindFacts& facts, const std::vector<MonthlyUseLine>& lines,
                const Inventories& inventories, records::LineProblems& problems) {
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].key.empty()) continue;
    const MonthlyUse& record = lines[i].record;
    CheckItem(inventories, facts.items, record.item_id, FirstDay(record.month), static_cast<int>(i),
              facts.id_field, facts.unknown, kClosed, problems);
  }
}

std::string MonthlyUseKey(std::string_view item_id, absl::CivilMonth month) {
  return std::string(item_id) + ' ' + FormatMonth(month);
}

}  // namespace sems::operations
