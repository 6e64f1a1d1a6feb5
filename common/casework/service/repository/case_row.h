#pragma once

#include "common/casework/service/stored_case.h"
#include "common/db/tx.h"

namespace sems::casework::repository {

// The columns of a case under the alias c, as ReadCase wants them.
inline constexpr char kCaseColumns[] =
    "c.site_id, c.organisation_id, c.office_district_code, c.subject_name, c.district_code, "
    "c.opened_by_account, c.opened_by_role, c.opened_by_districts, c.exclusive_run, c.decided_by, "
    "c.opened_at, c.updated_at, c.computed_under, c.fold";
StoredCase ReadCase(const pqxx::row& row);

}  // namespace sems::casework::repository
