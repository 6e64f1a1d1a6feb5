#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "services/duty/domain/duty.h"
#include "services/duty/repository/channels.h"
#include "services/duty/repository/reminders.h"

// What reminders say. The duty as it stands when it is sent.
namespace sems::duty {

std::string ReminderSubject(const Duty& duty, absl::CivilDay today);
std::string ReminderText(const Duty& duty, const std::string& site_name, absl::CivilDay today);
std::string ConfirmationSubject();
std::string ConfirmationText(const std::string& code);
// The body of a webhook: JSON.
std::string WebhookBody(const repository::Reminder& reminder, const Duty& duty,
                        absl::CivilDay today);

}  // namespace sems::duty
