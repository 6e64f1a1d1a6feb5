#pragma once

#include <string_view>

#include "common/calendar/statutory.h"

// Enumerations of the calendar as the contract, the tables and the data files spell them.
namespace sems::calendar {

std::string_view NameOf(Mode mode);
std::string_view NameOf(Direction direction);
std::string_view NameOf(Unit unit);
void Named(std::string_view name, Mode& mode);
void Named(std::string_view name, Direction& direction);
void Named(std::string_view name, Unit& unit);

}  // namespace sems::calendar
