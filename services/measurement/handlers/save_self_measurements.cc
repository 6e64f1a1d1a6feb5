#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/records/etag.h"
#include "common/status/error.h"
#include "common/values/civil.h"
#include "services/measurement/convert.h"
#include "services/measurement/handlers/handlers.h"
#include "services/measurement/repository/codes.h"
#include "services/measurement/repository/samplings.h"
#include "services/measurement/stack_books.h"

namespace sems::measurement::handlers {
namespace {

constexpr int kMaxLines = 500;
constexpr int kMaxResults = 5000;

using Request = v1::SaveSelfMeasurementsRequest;
using Response = v1::SaveSelfMeasurementsResponse;

absl::Status CheckSize(const Request& request) {
  FieldErrors errors;
  if (request.lines_size() == 0) errors.Required("lines");
  int results = 0;
  for (const v1::SelfMeasurement& line : request.lines()) results += line.results_size();
  if (request.lines_size() > kMaxLines || results > kMaxResults) {
    errors.Add("lines", "TOO_MANY", "at most 500 samplings and 5,000 results a call",
               "한 번에 시료채취 500건, 측정항목 5,000건까지 저장할 수 있습니다");
  }
  return errors.ToStatus();
}

// "stack 5 2026-10-20 #1"; by the id that was sent where the inventory does not have it.
std::string ItemOf(const v1::SelfMeasurement& line, const StackBook& stacks) {
  std::string stack = line.stack_id().substr(0, 36);
  for (const auto& [year, book] : stacks) {
    const auto found = book.find(line.stack_id());
    if (found != book.end()) stack = found->second.number;
  }
  return absl::StrCat("stack ", stack, " ", line.day().substr(0, 10), " #",
                      line.has_sampling_number() ? line.sampling_number() : 1);
}

void AddErrors(const records::LineProblems& problems, const Request& request,
               const StackBook& stacks, Response& response) {
  for (const records::LineProblem& problem : problems.InOrder()) {
    common::v1::LineError& error = *response.add_errors();
    error.set_line(problem.line);
    error.set_item(ItemOf(request.lines(problem.line), stacks));
    error.set_field(problem.field);
    error.set_code(std::string(problem.kind->code));
    error.set_message(std::string(problem.kind->message));
    error.set_message_ko(std::string(problem.kind->message_ko));
  }
}

struct Totals {
  int inserted = 0;
  int updated = 0;
  int removed = 0;
  int unchanged = 0;
  void Count(records::Change change) {
    inserted += change == records::Change::kInsert;
    updated += change == records::Change::kUpdate;
    removed += change == records::Change::kRemove;
    unchanged += change == records::Change::kUnchanged;
  }
};

server::AuditEntry AuditOf(const server::SiteScope& site, const std::set<absl::CivilMonth>& months,
                           const Totals& totals) {
  std::string subject = "self_measurement";
  std::string list;
  for (absl::CivilMonth month : months) {
    subject += ' ' + FormatMonth(month);
    list += (list.empty() ? "\"" : ",\"") + FormatMonth(month) + '"';
  }
  return {.stream_id = site.site_id(),
          .action = "SELF_MEASUREMENTS_SAVED",
          .subject = std::move(subject),
          .detail =
              absl::StrCat("{\"months\":[", list, "],\"inserted\":", totals.inserted,
                           ",\"updated\":", totals.updated, ",\"removed\":", totals.removed, "}")};
}

}  // namespace

absl::StatusOr<Response> SaveSelfMeasurements(Deps& deps, server::Call& call,
                                              const Request& request) {
  if (absl::Status status = CheckSize(request); !status.ok()) return status;
  records::LineProblems found(request.lines_size());
  std::vector<SamplingLine> lines;
  for (const v1::SelfMeasurement& line : request.lines()) {
    lines.push_back(ReadSampling(Raw(line), static_cast<int>(lines.size()), call.today(), found));
  }
  records::MarkDuplicates(lines, found);
  const std::set<int> years = records::KeepTwoYears(lines, found);
  const absl::StatusOr<StackBook> stacks = LoadStacks(deps, call, call.site().site_id(), years);
  if (!stacks.ok()) return stacks.status();
  CheckStacks(lines, *stacks, found);

  // Lock the months, read what is stored, decide line by line, keep the former rows, write, audit.
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    records::LineProblems problems = found;  // the body may run again
    const server::SiteScope& site = call.site();
    CheckCodes(lines, repository::LoadCodeBook(work.tx()), problems);
    std::set<absl::CivilMonth> months;
    for (size_t i = 0; i < lines.size(); ++i) {
      if (!problems.IsBad(static_cast<int>(i))) months.insert(lines[i].month);
    }
    const auto revisions = repository::TouchMonths(work.tx(), site, {months.begin(), months.end()});
    const auto stored = repository::LoadSamplings(work.tx(), site, lines);
    const auto plan = records::Plan(lines, stored, calendar::RecordKind::kSelfMeasurement,
                                    call.today(), problems);

    Response response;
    AddErrors(problems, request, *stacks, response);
    const int bad = problems.bad_count();
    if (bad > 0 && (!request.allow_partial() || bad == request.lines_size())) {
      response.set_outcome(common::v1::BATCH_OUTCOME_NOT_SAVED);
      work.NothingChanged();
      return response;
    }

    std::vector<repository::Write> writes;
    std::set<absl::CivilMonth> changed_months;
    Totals totals;
    for (size_t i = 0; i < lines.size(); ++i) {
      std::string& etag = *response.add_etags();
      if (problems.IsBad(static_cast<int>(i))) continue;
      const records::PlannedChange& planned = plan[i];
      totals.Count(planned.change);
      if (planned.change == records::Change::kUnchanged) {
        if (planned.stored_version > 0) etag = records::FormatEtag(planned.stored_version);
        continue;
      }
      const std::int64_t version = revisions.at(lines[i].month);
      writes.push_back({&lines[i].record, planned.change, version, planned.marks});
      changed_months.insert(lines[i].month);
      if (planned.change != records::Change::kRemove) etag = records::FormatEtag(version);
    }
    response.set_outcome(bad > 0 ? common::v1::BATCH_OUTCOME_PARTLY_SAVED
                                 : common::v1::BATCH_OUTCOME_SAVED);
    response.set_saved_count(request.lines_size() - bad);
    response.set_unchanged_count(totals.unchanged);
    if (writes.empty()) {
      work.NothingChanged();
    } else {
      repository::SaveSamplings(work.tx(), site, writes, {call.caller().account_id, call.now()});
      work.Audit(AuditOf(site, changed_months, totals));
    }
    return response;
  });
}

}  // namespace sems::measurement::handlers
