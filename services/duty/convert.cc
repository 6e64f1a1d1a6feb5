#include "services/duty/convert.h"

#include "common/values/civil.h"

namespace sems::duty {
namespace {

std::string DayText(const std::optional<absl::CivilDay>& day) { return day ? FormatDay(*day) : ""; }

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp stamp;
  const int64_t micros = absl::ToUnixMicros(time);
  stamp.set_seconds(micros / 1000000);
  stamp.set_nanos(static_cast<int>(micros % 1000000) * 1000);
  return stamp;
}

Text ToDomain(const casework::v1::Text& text) { return {text.ko(), text.en()}; }

}  // namespace

casework::v1::Text ToProto(const Text& text) {
  casework::v1::Text proto;
  proto.set_ko(text.ko);
  proto.set_en(text.en);
  return proto;
}

v1::Duty ToProto(const Duty& duty, absl::CivilDay today) {
  v1::Duty proto;
  proto.set_duty_id(duty.id);
  proto.set_source(duty.source);
  proto.set_kind(static_cast<v1::DutyKind>(duty.kind));
  proto.set_status(static_cast<v1::DutyStatus>(duty.status));
  *proto.mutable_title() = ToProto(duty.title);
  proto.set_procedure_id(duty.procedure);
  if (!duty.procedure_name.ko.empty())
    *proto.mutable_procedure_name() = ToProto(duty.procedure_name);
  proto.set_case_id(duty.case_id);
  proto.set_subject_name(duty.subject_name);
  for (const StatutoryRole& role : duty.who) {
    casework::v1::StatutoryRole& who = *proto.add_who();
    who.set_role_id(role.id);
    *who.mutable_name() = ToProto(role.name);
    who.set_product_role(role.product_role);
  }
  proto.set_party_owes(duty.party_owes);
  proto.set_started_on(DayText(duty.started_on));
  proto.set_due_on(DayText(duty.due_on));
  proto.set_warn_on(DayText(duty.warn_on));
  proto.set_ended_on(DayText(duty.ended_on));
  if (duty.due_on && IsToDo(duty.status))
    proto.set_days_left(static_cast<int>(*duty.due_on - today));
  proto.set_service_level_only(duty.service_level_only);
  proto.set_lapses(duty.lapses);
  proto.set_article(duty.article);
  *proto.mutable_explanation() = ToProto(duty.explanation);
  proto.set_meeting_event_id(duty.meeting_event);
  if (!duty.meeting_event_name.ko.empty())
    *proto.mutable_meeting_event_name() = ToProto(duty.meeting_event_name);
  if (duty.progress) {
    v1::RecordProgress& progress = *proto.mutable_progress();
    progress.set_expected_count(duty.progress->expected);
    progress.set_entered_count(duty.progress->entered);
    progress.set_late_count(duty.progress->late);
  }
  if (duty.updated_at_micros > 0)
    *proto.mutable_updated_at() = ToTimestamp(absl::FromUnixMicros(duty.updated_at_micros));
  return proto;
}

v1::MissingPart ToProto(const MissingPart& part) {
  v1::MissingPart proto;
  proto.set_source(part.source);
  proto.set_reason(part.reason);
  const bool samplings = part.source == "measurement";
  *proto.mutable_message() = ToProto(
      Text{samplings ? "자가측정 의무를 일시적으로 확인할 수 없어 목록에서 빠져 있습니다."
                     : "운영기록 의무를 일시적으로 확인할 수 없어 목록에서 빠져 있습니다.",
           samplings
               ? "Duties of self-measurement cannot be told at the moment and are missing here."
               : "Duties of operating records cannot be told at the moment and are missing here."});
  return proto;
}

v1::Feed ToProto(const repository::Feed& feed) {
  v1::Feed proto;
  proto.set_feed_id(feed.id);
  proto.set_name(feed.name);
  *proto.mutable_created_at() = ToTimestamp(feed.created_at);
  if (feed.revoked_at) *proto.mutable_revoked_at() = ToTimestamp(*feed.revoked_at);
  proto.set_last_fetched_on(DayText(feed.last_fetched_on));
  return proto;
}

v1::Channel ToProto(const repository::Channel& channel) {
  v1::Channel proto;
  proto.set_channel_id(channel.id);
  proto.set_kind(static_cast<v1::ChannelKind>(channel.kind));
  proto.set_name(channel.name);
  proto.set_masked_address(repository::MaskedAddress(channel));
  proto.set_confirmed(channel.confirmed_at.has_value());
  *proto.mutable_created_at() = ToTimestamp(channel.created_at);
  return proto;
}

v1::ReminderRule ToProto(const repository::Rule& rule) {
  v1::ReminderRule proto;
  proto.set_rule_id(rule.id);
  proto.set_channel_id(rule.channel_id);
  for (const int lead : rule.timing.lead_days) proto.add_lead_days(lead);
  proto.set_when_overdue(rule.timing.when_overdue);
  for (const Kind kind : rule.timing.kinds) proto.add_kinds(static_cast<v1::DutyKind>(kind));
  *proto.mutable_created_at() = ToTimestamp(rule.created_at);
  return proto;
}

v1::Reminder ToProto(const repository::Reminder& reminder) {
  v1::Reminder proto;
  proto.set_reminder_id(reminder.id);
  proto.set_state(static_cast<v1::ReminderState>(reminder.state));
  proto.set_channel_id(reminder.channel_id);
  proto.set_masked_address(reminder.masked_address);
  proto.set_duty_id(reminder.duty_id);
  *proto.mutable_title() = ToProto(reminder.title);
  proto.set_due_on(DayText(reminder.due_on));
  proto.set_lead_days(reminder.lead);
  proto.set_attempts(reminder.attempts);
  if (reminder.state == repository::ReminderState::kPending) {
    *proto.mutable_next_attempt_at() =
        ToTimestamp(std::max(reminder.next_attempt_at, reminder.not_before));
  }
  proto.set_reason(reminder.reason);
  *proto.mutable_created_at() = ToTimestamp(reminder.created_at);
  if (reminder.ended_at) *proto.mutable_ended_at() = ToTimestamp(*reminder.ended_at);
  return proto;
}

Kind ToKind(casework::v1::ProcedureKind kind) {
  switch (kind) {
    case casework::v1::PROCEDURE_KIND_PERMIT:
    case casework::v1::PROCEDURE_KIND_CHANGE_PERMIT:
    case casework::v1::PROCEDURE_KIND_CHANGE_NOTIFICATION:
    case casework::v1::PROCEDURE_KIND_NOTIFICATION:
    case casework::v1::PROCEDURE_KIND_DESIGNATION:
    case casework::v1::PROCEDURE_KIND_REGISTRATION:
    case casework::v1::PROCEDURE_KIND_TYPE_APPROVAL:
      return Kind::kPermit;
    case casework::v1::PROCEDURE_KIND_REPORT:
      return Kind::kReport;
    case casework::v1::PROCEDURE_KIND_PLAN_REVIEW:
      return Kind::kPlan;
    case casework::v1::PROCEDURE_KIND_ORDER:
      return Kind::kOrder;
    case casework::v1::PROCEDURE_KIND_INSPECTION:
      return Kind::kInspection;
    case casework::v1::PROCEDURE_KIND_DIAGNOSIS:
      return Kind::kDiagnosis;
    case casework::v1::PROCEDURE_KIND_DUTY_RECORD:
      return Kind::kRecord;
    case casework::v1::PROCEDURE_KIND_DUTY_PERIODIC:
      return Kind::kCheck;
    case casework::v1::PROCEDURE_KIND_EDUCATION:
      return Kind::kEducation;
    default:
      return Kind::kOther;
  }
}

repository::CaseDuty ToDomain(const internal::v1::CaseDuty& proto) {
  repository::CaseDuty row;
  row.clock_id = proto.clock_id();
  row.run = proto.run();
  row.clock = static_cast<ClockStatus>(proto.status());
  row.duty.title = ToDomain(proto.title());
  for (const auto& role : proto.who()) {
    row.duty.who.push_back({role.role_id(), ToDomain(role.name()), role.product_role()});
  }
  row.duty.party_owes = proto.party_owes();
  row.duty.started_on = ParseDay(proto.started_on());
  row.duty.due_on = ParseDay(proto.due_on());
  row.duty.warn_on = ParseDay(proto.warn_on());
  row.duty.ended_on = ParseDay(proto.ended_on());
  row.duty.service_level_only = proto.service_level_only();
  row.duty.lapses = proto.lapses();
  row.duty.article = proto.article();
  row.duty.explanation = ToDomain(proto.explanation());
  row.duty.meeting_event = proto.meeting_event_id();
  row.duty.meeting_event_name = ToDomain(proto.meeting_event_name());
  row.duty.procedure = proto.procedure_id();
  return row;
}

}  // namespace sems::duty
