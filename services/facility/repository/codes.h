#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/facility/domain/code_book.h"
#include "services/facility/repository/rows.h"

namespace sems::db {
class Tx;
}

namespace sems::facility {

// The code tables are the nation's: no site, no scope.

using CodeKeys = std::set<std::pair<CodeTable, std::string>>;

// Those of the codes that exist.
CodeBook LoadCodeBook(db::Tx& tx, const CodeKeys& keys);

// Of one table, by code; after `after` when given.
std::vector<Code> ListCodes(db::Tx& tx, CodeTable table, const std::optional<std::string>& valid_on,
                            const std::optional<std::string>& after, int limit);

// Adds codes and overwrites those that exist and differ; what they were is kept. Says how many rows
// changed.
int StoreCodes(db::Tx& tx, CodeTable table, const std::vector<Code>& codes, const Stamp& stamp);

}  // namespace sems::facility
