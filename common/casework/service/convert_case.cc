#include "common/casework/service/convert_case.h"

#include <algorithm>

#include "common/casework/service/case_names.h"
#include "common/casework/service/convert_law.h"
#include "common/casework/service/mode_names.h"
#include "common/records/etag.h"
#include "common/values/civil.h"

namespace sems::casework {
namespace {

v1::ClockStatus StatusOf(ClockStatus status) {
  switch (status) {
    case ClockStatus::kWaiting:
      return v1::CLOCK_STATUS_WAITING;
    case ClockStatus::kRunning:
      return v1::CLOCK_STATUS_RUNNING;
    case ClockStatus::kSuspended:
      return v1::CLOCK_STATUS_SUSPENDED;
    case ClockStatus::kExpired:
      return v1::CLOCK_STATUS_EXPIRED;
    case ClockStatus::kMet:
      return v1::CLOCK_STATUS_MET;
    case ClockStatus::kMissed:
      return v1::CLOCK_STATUS_MISSED;
    case ClockStatus::kEnded:
      return v1::CLOCK_STATUS_ENDED;
    case ClockStatus::kUnset:
      return v1::CLOCK_STATUS_UNSET;
  }
  return v1::CLOCK_STATUS_UNSPECIFIED;
}

google::protobuf::Timestamp FromMicros(int64_t micros) {
  return ToTimestamp(absl::FromUnixMicros(micros));
}

v1::GuardAnswer AnswerOf(const GuardAnswer& answer) {
  v1::GuardAnswer out;
  out.set_guard_id(answer.guard);
  out.set_holds(answer.holds);
  out.set_reason(answer.reason);
  return out;
}

v1::EventInput InputOf(const Input& input) {
  v1::EventInput out;
  out.set_event_id(input.event);
  out.set_occurred_on(FormatDay(input.occurred_on));
  out.set_as_role(input.as_role);
  out.set_procedure_id(input.procedure);
  for (const GuardAnswer& guard : input.guards) *out.add_guards() = AnswerOf(guard);
  if (input.set_period) *out.mutable_set_period() = ToProto(*input.set_period);
  if (input.extension) *out.mutable_extension() = ToProto(*input.extension);
  for (const auto& [event, day] : input.dates) (*out.mutable_dates())[event] = FormatDay(day);
  for (const auto& [name, value] : input.values) (*out.mutable_values())[name] = value;
  out.set_note(input.note);
  return out;
}

v1::Body BodyOf(const Body& body) {
  v1::Body out;
  out.set_role_id(body.role);
  out.set_organisation_id(body.organisation_id);
  out.set_account_id(body.account_id);
  return out;
}

v1::CaseAttachment AttachmentOf(const AttachmentLink& link) {
  v1::CaseAttachment out;
  out.set_attachment_id(link.attachment_id);
  out.set_item_id(link.item);
  out.set_file_name(link.file_name);
  out.set_size_bytes(link.size_bytes);
  out.set_sha256(link.sha256);
  if (link.at_micros != 0) *out.mutable_attached_at() = FromMicros(link.at_micros);
  return out;
}

const Clock* FindClock(const Machine& machine, const std::string& id) {
  for (const Clock& clock : machine.clocks) {
    if (clock.id == id) return &clock;
  }
  return nullptr;
}

// An event by its name; a stop by that of the event it begins with.
const Text* NameIn(const Law& law, const std::string& id) {
  if (const Event* event = law.FindEvent(id)) return &event->name;
  for (const Machine& machine : law.machines) {
    for (const Suspension& suspension : machine.suspensions) {
      if (suspension.id != id) continue;
      if (const Event* event = law.FindEvent(suspension.from)) return &event->name;
    }
  }
  return nullptr;
}

calendar::NameLookup NamesOf(const Law* law, std::string Text::*language) {
  if (law == nullptr) return nullptr;
  return [law, language](const std::string& id) {
    const Text* name = NameIn(*law, id);
    return name == nullptr ? "" : name->*language;
  };
}

}  // namespace

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp out;
  const int64_t micros = absl::ToUnixMicros(time);
  out.set_seconds(micros / 1000000);
  out.set_nanos(static_cast<int32_t>(micros % 1000000 * 1000));
  return out;
}

std::string DueText(const calendar::ComputedDate& date) {
  return date.due ? FormatDay(*date.due) : "";
}

std::string WarnText(const calendar::ComputedDate& date) {
  return date.warn ? FormatDay(*date.warn) : "";
}

v1::DateExplanation ToProto(const calendar::ComputedDate& date, const Law* law) {
  const calendar::Explanation& explanation = date.explanation;
  v1::DateExplanation out;
  out.set_anchor_event(explanation.anchor_event);
  out.set_anchor_on(FormatDay(explanation.anchor_on));
  if (explanation.period) *out.mutable_period() = ToProto(*explanation.period);
  out.set_direction(std::string(NameOf(explanation.direction)));
  out.set_mode(std::string(NameOf(explanation.mode)));
  out.set_article(explanation.article);
  out.set_first_day_counted(explanation.first_day_in);
  out.set_working_days_only(explanation.working_days);
  if (explanation.unmoved) out.set_unmoved_on(FormatDay(*explanation.unmoved));
  for (const calendar::MergedStop& stop : explanation.stops) {
    v1::DateStop& added = *out.add_stops();
    added.set_from(FormatDay(stop.from));
    if (stop.to) added.set_to(FormatDay(*stop.to));
    for (const std::string& cause : stop.causes) added.add_causes(cause);
    added.set_days(stop.days);
  }
  for (const calendar::AppliedExtension& applied : explanation.extensions) {
    v1::DateExtension& added = *out.add_extensions();
    *added.mutable_period() = ToProto(applied.extension.period);
    added.set_granted_on(FormatDay(applied.extension.granted_on));
    added.set_old_due_on(FormatDay(applied.old_due));
    added.set_new_due_on(FormatDay(applied.new_due));
    added.set_article(applied.extension.article);
  }
  for (const calendar::SkippedDay& skipped : explanation.skipped) {
    v1::SkippedDay& added = *out.add_skipped();
    added.set_day(FormatDay(skipped.day));
    added.set_name_ko(skipped.name_ko);
  }
  out.mutable_text()->set_ko(calendar::ExplainKo(date, NamesOf(law, &Text::ko)));
  out.mutable_text()->set_en(calendar::ExplainEn(date, NamesOf(law, &Text::en)));
  return out;
}

v1::Subject ToProto(const Subject& subject) {
  v1::Subject out;
  if (!subject.site_id.empty()) out.set_site_id(subject.site_id);
  if (!subject.organisation_id.empty()) out.set_organisation_id(subject.organisation_id);
  if (!subject.office_district_code.empty())
    out.set_office_district_code(subject.office_district_code);
  out.set_name(subject.name);
  out.set_district_code(subject.district_code);
  return out;
}

v1::Clock ToProto(const Casework& casework, const CaseFile& file, const ClockRun& run,
                  absl::CivilDay today) {
  const Law& law = casework.law();
  const Machine& machine = casework.engine().MachineOf(file);
  v1::Clock out;
  out.set_clock_id(run.clock);
  out.set_run(run.run);
  if (const Clock* clock = FindClock(machine, run.clock)) {
    *out.mutable_name() = ToProto(clock->name);
    for (const Role* role : RolesNamed(law, law.FindProcedure(file.procedure), clock->who))
      *out.add_who() = ToProto(*role);
    out.set_timer_event_id(clock->auto_event);
    out.set_lapses(clock->lapses);
  }
  out.set_status(StatusOf(run.status));
  if (run.started_on) out.set_started_on(FormatDay(*run.started_on));
  out.set_due_on(DueText(run.date));
  out.set_warn_on(WarnText(run.date));
  if (run.ended_on) out.set_ended_on(FormatDay(*run.ended_on));
  out.set_service_level_only(run.date.service_level_only);
  if (run.date.due) {
    if (!run.ended_on) out.set_days_left(static_cast<int32_t>(*run.date.due - today));
    *out.mutable_explanation() = ToProto(run.date, &law);
  }
  return out;
}

v1::Case ToProto(const Casework& casework, const StoredCase& stored, absl::CivilDay today) {
  const CaseFile& file = stored.file;
  const Law& law = casework.law();
  const Machine& machine = casework.engine().MachineOf(file);
  v1::Case out;
  out.set_case_id(file.case_id);
  out.set_procedure_id(file.procedure);
  const Procedure* procedure = law.FindProcedure(file.procedure);
  if (procedure != nullptr) *out.mutable_procedure_name() = ToProto(procedure->name);
  out.set_machine_id(file.machine);
  out.set_variant_id(file.variant);
  *out.mutable_subject() = ToProto(stored.head.subject);
  *out.mutable_state() = ToStateInfo(machine, file.state);
  out.set_opened_by_authority(file.opened_by_authority);
  out.set_opened_on(FormatDay(file.opened_on));
  *out.mutable_opened_at() = ToTimestamp(stored.head.opened_at);
  *out.mutable_updated_at() = ToTimestamp(stored.head.updated_at);
  for (const ClockRun& run : file.clocks) *out.add_clocks() = ToProto(casework, file, run, today);
  for (const auto& [id, fact] : file.guards) {
    v1::GuardFact& added = *out.add_guards();
    added.set_guard_id(id);
    if (const Guard* guard = law.FindGuard(id)) *added.mutable_name() = ToProto(guard->name);
    added.set_holds(fact.holds);
    added.set_reason(fact.reason);
    added.set_declared_only(fact.declared_only);
    added.set_answered_by_account_id(fact.account_id);
    added.set_answered_as(fact.as_role);
    *added.mutable_answered_at() = FromMicros(fact.at_micros);
  }
  for (const auto& [name, value] : file.values) (*out.mutable_values())[name] = value;
  for (const auto& [item, text] : file.form) {
    v1::FormEntry& added = *out.add_form();
    added.set_item_id(item);
    added.set_text(text);
  }
  for (const AttachmentLink& link : file.attachments) *out.add_attachments() = AttachmentOf(link);
  if (procedure != nullptr && !casework.engine().IsTerminal(file)) {
    for (const MissingAttachment& missing :
         casework.engine().MissingAttachments(file, *procedure)) {
      v1::AttachmentItem& added = *out.add_missing_attachments();
      added = ToProto(*missing.item);
      added.set_item_id(missing.key);
    }
  }
  int64_t paid = file.paid_krw;  // settles the oldest first
  for (const FeeFact& fee : file.fees) {
    v1::Fee& added = *out.add_fees();
    added.set_due_krw(fee.due_krw);
    added.set_paid_krw(std::min(paid, fee.due_krw));
    paid -= added.paid_krw();
    added.set_event_id(fee.event);
    added.set_article(fee.article);
  }
  for (const Body& body : file.bodies) *out.add_bodies() = BodyOf(body);
  for (const DueTimer& timer : casework.engine().BlockedTimers(file, today)) {
    v1::BlockedTimer& added = *out.add_blocked_timers();
    added.set_event_id(timer.event);
    if (const Event* event = law.FindEvent(timer.event))
      *added.mutable_event_name() = ToProto(event->name);
    for (const std::string& guard : timer.unanswered_guards) added.add_guard_ids(guard);
    for (const std::string& parameter : timer.unset_parameters) added.add_parameter_ids(parameter);
  }
  out.set_sequence(file.sequence);
  out.set_etag(records::FormatEtag(file.sequence));
  return out;
}

v1::CaseEvent ToProto(const Casework& casework, const CaseFile& file, const Entry& entry) {
  v1::CaseEvent out;
  out.set_sequence(entry.sequence);
  out.set_kind(std::string(NameOf(entry.kind)));
  out.set_event_id(entry.input.event);
  if (const Event* event = casework.law().FindEvent(entry.input.event))
    *out.mutable_event_name() = ToProto(event->name);
  out.set_from_state(entry.from_state);
  out.set_to_state(entry.to_state);
  out.set_occurred_on(FormatDay(entry.input.occurred_on));
  *out.mutable_recorded_at() = FromMicros(entry.recorded_at_micros);
  out.set_account_id(entry.account_id);
  out.set_as_role(entry.kind == EntryKind::kTimer ? "system" : entry.input.as_role);
  out.set_procedure_id(entry.input.procedure);
  if (const Transition* taken = casework.engine().TakenBy(file, entry)) {
    out.set_article(taken->article);
    out.set_form_no(taken->form_no);
  }
  for (const GuardAnswer& guard : entry.input.guards) *out.add_guards() = AnswerOf(guard);
  out.set_note(entry.input.note);
  *out.mutable_input() = InputOf(entry.input);
  if (entry.attachment) *out.mutable_attachment() = AttachmentOf(*entry.attachment);
  for (const FormEntry& item : entry.form) {
    v1::FormEntry& added = *out.add_form();
    added.set_item_id(item.item);
    added.set_text(item.text);
  }
  if (entry.paid_krw) out.set_paid_krw(*entry.paid_krw);
  out.set_fee_reference(entry.fee_reference);
  if (entry.body) *out.mutable_body() = BodyOf(*entry.body);
  if (entry.recomputed) {
    const Machine& machine = casework.engine().MachineOf(file);
    for (const std::string& cause : entry.recomputed->causes) out.add_causes(cause);
    for (const MovedClock& moved : entry.recomputed->moved) {
      v1::MovedClock& added = *out.add_moved_clocks();
      added.set_clock_id(moved.clock);
      added.set_run(moved.run);
      if (const Clock* clock = FindClock(machine, moved.clock))
        *added.mutable_name() = ToProto(clock->name);
      if (moved.from) added.set_from_due_on(FormatDay(*moved.from));
      if (moved.to) added.set_to_due_on(FormatDay(*moved.to));
    }
  }
  return out;
}

}  // namespace sems::casework
