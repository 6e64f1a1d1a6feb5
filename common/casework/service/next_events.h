#pragma once

#include <string>
#include <vector>

#include "common/casework/service/casework.h"
#include "common/casework/service/stored_case.h"
#include "common/server/call.h"
#include "common/status/error.h"
#include "sems/casework/v1/case.pb.h"

namespace sems::casework {

// What can happen next in a case that the caller sees, and what is missing for it.
std::vector<v1::NextEvent> NextEvents(const Casework& casework, server::Call& call,
                                      const StoredCase& found);

// Of several roles that fit, the one the caller chose; none: all stay.
void KeepToRole(const std::string& as_role, Actor& actor);

// A body to be named: a role, and either an organisation or an account.
Body ReadBody(std::string_view field, const v1::Body& body, FieldErrors& errors);

}  // namespace sems::casework
