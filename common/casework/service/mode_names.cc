#include "common/casework/service/mode_names.h"

#include <cstdlib>
#include <utility>

namespace sems::calendar {
namespace {

constexpr std::pair<Mode, std::string_view> kModes[] = {
    {Mode::kFixed, "fixed"},
    {Mode::kSetByAuthority, "set_by_authority"},
    {Mode::kExtensionLimit, "extension_limit"},
    {Mode::kImmediate, "immediate"},
    {Mode::kSimultaneous, "simultaneous"},
    {Mode::kBeforeEvent, "before_event"},
    {Mode::kPeriodic, "periodic"},
    {Mode::kPeriodicMonth, "periodic_month"},
    {Mode::kCalendarYearly, "calendar_yearly"},
    {Mode::kAbsolute, "absolute"},
    {Mode::kSameYear, "same_year"},
    {Mode::kDurationLimit, "duration_limit"},
    {Mode::kUnspecified, "unspecified"},
};
constexpr std::pair<Direction, std::string_view> kDirections[] = {
    {Direction::kAfter, "after"}, {Direction::kBefore, "before"}, {Direction::kEvery, "every"}};
constexpr std::pair<Unit, std::string_view> kUnits[] = {
    {Unit::kDays, "days"}, {Unit::kMonths, "months"}, {Unit::kYears, "years"}};

template <class Enum, std::size_t n>
std::string_view Find(const std::pair<Enum, std::string_view> (&names)[n], Enum value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  std::abort();
}

// Only names that this program wrote are read.
template <class Enum, std::size_t n>
Enum Find(const std::pair<Enum, std::string_view> (&names)[n], std::string_view name) {
  for (const auto& [value, known] : names) {
    if (known == name) return value;
  }
  std::abort();
}

}  // namespace

std::string_view NameOf(Mode mode) { return Find(kModes, mode); }
std::string_view NameOf(Direction direction) { return Find(kDirections, direction); }
std::string_view NameOf(Unit unit) { return Find(kUnits, unit); }
void Named(std::string_view name, Mode& mode) { mode = Find(kModes, name); }
void Named(std::string_view name, Direction& direction) { direction = Find(kDirections, name); }
void Named(std::string_view name, Unit& unit) { unit = Find(kUnits, name); }

}  // namespace sems::calendar
