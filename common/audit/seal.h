#pragma once

#include <cstdint>
#include <string>

#include "absl/time/time.h"

namespace sems::audit {

// A signed statement of where all streams of a schema ended at one moment. Each names the hash of
// the one before, so that none can be left out.
struct Seal {
  int64_t seq = 0;  // 1, the genesis seal, and on
  absl::Time at;    // to the microsecond
  int64_t streams = 0;
  std::string root;  // of the Merkle tree over all heads: changes first, then looks, by stream
  std::string previous_hash;  // empty for the genesis seal
  std::string key_id;         // RFC 7638 thumbprint of the signing key
  std::string signature;      // ES256 over SignedContent, 64 bytes
};

// `service`: whose schema is sealed.
std::string SignedContent(const std::string& service, const Seal& seal);
std::string SealHash(const std::string& service, const Seal& seal);

// The seal's line in the anchor file: JSON that a seal has exactly one form of, with its newline.
std::string AnchorLine(const std::string& service, const Seal& seal);

}  // namespace sems::audit
