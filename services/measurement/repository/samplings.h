#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/db/tx.h"
#include "common/server/scope.h"
#include "services/measurement/domain/sampling.h"

namespace sems::measurement::repository {

// Who entered a sampling and changed it last.
struct Entry {
  std::int64_t version = 0;
  records::Marks marks;
  absl::Time entered_at;
  std::string entered_by;
  std::optional<absl::Time> changed_at;
  std::string changed_by;
};
struct Listed {
  Sampling record;
  Entry entry;
};

// A sampling to insert, update or remove.
struct Write {
  const Sampling* record = nullptr;
  records::Change change = records::Change::kInsert;
  std::int64_t version = 0;
  records::Marks marks;
};
// Who writes, and when.
struct Actor {
  std::string account_id;
  absl::Time now;
};

// Locks the months until the transaction ends and takes their next revision: the version of what
// this save writes.
std::map<absl::CivilMonth, std::int64_t> TouchMonths(db::Tx& tx, const server::SiteScope& site,
                                                     const std::vector<absl::CivilMonth>& months);

// What is stored under the lines' keys and near them, locked, with its results.
records::StoredRecords<Sampling> LoadSamplings(db::Tx& tx, const server::SiteScope& site,
                                               const std::vector<SamplingLine>& lines);

// Keeps the former rows of what changes, then changes it: at most six statements.
void SaveSamplings(db::Tx& tx, const server::SiteScope& site, const std::vector<Write>& writes,
                   const Actor& actor);

struct Filter {
  absl::CivilMonth month;
  std::optional<std::string> stack_id;
};
struct Cursor {
  absl::CivilDay day;
  std::string stack_id;
  int number = 0;
};
struct ListedPage {
  std::vector<Listed> rows;  // one more than asked for when there is a next page
  int total = 0;
};
ListedPage ListSamplings(db::Tx& tx, const server::SiteScope& site, const Filter& filter,
                         const std::optional<Cursor>& after, int limit);

// Days on which each stack was sampled, in order.
struct SampledDay {
  absl::CivilDay day;
  bool late = false;
};
std::map<std::string, std::vector<SampledDay>> SampledDays(db::Tx& tx,
                                                           const server::SiteScope& site,
                                                           absl::CivilMonth first,
                                                           absl::CivilMonth last);

// All of the month, in the order of day, stack and number.
std::vector<Listed> MonthOfSamplings(db::Tx& tx, const server::SiteScope& site,
                                     absl::CivilMonth month);

}  // namespace sems::measurement::repository
