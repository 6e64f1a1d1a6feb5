#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/server/scope.h"
#include "services/ieps/domain/code_map.h"
#include "services/ieps/domain/wanted_codes.h"

namespace sems::db {
class Tx;
}

namespace sems::ieps {

struct CodeMapLoadRow {
  std::string load_id;
  CodeTable table = CodeTable::kPollutant;
  std::string source_note;
  bool invented = false;
  int entry_count = 0;
  absl::Time loaded_at;
  std::string loaded_by;
};

// Code maps are the nation's: whoever may call reads the same rows.

// Puts the load in force in place of the one before. Two loads of one table at the same time: the
// later one waits, and wins.
void InsertLoad(const server::Scope& scope, db::Tx& tx, const CodeMapLoadRow& load,
                const std::vector<CodeEntry>& entries);

std::optional<CodeMapLoadRow> FindLoad(const server::Scope& scope, db::Tx& tx, CodeTable table);

struct CodeEntryFilter {
  std::string load_id;
  std::optional<absl::CivilDay> valid_on;
  std::string after_code;  // goes on after this code and day
  std::optional<absl::CivilDay> after_from;
  int limit = 0;
};
// One more than `limit`, to tell whether there is another page.
std::vector<CodeEntry> ListEntries(const server::Scope& scope, db::Tx& tx,
                                   const CodeEntryFilter& filter);
int CountEntries(const server::Scope& scope, db::Tx& tx, const CodeEntryFilter& filter);

// What an export needs: the entries in force of the SEMS codes that its records bear, and the loads
// they come from.
struct FoundCodes {
  CodeMaps codes;
  std::vector<CodeMapLoadRow> loads;
};
FoundCodes FindCodes(const server::Scope& scope, db::Tx& tx, const WantedCodes& wanted);

}  // namespace sems::ieps
