#include "common/audit/extend.h"

#include "absl/strings/str_cat.h"
#include "common/audit/merkle.h"
#include "common/audit/store.h"
#include "common/status/error.h"

namespace sems::audit {
namespace {

// Streams whose new rows are read, and whose heads are recorded, in one statement.
constexpr size_t kBatch = 500;

absl::Status Broken(const std::string& where) {
  return Error(absl::StatusCode::kDataLoss, "AUDIT_TRAIL_BROKEN",
               absl::StrCat("The audit trail was altered: ", where, "."),
               "감사 기록이 변조되었습니다. semsd audit verify로 확인하십시오.");
}

absl::Status Broken(Trail trail, const std::string& stream_id, const char* how) {
  return Broken(absl::StrCat("stream ", stream_id, " of ", Name(trail), " ", how));
}

// The rows since the last seal must lead from the sealed hash to the head's.
absl::Status CheckRows(db::Tx& tx, Trail trail, const std::vector<Growth>& streams) {
  const std::vector<ChainedRow> rows = RowsSince(tx, trail, streams);
  auto row = rows.begin();
  for (const Growth& stream : streams) {
    const std::string& id = stream.head.stream_id;
    if (stream.head.seq <= stream.sealed.seq) return Broken(trail, id, "ends before its seal");
    int64_t seq = stream.sealed.seq;
    std::string hash = stream.sealed.hash;
    for (; row != rows.end() && row->row.stream_id == id; ++row) {
      hash = ChainHash(hash, row->row);
      if (row->seq != ++seq || row->hash != hash)
        return Broken(trail, id, "does not follow from its seal");
    }
    if (seq != stream.head.seq || hash != stream.head.hash) {
      return Broken(trail, id, "does not lead to its head");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Extent> Extend(db::Tx& tx, const std::optional<Seal>& last) {
  MerkleTree former, now;
  for (const Trail trail : {Trail::kChanges, Trail::kLooks}) {
    std::vector<Growth> grown;
    const auto settle = [&]() -> absl::Status {
      if (grown.empty()) return absl::OkStatus();
      if (last) {
        if (absl::Status status = CheckRows(tx, trail, grown); !status.ok()) return status;
      }
      StoreSealedHeads(tx, trail, grown);
      grown.clear();
      return absl::OkStatus();
    };
    Cursor<Head> heads = Heads(tx, trail), sealed = SealedHeads(tx, trail);
    for (; heads.current() || sealed.current(); heads.Next()) {
      if (!heads.current() ||
          (sealed.current() && sealed.current()->stream_id < heads.current()->stream_id)) {
        return Broken(trail, sealed.current()->stream_id, "was removed");
      }
      const Head& head = *heads.current();
      std::string leaf = LeafHash(trail, head);
      if (!sealed.current() || sealed.current()->stream_id != head.stream_id) {
        grown.push_back({{head.stream_id, 0, ""}, head});
      } else {
        const bool same = sealed.current()->seq == head.seq && sealed.current()->hash == head.hash;
        if (!same) grown.push_back({*sealed.current(), head});
        former.Add(same ? leaf : LeafHash(trail, *sealed.current()));
        sealed.Next();
      }
      now.Add(std::move(leaf));
      if (grown.size() == kBatch) {
        if (absl::Status status = settle(); !status.ok()) return status;
      }
    }
    if (absl::Status status = settle(); !status.ok()) return status;
  }
  if (last ? former.Root() != last->root || former.leaves() != last->streams
           : former.leaves() > 0) {
    return Broken("the heads recorded with the last seal are not those it signed");
  }
  return Extent{now.leaves(), now.Root()};
}

}  // namespace sems::audit
