#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/calendar/closing_dates.h"
#include "common/records/change.h"
#include "common/records/line_problems.h"

// From the lines of a batch to what is to be written: one pass over the lines, one look-up a line.
namespace sems::records {

// A line as it was read. Bad lines are kept too, so that a line's place is its number.
template <class Record>
struct BatchLine {
  Record record;
  std::string key;  // within the site; empty when it could not be read
  absl::CivilMonth month;
  std::int64_t etag = 0;
  bool remove = false;
};

// A record as it is stored, under its key.
template <class Record>
struct StoredRecord {
  Record record;
  std::int64_t version = 0;
  Marks marks;
};
template <class Record>
using StoredRecords = std::unordered_map<std::string, StoredRecord<Record>>;

struct PlannedChange {
  Change change = Change::kUnchanged;
  Marks marks;         // as they will be
  Marks marks_before;  // as they are; none where no record is stored
  std::int64_t stored_version = 0;
};

// Two lines of one batch with the same key: both are bad, since nobody can tell which one is meant.
template <class Record>
void MarkDuplicates(const std::vector<BatchLine<Record>>& lines, LineProblems& problems) {
  std::unordered_map<std::string, int> first;
  first.reserve(lines.size());
  std::vector<bool> marked(lines.size(), false);
  for (size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].key.empty()) continue;
    const auto [seen, is_new] = first.emplace(lines[i].key, static_cast<int>(i));
    if (is_new) continue;
    if (!marked[static_cast<size_t>(seen->second)]) {
      marked[static_cast<size_t>(seen->second)] = true;
      problems.Add(seen->second, "", kDuplicateLine);
    }
    problems.Add(static_cast<int>(i), "", kDuplicateLine);
  }
}

// The calendar years of a batch: each has an inventory of its own to be asked for, so that a batch
// may touch two. Where there are more, lines of the years with the fewest lines are bad: a year
// that was mistyped does not spoil the others. Lines without a key have no year.
template <class Record>
std::set<int> KeepTwoYears(const std::vector<BatchLine<Record>>& lines, LineProblems& problems) {
  std::map<int, int> lines_of;
  for (const auto& line : lines) {
    if (!line.key.empty()) ++lines_of[static_cast<int>(line.month.year())];
  }
  std::vector<std::pair<int, int>> by_lines(lines_of.rbegin(), lines_of.rend());
  std::stable_sort(by_lines.begin(), by_lines.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::set<int> kept;
  for (size_t i = 0; i < by_lines.size() && i < 2; ++i) kept.insert(by_lines[i].first);
  if (kept.size() == by_lines.size()) return kept;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].key.empty() && kept.count(static_cast<int>(lines[i].month.year())) == 0) {
      problems.Add(static_cast<int>(i), "", kTooManyYears);
    }
  }
  return kept;
}

// What each line would change; a bad line changes nothing, but a stale etag on it is told as well.
// Records must be comparable with ==.
template <class Record>
std::vector<PlannedChange> Plan(const std::vector<BatchLine<Record>>& lines,
                                const StoredRecords<Record>& stored, calendar::RecordKind kind,
                                absl::CivilDay today, LineProblems& problems) {
  std::vector<PlannedChange> plan(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    const BatchLine<Record>& line = lines[i];
    if (line.key.empty()) continue;
    PlannedChange& planned = plan[i];
    const auto found = stored.find(line.key);
    const StoredRecord<Record>* before = found == stored.end() ? nullptr : &found->second;
    planned.stored_version = before == nullptr ? 0 : before->version;
    planned.change = DecideChange(planned.stored_version, line.etag,
                                  before != nullptr && before->record == line.record, line.remove);
    const absl::CivilDay due_on = calendar::SemsDueOn(kind, line.month);
    if (before == nullptr) {
      planned.marks = MarkFirstEntry(today, due_on);
    } else {
      planned.marks_before = before->marks;
      planned.marks = planned.change == Change::kUpdate ? MarkChange(before->marks, today, due_on)
                                                        : before->marks;
    }
    if (planned.change == Change::kEtagMismatch)
      problems.Add(static_cast<int>(i), "etag", kEtagMismatch);
  }
  return plan;
}

}  // namespace sems::records
