#pragma once

#include <memory>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/casework/service/casework.h"
#include "common/server/module.h"
#include "prometheus/counter.h"
#include "prometheus/gauge.h"

namespace sems::casework {

struct TimerPass {
  int64_t cases = 0;    // looked at
  int64_t raised = 0;   // timer events
  int64_t blocked = 0;  // of the cases looked at: wait for a judgement or a number
};

// Raises what clocks raise. Several replicas may run: each case is taken by one of them, under a
// row lock, in a transaction that stores the events, what they make of the case and their audit
// rows together; whatever ends before its commit has not happened, and is taken up again. What fell
// due while nothing ran is raised for the day on which it fell due.
class Timers {
 public:
  Timers(Casework& casework, const server::ModuleDeps& deps);
  ~Timers();

  void Start();
  void Stop();

  // Raises what is due today, batch by batch, until nothing is or `max_cases` (0: no bound) have
  // been looked at.
  absl::StatusOr<TimerPass> RunDue(int64_t max_cases, absl::Time deadline);

 private:
  absl::StatusOr<TimerPass> RunBatch(int limit, absl::Time deadline);
  // Makes cases that wait for a number which has been set due for a look.
  absl::Status WakeWaiting(absl::Time deadline);
  void LookAtBacklog();
  bool Stopping();
  void Loop();

  Casework& casework_;
  server::Gate& gate_;
  db::Pool& pool_;
  const sems::Clock& clock_;
  const absl::Duration look_every_;  // zero: only when RunDue is called
  prometheus::Counter& raised_;
  prometheus::Gauge& blocked_;
  prometheus::Gauge& oldest_;
  absl::Mutex mutex_;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace sems::casework
