#include "common/records/etag.h"

#include <charconv>

namespace sems::records {

std::string FormatEtag(std::int64_t version) { return "v" + std::to_string(version); }

std::int64_t ParseEtag(std::string_view etag) {
  if (etag.empty()) return kNoEtag;
  if (etag.size() < 2 || etag[0] != 'v' || etag[1] < '1' || etag[1] > '9') return kForeignEtag;
  std::int64_t version = 0;
  const char* end = etag.data() + etag.size();
  const auto [stop, error] = std::from_chars(etag.data() + 1, end, version);
  if (error != std::errc() || stop != end) return kForeignEtag;
  return version;
}

}  // namespace sems::records
