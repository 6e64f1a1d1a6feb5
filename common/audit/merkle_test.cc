#include "common/audit/merkle.h"

#include "absl/strings/escaping.h"
#include "common/audit/digest.h"
#include "gtest/gtest.h"

namespace sems::audit {
namespace {

// The tree as RFC 6962, 2.1 defines it: split at the largest power of two below the count.
std::string ByDefinition(const std::vector<std::string>& leaves, size_t from, size_t count) {
  if (count == 1) return leaves[from];
  size_t left = 1;
  while (left * 2 < count) left *= 2;
  return Sha256(
      {"\x01", ByDefinition(leaves, from, left), ByDefinition(leaves, from + left, count - left)});
}

TEST(MerkleTree, HasTheShapeOfRfc6962ForAnyNumberOfLeaves) {
  std::vector<std::string> leaves;
  MerkleTree tree;
  for (int i = 0; i < 70; ++i) {
    leaves.push_back(Sha256({std::to_string(i)}));
    tree.Add(leaves.back());
    EXPECT_EQ(tree.Root(), ByDefinition(leaves, 0, leaves.size())) << leaves.size();
    EXPECT_EQ(tree.leaves(), i + 1);
  }
}

// Test vectors of the certificate-transparency reference implementation.
TEST(MerkleTree, AgreesWithPublishedVectors) {
  MerkleTree tree;
  EXPECT_EQ(absl::BytesToHexString(tree.Root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  tree.Add(Sha256({std::string_view("\x00", 1), ""}));
  EXPECT_EQ(absl::BytesToHexString(tree.Root()),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  tree.Add(Sha256({std::string_view("\x00\x00", 2)}));
  EXPECT_EQ(absl::BytesToHexString(tree.Root()),
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
  tree.Add(Sha256({std::string_view("\x00\x10", 2)}));
  EXPECT_EQ(absl::BytesToHexString(tree.Root()),
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
}

TEST(LeafHash, CoversTrailStreamNumberAndHash) {
  const Head head{"01920000-0000-7000-8000-000000000001", 258, std::string(32, 'h')};
  const std::string leaf = LeafHash(Trail::kChanges, head);
  EXPECT_EQ(leaf,
            Sha256({std::string_view("\0C01920000-0000-7000-8000-000000000001\0\0\0\0\0\0\1\2", 46),
                    std::string(32, 'h')}));
  Head other = head;
  other.seq = 259;
  EXPECT_NE(LeafHash(Trail::kChanges, other), leaf);
  EXPECT_NE(LeafHash(Trail::kLooks, head), leaf);
}

}  // namespace
}  // namespace sems::audit
