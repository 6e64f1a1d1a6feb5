#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/audit/chain.h"
#include "common/audit/cursor.h"
#include "common/audit/merkle.h"
#include "common/audit/seal.h"

// What sealing and verifying read and write. Both run in one REPEATABLE READ transaction, so that
// heads, rows and seals are of one moment while services keep writing.
namespace sems::audit {

// A row with its place in its stream.
struct ChainedRow {
  int64_t seq = 0;
  std::string hash;
  Row row;
};

// The transaction's first statement.
void UseOneSnapshot(db::Tx& tx);

// In the order of their stream, and number.
Cursor<Head> Heads(db::Tx& tx, Trail trail);
Cursor<Head> SealedHeads(db::Tx& tx, Trail trail);
Cursor<ChainedRow> Rows(db::Tx& tx, Trail trail);
Cursor<Seal> Seals(db::Tx& tx);

std::optional<Seal> LastSeal(db::Tx& tx);
// Another sealer's seal of that number that the snapshot does not show is a serialization failure.
void InsertSeal(db::Tx& tx, const Seal& seal);

// A stream since the last seal.
struct Growth {
  Head sealed;  // seq 0: the stream is new
  Head head;
};
// Their rows after the sealed head, up to the head, in order.
std::vector<ChainedRow> RowsSince(db::Tx& tx, Trail trail, const std::vector<Growth>& streams);
void StoreSealedHeads(db::Tx& tx, Trail trail, const std::vector<Growth>& streams);

}  // namespace sems::audit
