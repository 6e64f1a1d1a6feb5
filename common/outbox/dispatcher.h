#pragma once

#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

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
  // An event as it lies in the outbox.
  struct Stored {
    Event event;
    int64_t version = 0;
  };

  explicit Dispatcher(db::Pool& pool);
  ~Dispatcher();

  // Who delivers the events of a topic. Set before Start.
  void SetSender(std::string topic, Sender sender);
  void Start();
  void Stop();

  // Delivers events that have just been committed, all targets at once, until `until`: for the call
  // that wrote them, so that its answer already finds the site everywhere. They were stored as
  // taken (store.h); what does not arrive, and what a crash leaves, is left to the background. An
  // event may overtake an older one of its site that is still under way: receivers drop what is
  // older than what they have.
  void Deliver(const std::vector<Stored>& events, absl::Time until);

 private:
  // Delivers what is due, in rounds. Retries are timed by this machine's clock, not by the civil
  // day the program is told.
  void Loop();
  absl::Status Send(const Event& event);
  // Takes out of the outbox what Deliver brought, and makes due what it did not. Within a second,
  // for all calls of that second at once: until then what was brought is not due, and what was not
  // waits for no more than the loop, which is woken.
  void Settle();

  db::Pool& pool_;
  std::map<std::string, Sender> senders_;
  absl::Mutex mutex_;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  bool kicked_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<Stored> delivered_ ABSL_GUARDED_BY(mutex_);
  std::vector<Stored> undelivered_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

}  // namespace sems::outbox
