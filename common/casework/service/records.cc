#include "common/casework/service/records.h"

#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/casework/service/case_names.h"
#include "common/values/civil.h"

namespace sems::casework {
namespace {

std::string ActionOf(const Entry& entry) {
  switch (entry.kind) {
    case EntryKind::kEvent:
    case EntryKind::kTimer:
    case EntryKind::kDated:
      return absl::AsciiStrToUpper(entry.input.event);
    case EntryKind::kOpened:
      return "CASE_OPENED";
    case EntryKind::kGuard:
      return "GUARDS_ANSWERED";
    case EntryKind::kForm:
      return "FORM_CHANGED";
    case EntryKind::kAttached:
      return "FILE_ATTACHED";
    case EntryKind::kDetached:
      return "FILE_DETACHED";
    case EntryKind::kFee:
      return "FEE_PAID";
    case EntryKind::kBody:
      return "BODY_NAMED";
    case EntryKind::kRecomputed:
      return "DAYS_RECOMPUTED";
  }
  return "CASE_CHANGED";
}

std::string DetailOf(const Entry& entry) {
  nlohmann::json detail = {{"sequence", entry.sequence},
                           {"kind", NameOf(entry.kind)},
                           {"on", FormatDay(entry.input.occurred_on)}};
  if (!entry.input.as_role.empty()) detail["as"] = entry.input.as_role;
  if (entry.from_state != entry.to_state) {
    detail["from"] = entry.from_state;
    detail["to"] = entry.to_state;
  }
  for (const GuardAnswer& guard : entry.input.guards) detail["guards"][guard.guard] = guard.holds;
  for (const FormEntry& form : entry.form) detail["items"].push_back(form.item);
  if (entry.attachment) detail["attachment"] = entry.attachment->attachment_id;
  if (entry.paid_krw) detail["paid_krw"] = *entry.paid_krw;
  if (entry.body) detail["body"] = entry.body->role;
  if (entry.recomputed) {
    detail["causes"] = entry.recomputed->causes;
    for (const MovedClock& moved : entry.recomputed->moved) {
      detail["moved"].push_back({{"clock", absl::StrCat(moved.clock, "#", moved.run)},
                                 {"from", moved.from ? FormatDay(*moved.from) : ""},
                                 {"to", moved.to ? FormatDay(*moved.to) : ""}});
    }
  }
  if (!entry.clock.empty()) detail["clock"] = absl::StrCat(entry.clock, "#", entry.run);
  return detail.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::vector<server::AuditEntry> AuditOf(const std::string& case_id,
                                        const std::vector<Entry>& entries) {
  std::vector<server::AuditEntry> rows;
  for (const Entry& entry : entries) {
    rows.push_back({.stream_id = case_id,
                    .action = ActionOf(entry),
                    .subject = "case " + case_id,
                    .detail = DetailOf(entry)});
  }
  return rows;
}

void Take(const Engine& engine, CaseFile& file, Entry& entry, absl::Time now,
          const std::string& account_id) {
  entry.sequence = file.sequence + 1;
  entry.recorded_at_micros = absl::ToUnixMicros(now);
  entry.account_id = account_id;
  if (entry.attachment) entry.attachment->at_micros = entry.recorded_at_micros;
  engine.Apply(file, entry);
}

void RingDue(const Engine& engine, CaseFile& file, absl::CivilDay today, absl::Time now,
             std::vector<Entry>& entries) {
  for (int rung = 0; rung < kMostRings; ++rung) {
    const std::optional<DueTimer> due = engine.NextTimer(file, today);
    if (!due) return;
    entries.push_back(engine.Ring(file, *due, today));
    Take(engine, file, entries.back(), now, "");
  }
}

}  // namespace sems::casework
