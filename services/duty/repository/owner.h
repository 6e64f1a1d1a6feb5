#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/server/call.h"

namespace sems::duty {

// Whose duties, feeds and reminders: a site's or an organisation's. Made from a call's scope, or
// from a row that was stored for one.
enum class OwnerKind { kSite = 1, kOrganisation = 2, kOffice = 3 };
struct Owner {
  OwnerKind kind = OwnerKind::kSite;
  std::string id;
};

}  // namespace sems::duty
