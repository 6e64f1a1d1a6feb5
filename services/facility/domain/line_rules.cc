#include "services/facility/domain/line_rules.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"

namespace sems::facility {
namespace {

const Meter* FindMeter(const std::vector<Meter>& meters, const std::string& id) {
  auto found =
      std::find_if(meters.begin(), meters.end(), [&](const Meter& m) { return m.id == id; });
  return found == meters.end() ? nullptr : &*found;
}

std::vector<Meter> MetersNotNamed(const ControlDevice& line, const ControlDevice* stored) {
  std::vector<Meter> kept;
  if (stored == nullptr) return kept;
  for (const Meter& meter : stored->meters) {
    if (FindMeter(line.meters, meter.id) == nullptr) kept.push_back(meter);
  }
  return kept;
}

}  // namespace

std::vector<CodeRef> CodesOf(const Stack& stack) {
  return {{CodeTable::kStackType, stack.type_code}};
}

std::vector<CodeRef> CodesOf(const EmissionFacility& facility) {
  return {{CodeTable::kEmissionFacilityType, facility.type_code}};
}

std::vector<CodeRef> CodesOf(const ControlDevice& device) {
  return {{CodeTable::kControlDeviceType, device.type_code}};
}

std::vector<CodeRef> CodesOf(const Item& item) {
  return {{TableOf(item.kind), item.code}, {CodeTable::kUsageUnit, item.unit_code}};
}

Faults CheckLine(const Stack& line, const Stack* stored, const LineContext& context) {
  return CheckStack(line, context.codes, context.survey_year);
}

Faults CheckLine(const EmissionFacility& line, const EmissionFacility* stored,
                 const LineContext& context) {
  return CheckEmissionFacility(line, context.codes, context.items, context.survey_year);
}

Faults CheckLine(const ControlDevice& line, const ControlDevice* stored,
                 const LineContext& context) {
  Faults faults;
  for (size_t i = 0; i < line.meters.size(); ++i) {
    const std::string& id = line.meters[i].id;
    if (id.empty()) continue;
    if (stored == nullptr || FindMeter(stored->meters, id) == nullptr) {
      AddFault(faults, absl::StrCat("meters[", i, "].meter_id"), "UNKNOWN_METER",
               "The device has no such meter.", "해당 방지시설에 없는 적산전력계입니다.");
    } else if (FindMeter(line.meters, id) != &line.meters[i]) {
      AddFault(faults, absl::StrCat("meters[", i, "].meter_id"), "DUPLICATE", "Named twice.",
               "중복 입력되었습니다.");
    }
  }
  Faults others =
      CheckControlDevice(line, MetersNotNamed(line, stored), context.codes, context.survey_year);
  faults.insert(faults.end(), others.begin(), others.end());
  return faults;
}

Faults CheckLine(const Item& line, const Item* stored, const LineContext& context) {
  Faults faults;
  if (stored != nullptr && stored->kind != line.kind) {
    AddFault(faults, "kind", "KIND_FIXED", "An item keeps its kind for life.",
             "항목의 구분은 변경할 수 없습니다.");
  }
  Faults others = CheckItem(line, context.codes, context.survey_year);
  faults.insert(faults.end(), others.begin(), others.end());
  return faults;
}

EmissionFacility AsKept(EmissionFacility line, const EmissionFacility*) {
  std::sort(line.fuel_item_ids.begin(), line.fuel_item_ids.end());
  std::sort(line.material_item_ids.begin(), line.material_item_ids.end());
  return line;
}

ControlDevice AsKept(ControlDevice line, const ControlDevice* stored) {
  for (Meter& meter : MetersNotNamed(line, stored)) line.meters.push_back(std::move(meter));
  std::sort(line.meters.begin(), line.meters.end(), [](const Meter& a, const Meter& b) {
    return std::tie(a.valid_from, a.id) < std::tie(b.valid_from, b.id);
  });
  std::sort(line.pollutants.begin(), line.pollutants.end(),
            [](const TreatedPollutant& a, const TreatedPollutant& b) { return a.code < b.code; });
  return line;
}

std::string NumberGroup(const Item& item) { return std::string(KindName(item.kind)); }

}  // namespace sems::facility
