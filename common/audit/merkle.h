#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "common/audit/chain.h"

namespace sems::audit {

// The end of a stream: its last row's number and hash.
struct Head {
  std::string stream_id;  // UUID, lower case
  int64_t seq = 0;
  std::string hash;  // 32 bytes; empty before the first row
};

// sha256(0x00 || trail || stream_id || seq || hash): trail one letter (C changes, L looks),
// stream_id its 36 characters, seq eight bytes, most significant first.
std::string LeafHash(Trail trail, const Head& head);

// Root of a Merkle tree whose leaves arrive one at a time, in memory that grows with the tree's
// height alone. Node = sha256(0x01 || left || right); the tree's shape for any number of leaves,
// and the root of none (sha256 of nothing), are those of RFC 6962, 2.1.
class MerkleTree {
 public:
  void Add(std::string leaf_hash);
  std::string Root() const;
  int64_t leaves() const { return leaves_; }

 private:
  // Roots of perfect subtrees from left to right, each larger than the next; first: its height.
  std::vector<std::pair<int, std::string>> roots_;
  int64_t leaves_ = 0;
};

}  // namespace sems::audit
