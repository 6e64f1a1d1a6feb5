#include "services/noise/handlers/save_log.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/error.h"

namespace sems::noise::handlers {

absl::Status CheckLineCount(int lines) {
  FieldErrors errors;
  if (lines == 0) errors.Required("lines");
  if (lines > kMaxLines) {
    errors.Add("lines", "TOO_MANY", "at most 500 lines a call",
               "한 번에 500건까지 저장할 수 있습니다");
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

void Count(records::Change change, LogTotals& totals) {
  switch (change) {
    case records::Change::kInsert:
      ++totals.inserted;
      break;
    case records::Change::kUpdate:
      ++totals.updated;
      break;
    case records::Change::kRemove:
      ++totals.removed;
      break;
    case records::Change::kUnchanged:
      ++totals.unchanged;
      break;
    case records::Change::kEtagMismatch:
      break;
  }
}

server::AuditEntry AuditOf(const server::SiteScope& site, std::string_view action,
                           std::string_view subject, const std::set<int>& years,
                           const LogTotals& totals) {
  return {.stream_id = site.site_id(),
          .action = std::string(action),
          .subject = absl::StrCat(std::string(subject), " ", absl::StrJoin(years, " ")),
          .detail = absl::StrCat(
              "{\"volumes\":[", absl::StrJoin(years, ","), "],\"inserted\":", totals.inserted,
              ",\"updated\":", totals.updated, ",\"removed\":", totals.removed, "}")};
}

}  // namespace sems::noise::handlers
