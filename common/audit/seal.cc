#include "common/audit/seal.h"

#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/audit/digest.h"

namespace sems::audit {

std::string SignedContent(const std::string& service, const Seal& seal) {
  return absl::StrCat("sems audit seal\n", service, "\n", seal.seq, "\n",
                      absl::ToUnixMicros(seal.at), "\n", seal.streams, "\n",
                      absl::BytesToHexString(seal.root), "\n",
                      absl::BytesToHexString(seal.previous_hash), "\n", seal.key_id, "\n");
}

std::string SealHash(const std::string& service, const Seal& seal) {
  return Sha256({SignedContent(service, seal), seal.signature});
}

std::string AnchorLine(const std::string& service, const Seal& seal) {
  // An ordered map: what a reader looks for first comes first.
  const nlohmann::ordered_json line = {
      {"service", service},
      {"seq", seal.seq},
      {"at", absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", seal.at, absl::UTCTimeZone())},
      {"streams", seal.streams},
      {"root", absl::BytesToHexString(seal.root)},
      {"previous", absl::BytesToHexString(seal.previous_hash)},
      {"key", seal.key_id},
      {"signature", absl::BytesToHexString(seal.signature)},
      {"hash", absl::BytesToHexString(SealHash(service, seal))}};
  return line.dump() + "\n";
}

}  // namespace sems::audit
