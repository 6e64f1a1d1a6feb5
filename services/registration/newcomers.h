#pragma once

#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "common/server/module.h"

namespace sems::registration {

// Tells a service that a release has brought of the sites that were registered before it: nobody
// changes them for its sake, and until it has them it knows nobody who operates one. By the outbox,
// batch by batch; each batch and how far it went are stored together, so that whatever is
// interrupted goes on from there, and several replicas may run.
class Newcomers {
 public:
  explicit Newcomers(const server::ModuleDeps& deps);
  ~Newcomers();

  // Notes who is new before the first site can be approved.
  void Start();
  void Stop();

 private:
  absl::Status Note();
  // Tells one of some; false: all have been told of all.
  absl::StatusOr<bool> TellSome();
  void Loop();

  server::Gate& gate_;
  db::Pool& pool_;
  const sems::Clock& clock_;
  const std::vector<std::string> keepers_;
  bool noted_ = false;
  absl::Mutex mutex_;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace sems::registration
