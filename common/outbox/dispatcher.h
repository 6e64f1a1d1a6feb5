#pragma once

#include <functional>
#include <map>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace sems::db {
class Pool;
}

namespace sems::outbox {

// Pushes committed events to their targets: at least once, in order of each site, until they have
// arrived. Events of a site that cannot be delivered hold back only that site's later events for
// that target.
class Dispatcher {
 public:
  struct Event {
    std::string site_id;
    std::string event_id;
    std::string topic;
    std::string target;  // service
    std::string payload;
  };
  // Delivers one event; OK means that the target has it (also when it dropped it as a duplicate).
  using Sender = std::function<absl::Status(const Event&)>;

  explicit Dispatcher(db::Pool& pool);
  ~Dispatcher();

  // Who delivers the events of a topic. Set before Start.
  void SetSender(std::string topic, Sender sender);
  void Start();
  void Stop();

  // Delivers what is pending for a site now, on the calling thread, within `timeout`; what fails is
  // left to the background. For the approving call, so that its answer already finds the site
  // everywhere.
  void Push(const std::string& site_id, absl::Duration timeout);
  // Wakes the background loop.
  void Kick();

 private:
  void Loop();
  // Delivers the first pending event of each target of a site, if due (or not yet tried, with
  // `due_or_not`); returns how many arrived. Retries are timed by this machine's clock, not by the
  // civil day the program is told.
  int DeliverSite(const std::string& site_id, bool due_or_not, absl::Time deadline);

  db::Pool& pool_;
  std::map<std::string, Sender> senders_;
  absl::Mutex mutex_;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  bool kicked_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace sems::outbox
