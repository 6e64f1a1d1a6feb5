#include "services/duty/handlers/handlers.h"
#include "services/duty/reminder_work.h"

namespace sems::duty::handlers {

// The work is done, and audited, in the service's own name; the call itself changes nothing.
absl::StatusOr<internal::v1::RunRemindersResponse> RunReminders(
    Deps& deps, server::Call&, const internal::v1::RunRemindersRequest& request) {
  WorkDone done;
  if (request.plan()) deps.work->Plan(done);
  if (request.send()) deps.work->Send(done);
  internal::v1::RunRemindersResponse response;
  response.set_planned(done.planned);
  response.set_cancelled(done.cancelled);
  response.set_sent(done.sent);
  response.set_failed(done.failed);
  response.set_put_off(done.put_off);
  return response;
}

}  // namespace sems::duty::handlers
