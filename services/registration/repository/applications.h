#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/server/scope.h"
#include "services/registration/domain/application.h"

namespace sems::db {
class Tx;
}

namespace sems::registration::repository {

// The caller's own new application. False when the same is pending already.
bool InsertApplication(const server::Scope& scope, db::Tx& tx, const Application& application);

enum class Lock { kNone, kForUpdate };
std::optional<Application> FindApplication(const server::Scope& scope, db::Tx& tx,
                                           const std::string& id, Lock lock = Lock::kNone);

// How a list goes on: the values of the last row seen, from the row before it in the list.
struct ApplicationRow {
  Application application;
  std::vector<std::string> cursor;
};
inline constexpr int kApplicationCursorSize = 3;

// Orders a list may have: the names of ListApplicationsRequest.order_by.
bool IsApplicationOrder(std::string_view column);

struct ApplicationOrder {
  std::string column = "submitted_at";
  bool descending = false;
};

// Pending first, then as ordered, then by id.
std::vector<ApplicationRow> ListApplications(const server::Scope& scope, db::Tx& tx,
                                             const ApplicationFilter& filter,
                                             const ApplicationOrder& order,
                                             const std::vector<std::string>& cursor, int limit);

// How many match, the filter's states left out.
std::map<ApplicationState, int> CountApplications(const server::Scope& scope, db::Tx& tx,
                                                  const ApplicationFilter& filter);

// The account's own, newest first; the cursor holds two values.
std::vector<ApplicationRow> ListOwnApplications(const server::Scope& scope, db::Tx& tx,
                                                const std::vector<std::string>& cursor, int limit);
int CountOwnApplications(const server::Scope& scope, db::Tx& tx);

// Locked in id order, so that two officers with overlapping selections queue instead of
// deadlocking. What is outside the scope is not there.
std::vector<Application> LockApplications(const server::Scope& scope, db::Tx& tx,
                                          const std::vector<std::string>& ids);

// Those that match, were filed by `as_of` and come after `after_id` (empty: from the first).
std::vector<Application> LockMatchingApplications(const server::Scope& scope, db::Tx& tx,
                                                  const ApplicationFilter& filter, absl::Time as_of,
                                                  const std::string& after_id, int limit);
int CountMatchingApplications(const server::Scope& scope, db::Tx& tx,
                              const ApplicationFilter& filter, absl::Time as_of,
                              const std::string& after_id);

// The applicant took it back.
void StoreWithdrawal(const server::Scope& scope, db::Tx& tx, const std::string& id,
                     const std::string& account_id, absl::Time now);

void StoreRejections(const server::Scope& scope, db::Tx& tx, const std::vector<std::string>& ids,
                     const std::string& reason, const std::string& officer, absl::Time now);

struct Approval {
  std::string application_id;
  std::string site_id;
  bool handover = false;
};
void StoreApprovals(const server::Scope& scope, db::Tx& tx, const std::vector<Approval>& approvals,
                    const std::string& officer, absl::Time now, absl::CivilDay today);

}  // namespace sems::registration::repository
