#include "common/audit/verify.h"

#include <algorithm>
#include <exception>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/audit/anchor_reader.h"
#include "common/audit/merkle.h"
#include "common/audit/store.h"
#include "common/db/pool.h"
#include "common/status/error.h"

namespace sems::audit {
namespace {

using Finding = std::optional<std::string>;

// One stream's rows against its head and against what was sealed of it.
class StreamCheck {
 public:
  StreamCheck(std::string stream_id, std::optional<Head> head, std::optional<Head> sealed)
      : id_(std::move(stream_id)), head_(std::move(head)), sealed_(std::move(sealed)) {}

  Finding Next(const ChainedRow& row) {
    const int64_t wanted = seq_ + 1;
    if (row.seq > wanted) return Row(wanted, "is missing");
    if (row.seq < wanted) return Row(row.seq, "was added");
    if (head_ && row.seq > head_->seq) {
      return Row(row.seq,
                 absl::StrCat("was added, or the head set back: the head counts ", head_->seq));
    }
    if (ChainHash(hash_, row.row) != row.hash)
      return Row(row.seq, "was changed, or stands in another's place");
    if (sealed_ && sealed_->seq == row.seq && sealed_->hash != row.hash) {
      return absl::StrCat("the rows up to ", row.seq, " of stream ", id_,
                          " are not those that were sealed");
    }
    seq_ = row.seq;
    hash_ = row.hash;
    return std::nullopt;
  }

  Finding End() const {
    if (sealed_ && sealed_->seq > seq_) {
      return Row(seq_ + 1,
                 absl::StrCat("is missing, and what follows: ", sealed_->seq, " rows were sealed"));
    }
    if (!head_) return absl::StrCat("stream ", id_, " has rows, but its head is missing");
    if (head_->seq > seq_)
      return Row(seq_ + 1, absl::StrCat("is missing: the head counts ", head_->seq));
    if (head_->hash != hash_) return absl::StrCat("the head of stream ", id_, " was changed");
    return std::nullopt;
  }

 private:
  std::string Row(int64_t seq, const std::string& how) const {
    return absl::StrCat("row ", seq, " of stream ", id_, " ", how);
  }

  const std::string id_;
  const std::optional<Head> head_, sealed_;
  int64_t seq_ = 0;
  std::string hash_;
};

// The first of three sorted lists' current streams; empty when all are at their end.
std::string FirstStream(const Cursor<ChainedRow>& rows, const Cursor<Head>& heads,
                        const Cursor<Head>& sealed) {
  std::string first;
  const auto consider = [&](const std::string& id) {
    if (first.empty() || id < first) first = id;
  };
  if (rows.current()) consider(rows.current()->row.stream_id);
  if (heads.current()) consider(heads.current()->stream_id);
  if (sealed.current()) consider(sealed.current()->stream_id);
  return first;
}

std::optional<Head> TakeIf(Cursor<Head>& heads, const std::string& stream_id) {
  if (!heads.current() || heads.current()->stream_id != stream_id) return std::nullopt;
  std::optional<Head> taken = heads.current();
  heads.Next();
  return taken;
}

// Adds the sealed heads to `tree`, all of them unless something is found.
Finding CheckTrail(db::Tx& tx, Trail trail, TrailCounts& counts, MerkleTree& tree) {
  Cursor<ChainedRow> rows = Rows(tx, trail);
  Cursor<Head> heads = Heads(tx, trail), sealed = SealedHeads(tx, trail);
  for (std::string id = FirstStream(rows, heads, sealed); !id.empty();
       id = FirstStream(rows, heads, sealed)) {
    ++counts.streams;
    std::optional<Head> head = TakeIf(heads, id), sealed_head = TakeIf(sealed, id);
    if (sealed_head) tree.Add(LeafHash(trail, *sealed_head));
    StreamCheck check(id, std::move(head), std::move(sealed_head));
    for (; rows.current() && rows.current()->row.stream_id == id; rows.Next()) {
      ++counts.rows;
      if (Finding finding = check.Next(*rows.current())) return finding;
    }
    if (Finding finding = check.End()) return finding;
  }
  return std::nullopt;
}

Finding CheckSeal(const std::string& service, const Seal& seal, const std::optional<Seal>& former,
                  auth::KeySet& keys) {
  const int64_t wanted = former ? former->seq + 1 : 1;
  if (seal.seq != wanted)
    return absl::StrCat("seal ", std::min(seal.seq, wanted),
                        seal.seq > wanted ? " is missing" : " was added");
  if (seal.previous_hash != (former ? SealHash(service, *former) : "")) {
    return absl::StrCat("seal ", seal.seq, " does not follow from the seal before it");
  }
  if (!keys.Verify(seal.key_id, SignedContent(service, seal), seal.signature)) {
    return absl::StrCat(
        "seal ", seal.seq,
        " was changed, or signed with another key than the seals' (its key: ", seal.key_id, ")");
  }
  return std::nullopt;
}

// Holds the lines of the anchor file against the seals as they pass.
class AnchorCheck {
 public:
  explicit AnchorCheck(AnchorReader& file) : file_(file), first_(file.FirstSeq()) {}

  Finding Next(const std::string& service, const Seal& seal) {
    if (first_ && seal.seq < *first_) return std::nullopt;  // in an older file that was put away
    const std::optional<std::string> line = file_.Next();
    const std::string expected = AnchorLine(service, seal);
    if (line == expected) return std::nullopt;
    if (line && !absl::StartsWith(expected, *line)) {
      return absl::StrCat("line ", file_.line(), " of the anchor file is not seal ", seal.seq,
                          " of the database");
    }
    // The file ends before this seal: right for the last one alone, whose line the next start
    // writes.
    if (lacks_) return absl::StrCat("the anchor file ends before seal ", *lacks_);
    lacks_ = seal.seq;
    return std::nullopt;
  }

  Finding End(std::vector<std::string>& notes) {
    if (file_.HasMore()) {
      return absl::StrCat("line ", file_.line() + 1,
                          " of the anchor file tells of a seal that the database lacks");
    }
    if (lacks_) {
      notes.push_back(absl::StrCat("the anchor file lacks the last seal, ", *lacks_,
                                   ": the next one adds it first"));
    }
    if (first_ && *first_ > 1) {
      notes.push_back(absl::StrCat("the anchor file begins with seal ", *first_,
                                   ": earlier ones are vouched for by their signatures"));
    }
    return std::nullopt;
  }

 private:
  AnchorReader& file_;
  const std::optional<int64_t> first_;
  std::optional<int64_t> lacks_;
};

}  // namespace

absl::StatusOr<Verdict> Verify(db::Pool& pool, const std::string& service,
                               const std::string& anchor_path, auth::KeySet& keys) try {
  Verdict verdict;
  absl::Status status =
      pool.Run(db::TxMode::kReadOnly, absl::InfiniteFuture(), [&](db::Tx& tx) -> absl::Status {
        verdict = {};
        // Opened, and its end noted, before the snapshot is taken: what it tells of by then, the
        // snapshot has. Read after it: every seal of the snapshot but the last has its line by
        // then, however many were made in between.
        absl::StatusOr<AnchorReader> file = AnchorReader::Open(anchor_path);
        if (!file.ok()) return file.status();
        UseOneSnapshot(tx);

        AnchorCheck anchor(*file);
        Finding in_seals, in_anchor;
        for (Cursor<Seal> seals = Seals(tx); seals.current(); seals.Next()) {
          const Seal& seal = *seals.current();
          ++verdict.seals;
          if (!in_seals) in_seals = CheckSeal(service, seal, verdict.last_seal, keys);
          if (!in_anchor && !anchor_path.empty()) in_anchor = anchor.Next(service, seal);
          verdict.last_seal = seal;
        }
        if (!in_anchor && !anchor_path.empty()) in_anchor = anchor.End(verdict.notes);

        MerkleTree sealed;
        bool rows_hold = true;
        for (const Trail trail : {Trail::kChanges, Trail::kLooks}) {
          TrailCounts& counts = trail == Trail::kChanges ? verdict.changes : verdict.looks;
          if (Finding finding = CheckTrail(tx, trail, counts, sealed)) {
            verdict.findings.push_back(absl::StrCat(Name(trail), ": ", *finding));
            rows_hold = false;
          }
        }
        if (in_seals) verdict.findings.push_back(*in_seals);
        if (in_anchor) verdict.findings.push_back(*in_anchor);
        if (!verdict.last_seal) {
          verdict.notes.push_back("there is no seal");
          if (sealed.leaves() > 0) verdict.findings.push_back("all seals are missing");
        } else if (rows_hold && (sealed.Root() != verdict.last_seal->root ||
                                 sealed.leaves() != verdict.last_seal->streams)) {
          verdict.findings.push_back(
              absl::StrCat("seal ", verdict.last_seal->seq,
                           " covers other heads than those recorded with it: a stream was changed, "
                           "removed or added behind it, or later seals are missing"));
        }
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  return verdict;
} catch (const std::exception& error) {  // a value that no service can have written
  return Error(absl::StatusCode::kDataLoss, "AUDIT_TRAIL_BROKEN",
               absl::StrCat("The audit trail cannot be read: ", error.what()),
               "감사 기록을 읽을 수 없습니다.");
}

}  // namespace sems::audit
