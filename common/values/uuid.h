#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace sems {

using UuidRandom = std::array<std::uint8_t, 10>;

// Ids of entities: UUID version 7 (RFC 9562), lower case with hyphens; ordered by the millisecond
// in which they were made. The random part comes from the kernel.
std::string NewUuidV7(absl::Time now);

// The same with a random part of the caller's choosing, for tests that need known ids.
std::string NewUuidV7(absl::Time now, const UuidRandom& random);

// 8-4-4-4-12 hexadecimal digits of any version, in either case.
bool IsUuid(std::string_view text);

}  // namespace sems
