#include "services/facility/domain/meter.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"
#include "services/facility/domain/field_rules.h"

namespace sems::facility {
namespace {

struct Row {
  const Meter* meter;
  int index;  // among the named ones, or -1
};

// An answer to each fault goes to the row that was named, whichever of a pair it is.
void AddPairFault(const Row& one, const Row& other, std::string_view part, std::string_view code,
                  std::string_view message, std::string_view message_ko, Faults& faults) {
  int index = one.index >= 0 ? one.index : other.index;
  if (index < 0) return;
  AddFault(faults, absl::StrCat("meters[", index, "].", ToAbsl(part)), code, message, message_ko);
}

void CheckMeter(const Meter& meter, int index, Faults& faults) {
  std::string path = absl::StrCat("meters[", index, "].");
  CheckText(path + "meter_number", meter.number, 1, 20, faults);
  if (CheckGiven(path + "multiplier", meter.multiplier, faults)) {
    CheckDecimal(path + "multiplier", meter.multiplier,
                 {.min = "0", .max = "1000000", .max_scale = 6, .above_min = true}, faults);
  }
  if (CheckGiven(path + "valid_from", meter.valid_from, faults)) {
    CheckDay(path + "valid_from", meter.valid_from, faults);
  }
  CheckRange(path + "digits", meter.digits, 0, 12, faults);
  CheckDay(path + "removed_on", meter.removed_on, faults);
  CheckText(path + "serial_number", meter.serial_number, 0, 50, faults);
}

}  // namespace

bool NeverInUse(const Meter& meter) { return meter.removed_on == meter.valid_from; }

Faults CheckMeters(const std::vector<Meter>& named, const std::vector<Meter>& kept) {
  Faults faults;
  for (size_t i = 0; i < named.size(); ++i) CheckMeter(named[i], static_cast<int>(i), faults);
  if (!faults.empty()) return faults;  // the rows cannot be put in order

  std::map<std::string_view, std::vector<Row>> by_number;
  for (const Meter& meter : kept) {
    if (!NeverInUse(meter)) by_number[meter.number].push_back({&meter, -1});
  }
  for (size_t i = 0; i < named.size(); ++i) {
    if (NeverInUse(named[i])) continue;
    by_number[named[i].number].push_back({&named[i], static_cast<int>(i)});
  }
  for (auto& [number, rows] : by_number) {
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
      return a.meter->valid_from < b.meter->valid_from;
    });
    for (size_t i = 0; i < rows.size(); ++i) {
      const Meter& row = *rows[i].meter;
      if (!row.removed_on.empty() && row.removed_on < row.valid_from) {
        AddPairFault(rows[i], rows[i], "removed_on", "OUT_OF_ORDER",
                     "Must not be before valid_from.", "철거일이 유효시작일보다 빠릅니다.", faults);
      }
      if (i + 1 == rows.size()) continue;
      const Meter& next = *rows[i + 1].meter;
      if (next.valid_from == row.valid_from) {
        AddPairFault(rows[i + 1], rows[i], "valid_from", "METER_TWICE",
                     "The device has a row of this meter number from the same day.",
                     "같은 적산전력계 번호에 유효시작일이 같은 행이 있습니다.", faults);
      } else if (!row.removed_on.empty() && row.removed_on > next.valid_from) {
        AddPairFault(rows[i], rows[i + 1], "removed_on", "METER_OVERLAP",
                     "The next row of this meter number begins before this one is removed.",
                     "철거일 전에 같은 번호의 다음 적산전력계가 시작됩니다.", faults);
      }
    }
  }
  return faults;
}

const Meter* MeterOn(const std::vector<Meter>& meters, std::string_view number,
                     absl::CivilDay day) {
  std::string on = FormatDay(day);
  const Meter* latest = nullptr;
  for (const Meter& meter : meters) {
    if (meter.number != number || meter.valid_from > on || NeverInUse(meter)) continue;
    if (latest == nullptr || latest->valid_from < meter.valid_from) latest = &meter;
  }
  if (latest == nullptr) return nullptr;
  if (!latest->removed_on.empty() && latest->removed_on <= on) return nullptr;
  return latest;
}

}  // namespace sems::facility
