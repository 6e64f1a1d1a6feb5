#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/casework/service/casework.h"
#include "common/casework/service/stored_case.h"
#include "common/server/call.h"
#include "common/server/module.h"

namespace sems::server {
class ServiceIdentity;
}

namespace sems::casework {

inline constexpr char kDutyTopic[] = "duty";

// What the case owes by when, for the calendar of duties: all of it, in place of what was told
// before. Nobody waits for it to arrive. None where the system has no such service.
std::optional<server::OutboxEvent> DutyNews(const Casework& casework, const StoredCase& stored,
                                            absl::Time now);

// Delivers outbox events of the topic.
absl::Status SendDutyNews(server::Peers& peers, server::ServiceIdentity& identity,
                          const std::string& target, const std::string& payload, absl::Time now);

}  // namespace sems::casework
