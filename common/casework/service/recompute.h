#pragma once

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

struct RecomputePass {
  int64_t cases = 0;       // looked at
  int64_t recomputed = 0;  // of these: are others now
  int64_t law_gone = 0;    // of these: the law no longer knows them
};

// Brings open cases up to date when the law data, the holidays or the numbers have changed since
// they were computed. Works as the timers do: batches under row locks, several replicas at once,
// what ends before its commit has not happened. A case's new days, the entry that tells what has
// moved, its audit row and the news for the calendar of duties are stored together.
//
// Of replicas with different law data the one that started last is right; the others then only do
// what they are asked.
class Recomputer {
 public:
  Recomputer(Casework& casework, const server::ModuleDeps& deps);
  ~Recomputer();

  void Start();
  void Stop();

  // All that is to be brought up to date now, batch by batch.
  absl::StatusOr<RecomputePass> Run(absl::Time deadline);

 private:
  absl::Status LookWhatIsInForce(std::vector<std::string>& stale, absl::Time deadline);
  absl::StatusOr<RecomputePass> RunBatch(const std::string& edition, absl::Time deadline);
  bool Stopped();
  void Loop();

  Casework& casework_;
  server::Gate& gate_;
  db::Pool& pool_;
  const sems::Clock& clock_;
  const absl::Duration look_every_;  // zero: only when Run is called
  prometheus::Counter& recomputed_;
  prometheus::Gauge& law_gone_;
  prometheus::Gauge& superseded_;
  absl::Mutex mutex_;
  bool declared_ ABSL_GUARDED_BY(mutex_) = false;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace sems::casework
