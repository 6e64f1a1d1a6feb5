#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/casework/service/sight.h"
#include "common/casework/service/stored_case.h"

namespace sems::db {
class Tx;
}

// Cases and their histories.
namespace sems::casework::repository {

// The case, if it is in sight.
std::optional<StoredCase> FindCase(const Sight& sight, db::Tx& tx, const std::string& case_id);
// With its row locked until the transaction ends; every change of a case begins with this.
std::optional<StoredCase> LockCase(const Sight& sight, db::Tx& tx, const std::string& case_id);

// False when the subject has an open case of the kind already.
bool InsertCase(const Sight& sight, db::Tx& tx, const CaseHead& head, const CaseFile& file,
                const Days& days);

// What new entries have made of a case that this transaction holds locked.
void UpdateCase(const Sight& sight, db::Tx& tx, const CaseFile& file, const Days& days,
                absl::Time now);

// Several cases at once, in one statement, for the background.
struct CaseUpdate {
  const CaseFile* file = nullptr;
  Days days;
};
void UpdateCases(db::Tx& tx, const std::vector<CaseUpdate>& updates, absl::Time now);

struct NewEntry {
  std::string case_id;
  const Entry* entry = nullptr;
};
void AppendEntries(db::Tx& tx, const std::vector<NewEntry>& entries);

// Entries of a case that was found to be in sight, after `after`, oldest first.
std::vector<Entry> ListEntries(db::Tx& tx, const std::string& case_id, int64_t after, int limit);

// The whole histories of cases, oldest entry first.
std::map<std::string, std::vector<Entry>> ListHistories(db::Tx& tx,
                                                        const std::vector<std::string>& ids);

void AddBody(db::Tx& tx, const std::string& case_id, const Body& body);

}  // namespace sems::casework::repository
