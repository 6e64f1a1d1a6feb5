#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/server/call.h"

namespace sems::identity {

// Counts one wrong password under the login and has it committed, with its audit row, beside the
// refusal: `refusal`, or SIGN_IN_LOCKED when the login got locked meanwhile (then nothing is
// counted). `account_id` is empty when there is no such account.
absl::Status CountFailedAttempt(server::UnitOfWork& work, const std::string& login_key,
                                const std::string& account_id, absl::Time now,
                                const absl::Status& refusal);

}  // namespace sems::identity
