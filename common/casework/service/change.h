#pragma once

#include <functional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "common/casework/service/casework.h"
#include "common/casework/service/stored_case.h"
#include "common/server/call.h"
#include "sems/casework/v1/case.pb.h"

namespace sems::casework {

// The one way in which a case changes: its row is locked, the etag compared, timers that have come
// due are rung before and after, so that nothing is decided on a case whose time has run out; the
// engine decides; entries, what they make of the case, audit rows and news are stored together.
absl::StatusOr<v1::Case> ChangeCase(
    Casework& casework, server::Call& call, server::UnitOfWork& work, const std::string& case_id,
    const std::string& etag,
    absl::FunctionRef<Checked<Entry>(const CaseFile&, const Actor&)> decide);

// The opening: `opening` without its id. ALREADY_EXISTS (CASE_OPEN).
absl::StatusOr<v1::Case> OpenCase(Casework& casework, server::Call& call, server::UnitOfWork& work,
                                  const Subject& subject, Opening opening);

// Whether the caller may open a case about the subject. Outside the transaction.
absl::Status CheckSubject(server::Call& call, const Subject& subject);

// The case, if the caller may see it.
absl::StatusOr<StoredCase> SeeCase(Casework& casework, server::Call& call, db::Tx& tx,
                                   const std::string& case_id);

}  // namespace sems::casework
