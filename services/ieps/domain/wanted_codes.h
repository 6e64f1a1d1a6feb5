#pragma once

#include <map>
#include <set>
#include <string>

#include "services/ieps/domain/form.h"
#include "services/ieps/domain/records.h"

namespace sems::ieps {

using WantedCodes = std::map<CodeTable, std::set<std::string>>;

// The code maps that a form reads.
std::set<CodeTable> TablesOf(const Form& form);

// The SEMS codes that the form's records and the inventory bear, of those tables.
void AddWantedCodes(const Form& form, const MonthRecords& records, const Inventory& inventory,
                    WantedCodes& wanted);

}  // namespace sems::ieps
