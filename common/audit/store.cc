#include "common/audit/store.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace sems::audit {
namespace {

constexpr char kRowColumns[] =
    "r.stream_id, r.seq, r.hash, r.at, r.actor, r.actor_service, r.role, r.method, r.action, "
    "r.subject, r.detail, r.trace_id";
constexpr char kSealColumns[] = "seq, at, streams, root, previous_hash, key_id, signature";

const char* HeadTable(Trail trail) { return trail == Trail::kChanges ? "audit_head" : "look_head"; }
const char* RowTable(Trail trail) { return trail == Trail::kChanges ? "audit_row" : "look_row"; }

Head ReadHead(const pqxx::row& row) {
  return {db::ToText(row[0]), row[1].as<int64_t>(), db::ToBytes(row[2])};
}

ChainedRow ReadRow(const pqxx::row& row) {
  return {row[1].as<int64_t>(),
          db::ToBytes(row[2]),
          {.stream_id = db::ToText(row[0]),
           .at = db::ToTime(row[3]),
           .actor = db::ToText(row[4]),
           .actor_service = db::ToText(row[5]),
           .role = db::ToText(row[6]),
           .method = db::ToText(row[7]),
           .action = db::ToText(row[8]),
           .subject = db::ToText(row[9]),
           .detail = db::ToText(row[10]),
           .trace_id = db::ToText(row[11])}};
}

Seal ReadSeal(const pqxx::row& row) {
  return {.seq = row[0].as<int64_t>(),
          .at = db::ToTime(row[1]),
          .streams = row[2].as<int64_t>(),
          .root = db::ToBytes(row[3]),
          .previous_hash = db::ToBytes(row[4]),
          .key_id = db::ToText(row[5]),
          .signature = db::ToBytes(row[6])};
}

}  // namespace

void UseOneSnapshot(db::Tx& tx) {
  tx.work().exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
}

Cursor<Head> Heads(db::Tx& tx, Trail trail) {
  return {
      tx, absl::StrCat("heads_of_", Name(trail)),
      absl::StrCat("SELECT stream_id, seq, hash FROM ", HeadTable(trail), " ORDER BY stream_id"),
      ReadHead};
}

Cursor<Head> SealedHeads(db::Tx& tx, Trail trail) {
  return {tx, absl::StrCat("sealed_heads_of_", Name(trail)),
          absl::StrCat("SELECT stream_id, seq, hash FROM audit_sealed_head WHERE trail = '",
                       Name(trail), "' ORDER BY stream_id"),
          ReadHead};
}

Cursor<ChainedRow> Rows(db::Tx& tx, Trail trail) {
  return {tx, absl::StrCat("rows_of_", Name(trail)),
          absl::StrCat("SELECT ", kRowColumns, " FROM ", RowTable(trail),
                       " AS r ORDER BY r.stream_id, r.seq"),
          ReadRow};
}

Cursor<Seal> Seals(db::Tx& tx) {
  return {tx, "seals", absl::StrCat("SELECT ", kSealColumns, " FROM audit_seal ORDER BY seq"),
          ReadSeal};
}

std::optional<Seal> LastSeal(db::Tx& tx) {
  const pqxx::result rows =
      tx.Exec(absl::StrCat("SELECT ", kSealColumns, " FROM audit_seal ORDER BY seq DESC LIMIT 1"));
  if (rows.empty()) return std::nullopt;
  return ReadSeal(rows[0]);
}

void InsertSeal(db::Tx& tx, const Seal& seal) {
  tx.Exec(absl::StrCat("INSERT INTO audit_seal (", kSealColumns,
                       ") VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (seq) DO NOTHING"),
          seal.seq, seal.at, seal.streams, db::Bytes{seal.root}, db::Bytes{seal.previous_hash},
          seal.key_id, db::Bytes{seal.signature});
}

std::vector<ChainedRow> RowsSince(db::Tx& tx, Trail trail, const std::vector<Growth>& streams) {
  std::vector<std::string> ids;
  std::vector<int64_t> after, up_to;
  for (const Growth& stream : streams) {
    ids.push_back(stream.head.stream_id);
    after.push_back(stream.sealed.seq);
    up_to.push_back(stream.head.seq);
  }
  std::vector<ChainedRow> rows;
  for (const pqxx::row& row :
       tx.Exec(absl::StrCat(
                   "SELECT ", kRowColumns,
                   " FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS g (stream_id, after, "
                   "up_to) JOIN ",
                   RowTable(trail),
                   " AS r ON r.stream_id = g.stream_id AND r.seq > g.after AND r.seq <= g.up_to"
                   " ORDER BY r.stream_id, r.seq"),
               db::TextArray(ids), db::IntArray(after), db::IntArray(up_to))) {
    rows.push_back(ReadRow(row));
  }
  return rows;
}

void StoreSealedHeads(db::Tx& tx, Trail trail, const std::vector<Growth>& streams) {
  std::vector<std::string> ids, hashes;
  std::vector<int64_t> numbers;
  for (const Growth& stream : streams) {
    ids.push_back(stream.head.stream_id);
    numbers.push_back(stream.head.seq);
    hashes.push_back("\\x" + absl::BytesToHexString(stream.head.hash));
  }
  tx.Exec(
      R"(INSERT INTO audit_sealed_head (trail, stream_id, seq, hash)
         SELECT $1, * FROM unnest($2::uuid[], $3::bigint[], $4::bytea[])
         ON CONFLICT (trail, stream_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash)",
      Name(trail), db::TextArray(ids), db::IntArray(numbers), db::TextArray(hashes));
}

}  // namespace sems::audit
