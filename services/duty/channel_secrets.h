#pragma once

#include <optional>
#include <string>

#include "services/duty/deps.h"
#include "services/duty/repository/channels.h"

namespace sems::duty {

// What a webhook is signed with, sealed for its channel alone.
void SealFor(const SecretBox& box, const std::string& secret, repository::Channel& channel);
// None: the key that sealed it is not in the file.
std::optional<std::string> SecretOf(const SecretBox& box, const repository::Channel& channel);

// Seals anew whatever lies under another key than the first of the file, or, from an older release,
// under none. Safe on several replicas at once.
void SealUnderTheFirstKey(Deps& deps);

}  // namespace sems::duty
