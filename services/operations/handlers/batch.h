#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "common/db/tx.h"
#include "common/records/batch.h"
#include "common/records/etag.h"
#include "common/server/call.h"
#include "sems/common/v1/batch.pb.h"
#include "sems/operations/v1/record.pb.h"
#include "services/operations/repository/entry.h"
#include "services/operations/repository/periods.h"

namespace sems::operations::handlers {

inline constexpr int kMaxLines = 2000;

// What is wrong with a batch as a whole: no lines, or too many.
absl::Status CheckLineCount(int lines);

// How a kind of record is loaded, saved and told of.
template <class Record>
struct BatchTable {
  using Lines = std::vector<records::BatchLine<Record>>;
  using Stored = records::StoredRecords<Record>;

  calendar::RecordKind kind;
  v1::RecordKind count_kind;
  std::string_view subject;  // "stack_hours"
  std::string_view action;   // "STACK_HOURS_SAVED"
  std::function<Stored(db::Tx&, const server::SiteScope&, const Lines&)> load;
  std::function<void(db::Tx&, const server::SiteScope&,
                     const std::vector<repository::Write<Record>>&, const repository::Actor&)>
      save;
};

// What some records do besides; either may be left out.
template <class Response, class Record>
struct BatchHooks {
  // Rules between lines, or between lines and what is stored.
  std::function<void(const std::vector<records::BatchLine<Record>>&,
                     const std::vector<records::PlannedChange>&,
                     const records::StoredRecords<Record>&, records::LineProblems&)>
      check;
  // Looks at what was saved, inside the transaction; `saved` says which lines.
  std::function<void(db::Tx&, const std::vector<bool>& saved, Response&)> after;
};

void SetError(const records::LineProblem& problem, std::string item, common::v1::LineError& out);

// {"inserted": 3, …} of a batch, for the audit trail.
struct BatchTotals {
  int inserted = 0;
  int updated = 0;
  int removed = 0;
  int unchanged = 0;
};
server::AuditEntry AuditOf(const server::SiteScope& site, std::string_view action,
                           std::string_view subject, const std::set<absl::CivilMonth>& months,
                           const BatchTotals& totals);

void Count(const records::PlannedChange& planned, BatchTotals& totals,
           repository::RecordCount& count);

// One transaction: lock the months, read what is stored, decide line by line, keep the former rows,
// write, count, audit. A fixed number of statements, however many lines. `item` names a line for
// its sender.
template <class Response, class Record>
absl::StatusOr<Response> SaveBatch(server::Call& call, const BatchTable<Record>& table,
                                   const std::vector<records::BatchLine<Record>>& lines,
                                   const records::LineProblems& found, bool allow_partial,
                                   absl::FunctionRef<std::string(int)> item,
                                   const BatchHooks<Response, Record>& hooks) {
  const auto body = [&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    records::LineProblems problems = found;  // the body may run again
    const server::SiteScope& site = call.site();
    // A month that only bad lines name is neither locked nor given a row, but told of if confirmed.
    std::set<absl::CivilMonth> months;
    std::set<absl::CivilMonth> only_bad;
    for (size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].key.empty()) continue;
      (problems.IsBad(static_cast<int>(i)) ? only_bad : months).insert(lines[i].month);
    }
    for (absl::CivilMonth month : months) only_bad.erase(month);
    const auto touched = repository::TouchMonths(work.tx(), site, {months.begin(), months.end()});
    std::set<absl::CivilMonth> confirmed = repository::ConfirmedMonths(work.tx(), site, only_bad);
    for (const auto& [month, state] : touched) {
      if (state.confirmed) confirmed.insert(month);
    }
    for (size_t i = 0; i < lines.size(); ++i) {
      if (!lines[i].key.empty() && confirmed.count(lines[i].month) > 0) {
        problems.Add(static_cast<int>(i), "", records::kMonthConfirmed);
      }
    }
    const auto stored = table.load(work.tx(), site, lines);
    const auto plan = records::Plan(lines, stored, table.kind, call.today(), problems);
    if (hooks.check) hooks.check(lines, plan, stored, problems);

    Response response;
    for (const records::LineProblem& problem : problems.InOrder()) {
      SetError(problem, item(problem.line), *response.add_errors());
    }
    const int bad = problems.bad_count();
    if (bad > 0 && (!allow_partial || bad == static_cast<int>(lines.size()))) {
      response.set_outcome(common::v1::BATCH_OUTCOME_NOT_SAVED);
      work.NothingChanged();
      return response;
    }

    std::vector<repository::Write<Record>> writes;
    std::vector<bool> saved(lines.size(), false);
    std::map<absl::CivilMonth, repository::RecordCount> counts;
    std::set<absl::CivilMonth> changed_months;
    BatchTotals totals;
    for (size_t i = 0; i < lines.size(); ++i) {
      std::string& etag = *response.add_etags();
      if (problems.IsBad(static_cast<int>(i))) continue;
      saved[i] = true;
      const records::PlannedChange& planned = plan[i];
      Count(planned, totals, counts[lines[i].month]);
      if (planned.change == records::Change::kUnchanged) {
        if (planned.stored_version > 0) etag = records::FormatEtag(planned.stored_version);
        continue;
      }
      const std::int64_t version = touched.at(lines[i].month).revision;
      writes.push_back({&lines[i].record, planned.change, version, planned.marks});
      changed_months.insert(lines[i].month);
      if (planned.change != records::Change::kRemove) etag = records::FormatEtag(version);
    }
    response.set_outcome(bad > 0 ? common::v1::BATCH_OUTCOME_PARTLY_SAVED
                                 : common::v1::BATCH_OUTCOME_SAVED);
    response.set_saved_count(static_cast<int>(lines.size()) - bad);
    response.set_unchanged_count(totals.unchanged);
    if (writes.empty()) {
      work.NothingChanged();
    } else {
      table.save(work.tx(), site, writes, {call.caller().account_id, call.now()});
      repository::AddCounts(work.tx(), site, table.count_kind, counts);
      work.Audit(AuditOf(site, table.action, table.subject, changed_months, totals));
    }
    if (hooks.after) hooks.after(work.tx(), saved, response);
    return response;
  };
  return call.Write<Response>(body);
}

}  // namespace sems::operations::handlers
