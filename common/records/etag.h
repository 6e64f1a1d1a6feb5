#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sems::records {

// Etags are opaque to callers; they spell the record's version: "v7".
inline constexpr std::int64_t kNoEtag = 0;  // none was given
inline constexpr std::int64_t kForeignEtag =
    -1;  // nothing this system ever gave out; matches no version

std::string FormatEtag(std::int64_t version);
std::int64_t ParseEtag(std::string_view etag);

}  // namespace sems::records
