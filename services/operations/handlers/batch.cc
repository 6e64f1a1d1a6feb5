#include "services/operations/handlers/batch.h"

#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "common/values/civil.h"

namespace sems::operations::handlers {

absl::Status CheckLineCount(int lines) {
  FieldErrors errors;
  if (lines == 0) errors.Required("lines");
  if (lines > kMaxLines) {
    errors.Add("lines", "TOO_MANY", "at most 2,000 lines a call",
               "한 번에 2,000건까지 저장할 수 있습니다");
  }
  return errors.ToStatus();
}

void SetError(const records::LineProblem& problem, std::string item, common::v1::LineError& out) {
  out.set_line(problem.line);
  out.set_item(std::move(item));
  out.set_field(problem.field);
  out.set_code(std::string(problem.kind->code));
  out.set_message(std::string(problem.kind->message));
  out.set_message_ko(std::string(problem.kind->message_ko));
}

server::AuditEntry AuditOf(const server::SiteScope& site, std::string_view action,
                           std::string_view subject, const std::set<absl::CivilMonth>& months,
                           const BatchTotals& totals) {
  std::string subject_text(subject);
  std::string list;
  for (absl::CivilMonth month : months) {
    const std::string text = FormatMonth(month);
    subject_text += ' ' + text;
    list += (list.empty() ? "\"" : ",\"") + text + '"';
  }
  return {.stream_id = site.site_id(),
          .action = std::string(action),
          .subject = std::move(subject_text),
          .detail =
              absl::StrCat("{\"months\":[", list, "],\"inserted\":", totals.inserted,
                           ",\"updated\":", totals.updated, ",\"removed\":", totals.removed, "}")};
}

void Count(const records::PlannedChange& planned, BatchTotals& totals,
           repository::RecordCount& count) {
  switch (planned.change) {
    case records::Change::kInsert:
      ++totals.inserted;
      ++count.entered;
      count.late += planned.marks.late;
      break;
    case records::Change::kUpdate:
      ++totals.updated;
      count.corrected += planned.marks.corrected - planned.marks_before.corrected;
      break;
    case records::Change::kRemove:
      ++totals.removed;
      --count.entered;
      count.late -= planned.marks_before.late;
      count.corrected -= planned.marks_before.corrected;
      break;
    case records::Change::kUnchanged:
      ++totals.unchanged;
      break;
    case records::Change::kEtagMismatch:
      break;
  }
}

}  // namespace sems::operations::handlers
