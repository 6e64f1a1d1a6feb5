#include "common/casework/service/case_json.h"

#include "common/casework/service/case_names.h"
#include "common/casework/service/json_archive.h"
#include "common/casework/service/mode_names.h"

// Each struct is taken apart whole, so that a field that joins it does not compile until it is
// kept.
namespace sems::calendar {

template <class Archive>
void Fields(Archive& archive, Period& all) {
  auto& [amount, unit] = all;
  archive("amount", amount);
  archive("unit", unit);
}

template <class Archive>
void Fields(Archive& archive, Extension& all) {
  auto& [period, granted_on, article] = all;
  archive("period", period);
  archive("granted_on", granted_on);
  archive("article", article);
}

template <class Archive>
void Fields(Archive& archive, MergedStop& all) {
  auto& [from, to, causes, days] = all;
  archive("from", from);
  archive("to", to);
  archive("causes", causes);
  archive("days", days);
}

template <class Archive>
void Fields(Archive& archive, AppliedExtension& all) {
  auto& [extension, old_due, new_due] = all;
  archive("extension", extension);
  archive("old_due", old_due);
  archive("new_due", new_due);
}

template <class Archive>
void Fields(Archive& archive, SkippedDay& all) {
  auto& [day, name_ko] = all;
  archive("day", day);
  archive("name_ko", name_ko);
}

template <class Archive>
void Fields(Archive& archive, Explanation& all) {
  auto& [anchor_event, anchor_on, mode, direction, period, step, article, first_day_in,
         working_days, unmoved, stops, extensions, skipped] = all;
  archive("anchor_event", anchor_event);
  archive("anchor_on", anchor_on);
  archive("mode", mode);
  archive("direction", direction);
  archive("period", period);
  archive("step", step, 1);
  archive("article", article);
  archive("first_day_in", first_day_in);
  archive("working_days", working_days);
  archive("unmoved", unmoved);
  archive("stops", stops);
  archive("extensions", extensions);
  archive("skipped", skipped);
}

template <class Archive>
void Fields(Archive& archive, ComputedDate& all) {
  auto& [due, warn, window_from, window_to, service_level_only, suspended, explanation] = all;
  archive("due", due);
  archive("warn", warn);
  archive("window_from", window_from);
  archive("window_to", window_to);
  archive("service_level_only", service_level_only);
  archive("suspended", suspended);
  archive("explanation", explanation);
}

}  // namespace sems::calendar

namespace sems::casework {

template <class Archive>
void Fields(Archive& archive, GuardAnswer& all) {
  auto& [guard, holds, reason] = all;
  archive("guard", guard);
  archive("holds", holds);
  archive("reason", reason);
}

template <class Archive>
void Fields(Archive& archive, Input& all) {
  auto& [event, occurred_on, as_role, procedure, guards, set_period, extension, dates, values,
         note] = all;
  archive("event", event);
  archive("occurred_on", occurred_on);
  archive("as_role", as_role);
  archive("procedure", procedure);
  archive("guards", guards);
  archive("set_period", set_period);
  archive("extension", extension);
  archive("dates", dates);
  archive("values", values);
  archive("note", note);
}

template <class Archive>
void Fields(Archive& archive, FormEntry& all) {
  auto& [item, text] = all;
  archive("item", item);
  archive("text", text);
}

template <class Archive>
void Fields(Archive& archive, AttachmentLink& all) {
  auto& [attachment_id, item, file_name, size_bytes, sha256, at_micros, filed] = all;
  archive("attachment_id", attachment_id);
  archive("item", item);
  archive("file_name", file_name);
  archive("size_bytes", size_bytes);
  archive("sha256", sha256);
  archive("at_micros", at_micros);
  archive("filed", filed);
}

template <class Archive>
void Fields(Archive& archive, Body& all) {
  auto& [role, organisation_id, account_id] = all;
  archive("role", role);
  archive("organisation_id", organisation_id);
  archive("account_id", account_id);
}

template <class Archive>
void Fields(Archive& archive, Origin& all) {
  auto& [case_id, procedure, machine, variant, by_authority] = all;
  archive("case_id", case_id);
  archive("procedure", procedure);
  archive("machine", machine);
  archive("variant", variant);
  archive("by_authority", by_authority);
}

template <class Archive>
void Fields(Archive& archive, GuardFact& all) {
  auto& [holds, reason, declared_only, spent, account_id, as_role, at_micros] = all;
  archive("holds", holds);
  archive("reason", reason);
  archive("declared_only", declared_only);
  archive("spent", spent);
  archive("account_id", account_id);
  archive("as_role", as_role);
  archive("at_micros", at_micros);
}

template <class Archive>
void Fields(Archive& archive, StopRun& all) {
  auto& [suspension, from, to] = all;
  archive("suspension", suspension);
  archive("from", from);
  archive("to", to);
}

template <class Archive>
void Fields(Archive& archive, ClockRun& all) {
  auto& [clock, run, status, started_on, start_assumed, step, settled, ended_on, set_period,
         extensions, date, rung] = all;
  archive("clock", clock);
  archive("run", run, 1);
  archive("status", status, ClockStatus::kWaiting);
  archive("started_on", started_on);
  archive("start_assumed", start_assumed);
  archive("step", step, 1);
  archive("settled", settled);
  archive("ended_on", ended_on);
  archive("set_period", set_period);
  archive("extensions", extensions);
  archive("date", date);
  archive("rung", rung);
}

template <class Archive>
void Fields(Archive& archive, FeeFact& all) {
  auto& [due_krw, event, procedure, article] = all;
  archive("due_krw", due_krw);
  archive("event", event);
  archive("procedure", procedure);
  archive("article", article);
}

template <class Archive>
void Fields(Archive& archive, MovedClock& all) {
  auto& [clock, run, from, to] = all;
  archive("clock", clock);
  archive("run", run);
  archive("from", from);
  archive("to", to);
}

template <class Archive>
void Fields(Archive& archive, Recomputation& all) {
  auto& [causes, moved, clocks, stops, fees, guards] = all;
  archive("causes", causes);
  archive("moved", moved);
  archive("clocks", clocks);
  archive("stops", stops);
  archive("fees", fees);
  archive("guards", guards);
}

template <class Archive>
void Fields(Archive& archive, Entry& all) {
  auto& [sequence, kind, recorded_on, recorded_at_micros, account_id, by_party, origin, input,
         from_state, to_state, transition, clock, run, form, attachment, paid_krw, fee_reference,
         body, recomputed] = all;
  archive("sequence", sequence);
  archive("kind", kind, EntryKind::kEvent);
  archive("recorded_on", recorded_on);
  archive("recorded_at_micros", recorded_at_micros);
  archive("account_id", account_id);
  archive("by_party", by_party);
  archive("origin", origin);
  archive("input", input);
  archive("from_state", from_state);
  archive("to_state", to_state);
  archive("transition", transition, -1);
  archive("clock", clock);
  archive("run", run);
  archive("form", form);
  archive("attachment", attachment);
  archive("paid_krw", paid_krw);
  archive("fee_reference", fee_reference);
  archive("body", body);
  archive("recomputed", recomputed);
}

template <class Archive>
void Fields(Archive& archive, CaseFile& all) {
  auto& [case_id, procedure, machine, variant, state, state_since, opened_by_authority, opened_on,
         sequence, days, happened, values, guards, stops, clocks, form, attachments, fees, paid_krw,
         bodies] = all;
  archive("case_id", case_id);
  archive("procedure", procedure);
  archive("machine", machine);
  archive("variant", variant);
  archive("state", state);
  archive("state_since", state_since);
  archive("opened_by_authority", opened_by_authority);
  archive("opened_on", opened_on);
  archive("sequence", sequence);
  archive("days", days);
  archive("happened", happened);
  archive("values", values);
  archive("guards", guards);
  archive("stops", stops);
  archive("clocks", clocks);
  archive("form", form);
  archive("attachments", attachments);
  archive("fees", fees);
  archive("paid_krw", paid_krw);
  archive("bodies", bodies);
}

std::string ToJson(const Entry& entry) { return json::Writer::Of(entry); }
Entry EntryFromJson(std::string_view text) { return json::Reader::Of<Entry>(text); }

std::string ToJson(const CaseFile& file) { return json::Writer::Of(file); }
CaseFile CaseFromJson(std::string_view text) { return json::Reader::Of<CaseFile>(text); }

}  // namespace sems::casework
