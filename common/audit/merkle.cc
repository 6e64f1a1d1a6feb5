#include "common/audit/merkle.h"

#include <string_view>

#include "common/audit/digest.h"

namespace sems::audit {
namespace {

constexpr std::string_view kLeaf("\x00", 1);
constexpr std::string_view kNode("\x01", 1);

}  // namespace

std::string LeafHash(Trail trail, const Head& head) {
  std::string seq(8, '\0');
  for (int i = 0; i < 8; ++i) seq[i] = static_cast<char>(head.seq >> (56 - 8 * i));
  return Sha256({kLeaf, trail == Trail::kChanges ? "C" : "L", head.stream_id, seq, head.hash});
}

void MerkleTree::Add(std::string leaf_hash) {
  ++leaves_;
  roots_.emplace_back(0, std::move(leaf_hash));
  while (roots_.size() > 1 && roots_[roots_.size() - 2].first == roots_.back().first) {
    auto& [height, left] = roots_[roots_.size() - 2];
    left = Sha256({kNode, left, roots_.back().second});
    ++height;
    roots_.pop_back();
  }
}

std::string MerkleTree::Root() const {
  if (roots_.empty()) return Sha256({});
  std::string root = roots_.back().second;
  for (size_t i = roots_.size() - 1; i-- > 0;) root = Sha256({kNode, roots_[i].second, root});
  return root;
}

}  // namespace sems::audit
