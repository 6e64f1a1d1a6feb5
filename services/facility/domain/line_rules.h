#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/facility/domain/control_device.h"
#include "services/facility/domain/emission_facility.h"
#include "services/facility/domain/item.h"
#include "services/facility/domain/stack.h"

// What a batch does with each of its lines, the same for every kind of item.
namespace sems::facility {

// What the rules of a line look things up in.
struct LineContext {
  int survey_year = 0;
  CodeBook codes;
  std::map<std::string, Kind> items;  // of the year, by id; for emission facilities
};

using CodeRef = std::pair<CodeTable, std::string>;

// The codes a line speaks of (empty ones too).
std::vector<CodeRef> CodesOf(const Stack& stack);
std::vector<CodeRef> CodesOf(const EmissionFacility& facility);
std::vector<CodeRef> CodesOf(const ControlDevice& device);
std::vector<CodeRef> CodesOf(const Item& item);

// A line with what it leaves to its code filled in.
inline Stack WithDefaults(Stack stack, const CodeBook&) { return stack; }
inline EmissionFacility WithDefaults(EmissionFacility facility, const CodeBook&) {
  return facility;
}
inline ControlDevice WithDefaults(ControlDevice device, const CodeBook&) { return device; }
inline Item WithDefaults(Item item, const CodeBook& codes) {
  return WithDefaultsOfCode(std::move(item), codes);
}

// `stored` is the item as it is kept, nullptr for a new one.
Faults CheckLine(const Stack& line, const Stack* stored, const LineContext& context);
Faults CheckLine(const EmissionFacility& line, const EmissionFacility* stored,
                 const LineContext& context);
Faults CheckLine(const ControlDevice& line, const ControlDevice* stored,
                 const LineContext& context);
Faults CheckLine(const Item& line, const Item* stored, const LineContext& context);

// A right line as it is kept: lists in their order, and a device's meters that the line does not
// name beside those that it does. Equal to `stored` when the line changes nothing.
inline Stack AsKept(Stack line, const Stack*) { return line; }
EmissionFacility AsKept(EmissionFacility line, const EmissionFacility* stored);
ControlDevice AsKept(ControlDevice line, const ControlDevice* stored);
inline Item AsKept(Item line, const Item*) { return line; }

// Within what its number is unique in a year: the kind of an item.
inline std::string NumberGroup(const Stack&) { return ""; }
inline std::string NumberGroup(const EmissionFacility&) { return ""; }
inline std::string NumberGroup(const ControlDevice&) { return ""; }
std::string NumberGroup(const Item& item);

inline Kind KindOf(const Stack&) { return Kind::kStack; }
inline Kind KindOf(const EmissionFacility&) { return Kind::kEmissionFacility; }
inline Kind KindOf(const ControlDevice&) { return Kind::kControlDevice; }
inline Kind KindOf(const Item& item) { return item.kind; }

// The day before which it cannot be closed; empty: none.
inline std::string InstalledOn(const Stack&) { return ""; }
inline std::string InstalledOn(const EmissionFacility& facility) { return facility.installed_on; }
inline std::string InstalledOn(const ControlDevice& device) { return device.installed_on; }
inline std::string InstalledOn(const Item&) { return ""; }

}  // namespace sems::facility
