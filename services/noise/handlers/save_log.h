#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "common/records/batch.h"
#include "common/records/etag.h"
#include "common/server/call.h"
#include "sems/common/v1/batch.pb.h"
#include "services/noise/log_law.h"
#include "services/noise/record_duty.h"
#include "services/noise/repository/log_entry.h"
#include "services/noise/repository/volumes.h"

namespace sems::noise::handlers {

inline constexpr int kMaxLines = 500;

// What is wrong with a batch as a whole: no lines, or too many.
absl::Status CheckLineCount(int lines);

void SetError(const records::LineProblem& problem, std::string item, common::v1::LineError& out);

// {"inserted": 3, …} of a batch, for the audit trail; no word of what people wrote.
struct LogTotals {
  int inserted = 0;
  int updated = 0;
  int removed = 0;
  int unchanged = 0;
};
void Count(records::Change change, LogTotals& totals);
server::AuditEntry AuditOf(const server::SiteScope& site, std::string_view action,
                           std::string_view subject, const std::set<int>& years,
                           const LogTotals& totals);

// How one of the records is loaded, checked, saved and told to its duty.
template <class Record>
struct LogTable {
  using Lines = std::vector<records::BatchLine<Record>>;
  using Stored = records::StoredRecords<Record>;

  std::string_view log;      // repository::kOperationLog
  std::string_view subject;  // "operation_log"
  std::string_view action;   // "OPERATION_LOG_SAVED"
  const LogLaw::Log& law;
  std::function<Stored(db::Tx&, const Lines&)> load;
  // Rules between lines, stored records and cases; may be left out.
  std::function<absl::Status(db::Tx&, const Stored&, records::LineProblems&)> check;
  std::function<void(db::Tx&, const std::vector<repository::Write<Record>>&,
                     const repository::Writer&)>
      save;
  // Once everything is stored: tells the duty, adds how often it was met to the number.
  std::function<absl::StatusOr<std::vector<v1::RecordDuty>>(
      server::UnitOfWork&, const std::vector<repository::Write<Record>>&, int&)>
      settle;
};

// One transaction: lock the volumes, read what is stored, decide line by line, keep the former
// rows, write, audit, tell the duty. A fixed number of statements, however many lines, but for what
// the duty is told. `item` names a line for its sender.
template <class Response, class Record>
absl::StatusOr<Response> SaveLog(server::Call& call, const LogTable<Record>& table,
                                 const std::vector<records::BatchLine<Record>>& lines,
                                 const records::LineProblems& found, bool allow_partial,
                                 absl::FunctionRef<std::string(int)> item) {
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    records::LineProblems problems = found;  // the body may run again
    const server::SiteScope& site = call.site();
    std::set<int> years;
    for (size_t i = 0; i < lines.size(); ++i) {
      if (!lines[i].key.empty() && !problems.IsBad(static_cast<int>(i)))
        years.insert(static_cast<int>(lines[i].month.year()));
    }
    const std::map<int, std::int64_t> revisions =
        repository::TouchVolumes(work.tx(), site, table.log, years);
    const auto stored = table.load(work.tx(), lines);
    if (table.check) {
      if (absl::Status status = table.check(work.tx(), stored, problems); !status.ok())
        return status;
    }
    std::vector<records::Change> plan(lines.size(), records::Change::kUnchanged);
    std::vector<std::int64_t> versions(lines.size(), 0);
    for (size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].key.empty()) continue;
      const auto before = stored.find(lines[i].key);
      versions[i] = before == stored.end() ? 0 : before->second.version;
      plan[i] = records::DecideChange(
          versions[i], lines[i].etag,
          before != stored.end() && before->second.record == lines[i].record, lines[i].remove);
      if (plan[i] == records::Change::kEtagMismatch)
        problems.Add(static_cast<int>(i), "etag", records::kEtagMismatch);
    }

    Response response;
    for (const records::LineProblem& problem : problems.InOrder())
      SetError(problem, item(problem.line), *response.add_errors());
    const int bad = problems.bad_count();
    if (bad > 0 && (!allow_partial || bad == static_cast<int>(lines.size()))) {
      response.set_outcome(common::v1::BATCH_OUTCOME_NOT_SAVED);
      work.NothingChanged();
      return response;
    }

    std::vector<repository::Write<Record>> writes;
    std::set<int> written;
    LogTotals totals;
    for (size_t i = 0; i < lines.size(); ++i) {
      std::string& etag = *response.add_etags();
      if (problems.IsBad(static_cast<int>(i))) continue;
      Count(plan[i], totals);
      if (plan[i] == records::Change::kUnchanged) {
        if (versions[i] > 0) etag = records::FormatEtag(versions[i]);
        continue;
      }
      const int year = static_cast<int>(lines[i].month.year());
      writes.push_back({&lines[i].record, plan[i], revisions.at(year)});
      written.insert(year);
      if (plan[i] != records::Change::kRemove) etag = records::FormatEtag(revisions.at(year));
    }
    response.set_outcome(bad > 0 ? common::v1::BATCH_OUTCOME_PARTLY_SAVED
                                 : common::v1::BATCH_OUTCOME_SAVED);
    response.set_saved_count(static_cast<int>(lines.size()) - bad);
    response.set_unchanged_count(totals.unchanged);
    if (!writes.empty()) {
      table.save(work.tx(), writes, {call.caller().account_id, call.now()});
      repository::MarkWritten(work.tx(), site, table.log, written, call.today());
      work.Audit(AuditOf(site, table.action, table.subject, written, totals));
      for (const int year : written)
        *response.add_volumes() = ToProto({year, call.today()}, table.law, call.today());
    }
    int met = 0;
    absl::StatusOr<std::vector<v1::RecordDuty>> duties = table.settle(work, writes, met);
    if (!duties.ok()) return duties.status();
    for (v1::RecordDuty& duty : *duties) *response.add_duties() = std::move(duty);
    if (writes.empty() && met == 0) work.NothingChanged();
    return response;
  });
}

}  // namespace sems::noise::handlers
