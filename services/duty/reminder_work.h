#pragma once

#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "prometheus/registry.h"
#include "services/duty/deps.h"
#include "services/duty/duty_metrics.h"
#include "services/duty/repository/reminders.h"

namespace sems::duty {

// What one pass did.
struct WorkDone {
  int planned = 0;
  int cancelled = 0;
  int sent = 0;
  int failed = 0;   // attempts
  int put_off = 0;  // owners whose records could not be asked for
};

// Plans reminders and sends them, on any number of replicas at once.
//
// Planning: each owner with rules is looked at once a day and after every change of its duties or
// rules; what falls due is added under a unique key, so that planning twice, or by two, plans once.
// Sending: what is due is taken under a row lock for a while and counted as an attempt, then sent,
// then its outcome is stored. Who dies in between leaves the row to be taken again: at least once,
// under an id that stays the same.
class ReminderWork {
 public:
  ReminderWork(Deps& deps, prometheus::Registry& metrics);
  ~ReminderWork();

  void Start();
  void Stop();

  // One pass over everything that is due.
  void Plan(WorkDone& done);
  void Send(WorkDone& done);

 private:
  bool PlanNext(WorkDone& done);
  bool SendSome(WorkDone& done);
  void SendOne(const repository::Reminder& reminder, WorkDone& done);
  void Loop();
  bool stopping();

  Deps& deps_;
  DutyMetrics metrics_;
  absl::Mutex mutex_;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace sems::duty
