#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/db/tx.h"
#include "services/measurement/domain/code_book.h"

// Code tables are the same for everybody: no scope.
namespace sems::measurement::repository {

// Every code of both tables, at all times.
CodeBook LoadCodeBook(db::Tx& tx);

// Every code of a table, locked against other loads.
std::vector<Code> LockCodes(db::Tx& tx, CodeTable table);

// Inserts or replaces; says how many rows differ from what was there.
int SaveCodes(db::Tx& tx, CodeTable table, const std::vector<Code>& codes);

struct CodeCursor {
  std::string code;
  absl::CivilDay valid_from;
};
// In the order of code and first day; one more than `limit` when there is a next page.
std::vector<Code> ListCodes(db::Tx& tx, CodeTable table,
                            const std::optional<absl::CivilDay>& valid_on,
                            const std::optional<CodeCursor>& after, int limit);

}  // namespace sems::measurement::repository
