#pragma once

#include <string>
#include <string_view>

#include "common/server/call.h"

namespace sems::ieps {

inline constexpr char kXlsxType[] =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
inline constexpr char kZipType[] = "application/zip";

std::string Sha256(std::string_view bytes);  // 32 bytes

// `Content-Disposition` with the Korean name (filename*, RFC 6266 and 8187) and `Content-Digest`
// (RFC 9530), as initial metadata: the gateway makes HTTP headers of it.
void AddFileHeaders(server::Call& call, std::string_view name, std::string_view sha256);

}  // namespace sems::ieps
