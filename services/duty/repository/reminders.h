#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/db/tx.h"
#include "services/duty/domain/duty.h"
#include "services/duty/repository/owner.h"

namespace sems::duty::repository {

enum class ReminderState { kPending = 1, kSent = 2, kFailed = 3, kCancelled = 4 };
enum class Purpose { kDuty = 1, kConfirm = 2 };

struct Reminder {
  std::string id;
  Owner owner;
  std::string channel_id;
  std::string masked_address;
  Purpose purpose = Purpose::kDuty;
  std::string duty_id;
  Text title;
  std::optional<absl::CivilDay> due_on;
  int lead = 0;
  ReminderState state = ReminderState::kPending;
  int attempts = 0;
  absl::Time not_before;
  absl::Time next_attempt_at;
  std::string reason;
  absl::Time created_at;
  std::optional<absl::Time> ended_at;
};

// Adds those that are not there yet under (channel, duty, due day, lead); returns how many were.
int AddReminders(db::Tx& tx, const std::vector<Reminder>& reminders);

struct ReminderPage {
  std::vector<Reminder> reminders;
  int total = 0;
};
ReminderPage ListReminders(db::Tx& tx, const Owner& owner, const std::vector<int>& states,
                           const std::optional<std::string>& before_id, int limit);
// Locked.
std::optional<Reminder> FindReminder(db::Tx& tx, const Owner& owner,
                                     const std::string& reminder_id);
std::vector<Reminder> PendingOf(db::Tx& tx, const Owner& owner);
int CountConfirmations(db::Tx& tx, const Owner& owner, absl::Time since);

// Ends one; nothing happens unless it is pending still.
bool End(db::Tx& tx, const std::string& reminder_id, ReminderState state, const std::string& reason,
         absl::Time now);
void CancelOfChannel(db::Tx& tx, const std::string& channel_id, const std::string& reason,
                     absl::Time now);
// From the first attempt, at once.
void Restart(db::Tx& tx, const std::string& reminder_id, absl::Time machine_now);

// Takes what is due, so that nobody else sends it until `until`, and counts the attempt. A sender
// that dies leaves it to be taken again.
std::vector<Reminder> TakeDue(db::Tx& tx, absl::Time now, absl::Time machine_now, absl::Time until,
                              int limit);
// Tries again at that time; `counted` false gives the attempt back.
void TryAgain(db::Tx& tx, const std::string& reminder_id, const std::string& reason,
              absl::Time machine_at, bool counted);

struct QueueCounts {
  int pending = 0;
  int failed = 0;
  std::optional<absl::Time> oldest_pending;  // since when the oldest could have been sent
};
QueueCounts CountQueue(db::Tx& tx, absl::Time now);

// For whom is planned.
struct PlannedOwner {
  Owner owner;
  std::int64_t revision = 0;
};
// Something has changed that planning must see; `create`: reminders are wanted from now on.
void MarkForPlanning(db::Tx& tx, const Owner& owner, bool create, absl::Time machine_now);
std::optional<PlannedOwner> TakeOwner(db::Tx& tx, absl::CivilDay today, absl::Time machine_now,
                                      absl::Time until);
// Planned for the day, unless something has changed since it was taken.
void SetPlanned(db::Tx& tx, const PlannedOwner& taken, absl::CivilDay today,
                absl::Time machine_now);

}  // namespace sems::duty::repository
