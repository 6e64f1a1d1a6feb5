#include "services/facility/domain/item.h"

#include "services/facility/domain/field_rules.h"
#include "services/facility/domain/number.h"

namespace sems::facility {

CodeTable TableOf(Kind kind) {
  switch (kind) {
    case Kind::kFuel:
      return CodeTable::kFuel;
    case Kind::kMaterial:
      return CodeTable::kMaterial;
    case Kind::kEnergy:
      return CodeTable::kEnergy;
    case Kind::kProduct:
      return CodeTable::kProduct;
    case Kind::kStack:
      return CodeTable::kStackType;
    case Kind::kEmissionFacility:
      return CodeTable::kEmissionFacilityType;
    case Kind::kControlDevice:
      return CodeTable::kControlDeviceType;
  }
  return CodeTable::kProduct;
}

Item WithDefaultsOfCode(Item item, const CodeBook& codes) {
  const Code* code = codes.Find(TableOf(item.kind), item.code);
  if (code == nullptr) return item;
  if (item.name.empty()) item.name = code->name;
  if (item.unit_code.empty()) item.unit_code = code->unit_code;
  return item;
}

Faults CheckItem(const Item& item, const CodeBook& codes, int survey_year) {
  Faults faults;
  CheckNumber(item.number, faults);
  // A product is known by its name (생산제품명 ← 제품명, IEPS manual ⑧); amounts of the other kinds
  // reach IEPS by the code (⑤–⑦).
  if (item.kind == Kind::kProduct || CheckGiven("code", item.code, faults)) {
    codes.Check("code", TableOf(item.kind), item.code, survey_year, faults);
  }
  CheckText("name", item.name, 1, 100, faults);
  CheckText("other_name", item.other_name, 0, 100, faults);
  if (CheckGiven("unit_code", item.unit_code, faults)) {
    codes.Check("unit_code", CodeTable::kUsageUnit, item.unit_code, survey_year, faults);
  }
  return faults;
}

}  // namespace sems::facility
