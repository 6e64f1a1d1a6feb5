#include "services/duty/reminder_work.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/db/pool.h"
#include "common/log/log.h"
#include "common/server/gate.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/duty/channel_secrets.h"
#include "services/duty/owner_calendar.h"
#include "services/duty/records.h"
#include "services/duty/reminder_texts.h"
#include "services/duty/repository/channels.h"
#include "services/duty/repository/reminders.h"
#include "services/duty/secrets.h"
#include "services/duty/transport.h"

namespace sems::duty {
namespace {

constexpr absl::Duration kTimeLimit = absl::Seconds(20);
// A planner that dies leaves its owner to another after this; so does one whose records are away.
constexpr absl::Duration kPlanLease = absl::Minutes(2);
constexpr absl::Duration kRecordsAwayRetry = absl::Minutes(5);
constexpr absl::Duration kConfirmationLife = absl::Hours(24 * 7);
constexpr int kSendAtOnce = 10;

std::string DutyKey(const std::string& duty_id, std::optional<absl::CivilDay> due_on) {
  return absl::StrCat(duty_id, " ", due_on ? FormatDay(*due_on) : "");
}

bool IsRecord(const std::string& duty_id) { return duty_id.rfind("record.", 0) == 0; }

// Why a pending reminder is not wanted any more; empty: it is.
std::string WhyStale(const std::map<std::string, const Duty*>& duties,
                     const std::set<std::string>& keys, const repository::Reminder& reminder) {
  if (keys.count(DutyKey(reminder.duty_id, reminder.due_on)) > 0) return "";
  const auto found = duties.find(reminder.duty_id);
  if (found == duties.end()) return "DUTY_GONE";
  if (found->second->status == Status::kSuspended) return "DUTY_SUSPENDED";
  return IsToDo(found->second->status) ? "DUTY_MOVED" : "DUTY_MET";
}

}  // namespace

ReminderWork::ReminderWork(Deps& deps, prometheus::Registry& metrics)
    : deps_(deps), metrics_(metrics) {}

ReminderWork::~ReminderWork() { Stop(); }

void ReminderWork::Start() {
  if (deps_.settings.look_every == absl::ZeroDuration()) return;
  thread_ = std::thread([this] { Loop(); });
}

void ReminderWork::Stop() {
  {
    absl::MutexLock lock(&mutex_);
    stop_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

bool ReminderWork::stopping() {
  absl::MutexLock lock(&mutex_);
  return stop_;
}

void ReminderWork::Loop() {
  while (true) {
    try {
      WorkDone done;
      Plan(done);
      Send(done);
      metrics_.Refresh(*deps_.pool, deps_.clock->Now(), SeoulToday(*deps_.clock));
    } catch (const std::exception& error) {
      // A row that cannot be read must not end the process, nor the work on the others for good.
      log::Error("reminder_work_threw", {{"what", error.what()}});
    }
    absl::MutexLock lock(&mutex_);
    mutex_.AwaitWithTimeout(absl::Condition(&stop_), deps_.settings.look_every);
    if (stop_) return;
  }
}

void ReminderWork::Plan(WorkDone& done) {
  SealUnderTheFirstKey(deps_);
  while (!stopping() && PlanNext(done)) {
  }
}

// False when nobody is left to plan for, or the database is away.
bool ReminderWork::PlanNext(WorkDone& done) {
  const absl::CivilDay today = SeoulToday(*deps_.clock);
  std::optional<repository::PlannedOwner> taken;
  const absl::Status looked =
      deps_.pool->Run(db::TxMode::kReadWrite, absl::Now() + kTimeLimit, [&](db::Tx& tx) {
        taken = repository::TakeOwner(tx, today, absl::Now(), absl::Now() + kPlanLease);
        return absl::OkStatus();
      });
  if (!looked.ok() || !taken) return false;

  CalendarQuestion question{.today = today,
                            .from = std::nullopt,
                            .to = today + kMaxLeadDays,
                            .office_role = "",
                            .deadline = absl::Now() + kTimeLimit};
  const absl::StatusOr<OwnerCalendar> calendar =
      LoadCalendar(deps_, taken->owner, question,
                   [&](grpc::ClientContext& context, auto) { PrepareOwn(deps_, context); });
  if (!calendar.ok()) return false;  // its lease ends, and another pass takes it up

  std::map<std::string, const Duty*> by_id;
  std::set<std::string> wanted;
  for (const Duty& duty : calendar->duties) {
    by_id[duty.id] = &duty;
    if (duty.status == Status::kOpen || duty.status == Status::kOverdue)
      wanted.insert(DutyKey(duty.id, duty.due_on));
  }
  int planned = 0;
  int cancelled = 0;
  const absl::Time now = deps_.clock->Now();
  const absl::Status stored = deps_.gate->Background(
      "reminders/plan", absl::Now() + kTimeLimit, [&](server::UnitOfWork& work) -> absl::Status {
        planned = 0;
        cancelled = 0;
        std::map<std::string, repository::Channel> channels;
        for (repository::Channel& channel : repository::ListChannels(work.tx(), taken->owner)) {
          if (channel.confirmed_at) channels.emplace(channel.id, std::move(channel));
        }
        std::vector<repository::Reminder> due;
        // Of each duty and channel, the lead that holds now: earlier ones are overtaken.
        std::map<std::string, int> latest;
        for (const repository::Rule& rule : repository::ListRules(work.tx(), taken->owner)) {
          const auto channel = channels.find(rule.channel_id);
          if (channel == channels.end()) continue;
          for (const Duty& duty : calendar->duties) {
            const std::optional<int> lead = LeadDueOn(rule.timing, duty, today);
            if (!lead) continue;
            repository::Reminder reminder;
            reminder.id = NewUuidV7(now);
            reminder.owner = taken->owner;
            reminder.channel_id = rule.channel_id;
            reminder.masked_address = repository::MaskedAddress(channel->second);
            reminder.duty_id = duty.id;
            reminder.title = duty.title;
            reminder.due_on = duty.due_on;
            reminder.lead = *lead;
            reminder.not_before =
                std::max(now, SeoulMidnight(today) + absl::Hours(deps_.settings.hour));
            reminder.next_attempt_at = absl::Now();
            reminder.created_at = now;
            const auto [known, added] =
                latest.emplace(rule.channel_id + DutyKey(duty.id, duty.due_on), *lead);
            if (!added) known->second = std::min(known->second, *lead);
            due.push_back(std::move(reminder));
          }
        }
        planned = repository::AddReminders(work.tx(), due);
        for (const repository::Reminder& pending : repository::PendingOf(work.tx(), taken->owner)) {
          // What records made of it is not known while they are away.
          if (IsRecord(pending.duty_id) && !calendar->missing.empty()) continue;
          std::string why = WhyStale(by_id, wanted, pending);
          const auto lead =
              latest.find(pending.channel_id + DutyKey(pending.duty_id, pending.due_on));
          if (why.empty() && lead != latest.end() && lead->second < pending.lead) why = "OVERTAKEN";
          if (why.empty()) continue;
          cancelled += repository::End(work.tx(), pending.id, repository::ReminderState::kCancelled,
                                       why, now);
        }
        if (calendar->missing.empty()) {
          repository::SetPlanned(work.tx(), *taken, today, absl::Now());
        } else {
          repository::PlannedOwner again = *taken;
          again.revision = -1;  // not planned: it is looked at again
          repository::SetPlanned(work.tx(), again, today, absl::Now() + kRecordsAwayRetry);
        }
        if (planned + cancelled == 0) {
          work.NothingChanged();
        } else {
          work.Audit({taken->owner.id, "REMINDERS_PLANNED", "reminders of " + taken->owner.id,
                      absl::StrCat("{\"planned\":", planned, ",\"cancelled\":", cancelled, "}")});
        }
        return absl::OkStatus();
      });
  if (!stored.ok()) return false;
  done.planned += planned;
  done.cancelled += cancelled;
  done.put_off += calendar->missing.empty() ? 0 : 1;
  return true;
}

void ReminderWork::Send(WorkDone& done) {
  while (!stopping() && SendSome(done)) {
  }
}

bool ReminderWork::SendSome(WorkDone& done) {
  std::vector<repository::Reminder> taken;
  // As a change, although none is audited: while changes are refused nothing must be sent, since
  // that it was sent could not be stored, and it would be sent again and again.
  const absl::Status looked = deps_.gate->Background(
      "reminders/take", absl::Now() + kTimeLimit, [&](server::UnitOfWork& work) -> absl::Status {
        taken = repository::TakeDue(work.tx(), deps_.clock->Now(), absl::Now(),
                                    absl::Now() + deps_.settings.send_lease, kSendAtOnce);
        work.NothingChanged();
        return absl::OkStatus();
      });
  if (!looked.ok()) return false;
  const absl::Time until = absl::Now() + deps_.settings.send_lease / 2;
  for (const repository::Reminder& reminder : taken) {
    // What there is no time left for keeps its lease, and is taken again after it.
    if (stopping() || absl::Now() > until) return false;
    SendOne(reminder, done);
  }
  return !taken.empty();
}

void ReminderWork::SendOne(const repository::Reminder& reminder, WorkDone& done) {
  const absl::Time now = deps_.clock->Now();
  const absl::CivilDay today = SeoulToday(*deps_.clock);
  std::optional<repository::Channel> channel;
  absl::Status looked =
      deps_.pool->Run(db::TxMode::kReadOnly, absl::Now() + kTimeLimit, [&](db::Tx& tx) {
        channel = repository::FindChannelById(tx, reminder.channel_id);
        return absl::OkStatus();
      });
  if (!looked.ok()) return;

  // What is to be stored of it in the end.
  Sent sent;
  std::string cancel;
  bool put_off = false;
  if (!channel) {
    cancel = "CHANNEL_GONE";
  } else if (reminder.attempts > deps_.settings.attempts) {
    // Tried to the last, and nobody lived to say what became of it.
    sent = {false, true, "OUTCOME_UNKNOWN"};
  } else if (reminder.purpose == repository::Purpose::kConfirm) {
    if (channel->confirmed_at) {
      cancel = "CONFIRMED";
    } else {
      const std::string code = NewSecret();
      looked = deps_.gate->Background(
          "reminders/confirm", absl::Now() + kTimeLimit,
          [&](server::UnitOfWork& work) -> absl::Status {
            repository::AddConfirmation(work.tx(), channel->id, Sha256(code),
                                        now + kConfirmationLife);
            work.Audit({reminder.owner.id, "CONFIRMATION_MADE", "channel " + channel->id, "{}"});
            return absl::OkStatus();
          });
      if (!looked.ok()) return;
      sent = SendMail(deps_.settings, {reminder.id, channel->address, ConfirmationSubject(),
                                       ConfirmationText(code), now});
    }
  } else {
    CalendarQuestion question{.today = today,
                              .from = std::nullopt,
                              .to = today + kMaxLeadDays,
                              .office_role = "",
                              .deadline = absl::Now() + kTimeLimit};
    const absl::StatusOr<std::optional<Duty>> found =
        FindDuty(deps_, reminder.owner, reminder.duty_id, question,
                 [&](grpc::ClientContext& context, auto) { PrepareOwn(deps_, context); });
    if (!found.ok()) {
      put_off = true;
    } else if (!*found) {
      cancel = "DUTY_GONE";
    } else if (const Duty& duty = **found; !IsToDo(duty.status)) {
      cancel = "DUTY_MET";
    } else if (duty.status == Status::kSuspended) {
      cancel = "DUTY_SUSPENDED";
    } else if (duty.due_on != reminder.due_on) {
      cancel = "DUTY_MOVED";
    } else if (channel->kind == repository::ChannelKind::kEmail) {
      std::string site;
      if (reminder.owner.kind == OwnerKind::kSite) site = SiteNameOf(deps_, reminder.owner.id);
      sent = SendMail(deps_.settings, {reminder.id, channel->address, ReminderSubject(duty, today),
                                       ReminderText(duty, site, today), now});
    } else if (const std::optional<std::string> secret = SecretOf(deps_.secrets, *channel);
               !secret) {
      sent = {false, false, "SECRET_KEY_MISSING"};
    } else {
      sent = PostWebhook(deps_.settings, {reminder.id, channel->address, *secret,
                                          WebhookBody(reminder, duty, today), absl::Now()});
    }
  }

  thread_local absl::BitGen random;
  const bool give_up = sent.for_good || reminder.attempts >= deps_.settings.attempts;
  const absl::Time again =
      absl::Now() + (put_off ? kRecordsAwayRetry
                             : RetryAfter(reminder.attempts, absl::Uniform(random, 0.0, 1.0)));
  const absl::Status stored = deps_.gate->Background(
      "reminders/send", absl::Now() + kTimeLimit, [&](server::UnitOfWork& work) -> absl::Status {
        using repository::ReminderState;
        const auto end = [&](ReminderState state, const char* action, const std::string& reason) {
          if (!repository::End(work.tx(), reminder.id, state, reason, now)) {
            work.NothingChanged();  // cancelled by somebody in the meantime
            return;
          }
          work.Audit({reminder.owner.id, action, "reminder " + reminder.id,
                      absl::StrCat("{\"channel\":\"", reminder.channel_id, "\",\"attempts\":",
                                   reminder.attempts, ",\"reason\":\"", reason, "\"}")});
        };
        if (!cancel.empty()) {
          end(ReminderState::kCancelled, "REMINDER_CANCELLED", cancel);
        } else if (sent.ok) {
          end(ReminderState::kSent, "REMINDER_SENT", "");
        } else if (give_up && !put_off) {
          end(ReminderState::kFailed, "REMINDER_FAILED", sent.reason);
        } else {
          repository::TryAgain(work.tx(), reminder.id, put_off ? "RECORDS_AWAY" : sent.reason,
                               again, !put_off);
          work.NothingChanged();
        }
        return absl::OkStatus();
      });
  if (!stored.ok()) return;
  if (!cancel.empty()) {
    ++done.cancelled;
  } else if (sent.ok) {
    ++done.sent;
  } else if (put_off) {
    ++done.put_off;
  } else {
    ++done.failed;
    log::Warning("reminder_not_sent", {{"reminder", reminder.id},
                                       {"reason", sent.reason},
                                       {"attempts", absl::StrCat(reminder.attempts)}});
  }
}

}  // namespace sems::duty
