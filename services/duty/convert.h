#pragma once

#include "sems/casework/v1/procedure.pb.h"
#include "sems/duty/internal/v1/duty_inbox_service.pb.h"
#include "sems/duty/v1/duty.pb.h"
#include "sems/duty/v1/feed_service.pb.h"
#include "sems/duty/v1/reminder_service.pb.h"
#include "services/duty/domain/duty.h"
#include "services/duty/records.h"
#include "services/duty/repository/channels.h"
#include "services/duty/repository/duties.h"
#include "services/duty/repository/feeds.h"
#include "services/duty/repository/reminders.h"

// Between the contracts and the domain, nothing else.
namespace sems::duty {

casework::v1::Text ToProto(const Text& text);
v1::Duty ToProto(const Duty& duty, absl::CivilDay today);
v1::MissingPart ToProto(const MissingPart& part);
v1::Feed ToProto(const repository::Feed& feed);
v1::Channel ToProto(const repository::Channel& channel);
v1::ReminderRule ToProto(const repository::Rule& rule);
v1::Reminder ToProto(const repository::Reminder& reminder);

Kind ToKind(casework::v1::ProcedureKind kind);
// Days that do not parse are absent; the handler has refused those that are wrong.
repository::CaseDuty ToDomain(const internal::v1::CaseDuty& duty);

}  // namespace sems::duty
