#include "common/audit/chain.h"

#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/audit/digest.h"
#include "common/db/tx.h"

namespace sems::audit {
namespace {

constexpr int kNumberedStreams = 64;

void AppendField(std::string& out, const std::string& value) {
  absl::StrAppend(&out, value.size(), ":", value, ",");
}

constexpr char kAppendChange[] = R"(
WITH head AS (
    INSERT INTO audit_head AS h (stream_id, seq, hash) VALUES ($1, 1, sha256($2::bytea))
    ON CONFLICT (stream_id) DO UPDATE SET seq = h.seq + 1, hash = sha256(h.hash || $2::bytea)
    RETURNING seq, hash)
INSERT INTO audit_row (stream_id, seq, at, actor, actor_service, role, method, action, subject, detail, trace_id, hash)
SELECT $1, seq, $3, $4, $5, $6, $7, $8, $9, $10, $11, hash FROM head)";

constexpr char kAppendLook[] = R"(
WITH head AS (
    INSERT INTO look_head AS h (stream_id, seq, hash) VALUES ($1, 1, sha256($2::bytea))
    ON CONFLICT (stream_id) DO UPDATE SET seq = h.seq + 1, hash = sha256(h.hash || $2::bytea)
    RETURNING seq, hash)
INSERT INTO look_row (stream_id, seq, at, actor, actor_service, role, method, action, subject, detail, trace_id, hash)
SELECT $1, seq, $3, $4, $5, $6, $7, $8, $9, $10, $11, hash FROM head)";

// From here on one statement for all rows is cheaper than one a row.
constexpr size_t kFewRows = 4;

const char* HeadTable(Trail trail) { return trail == Trail::kChanges ? "audit_head" : "look_head"; }
const char* RowTable(Trail trail) { return trail == Trail::kChanges ? "audit_row" : "look_row"; }

std::string Hex(const std::string& bytes) {
  return absl::StrCat("\\x", absl::BytesToHexString(bytes));
}

struct HeadState {
  int64_t seq = 0;
  std::string hash;
};

// The heads of the streams, made where there are none, locked in the order of their ids.
std::map<std::string, HeadState> LockHeads(db::Tx& tx, Trail trail,
                                           const std::vector<std::string>& streams) {
  tx.Exec(
      absl::StrCat("INSERT INTO ", HeadTable(trail),
                   " (stream_id, seq, hash) SELECT s, 0, ''::bytea FROM unnest($1::uuid[]) AS s "
                   "ORDER BY s ON CONFLICT (stream_id) DO NOTHING"),
      db::TextArray(streams));
  std::map<std::string, HeadState> heads;
  for (const pqxx::row& row :
       tx.Exec(absl::StrCat("SELECT stream_id, seq, hash FROM ", HeadTable(trail),
                            " WHERE stream_id = ANY($1::uuid[]) ORDER BY stream_id FOR UPDATE"),
               db::TextArray(streams))) {
    heads[db::ToText(row[0])] = {row[1].as<int64_t>(), db::ToBytes(row[2])};
  }
  return heads;
}

// The row as it will be read back, which is what its hash has to cover: PostgreSQL writes UUIDs in
// lower case, and a text ends at its first NUL on the way there.
Row AsStored(Row row) {
  absl::AsciiStrToLower(&row.stream_id);
  for (std::string* field : {&row.actor, &row.actor_service, &row.role, &row.method, &row.action,
                             &row.subject, &row.detail, &row.trace_id}) {
    std::replace(field->begin(), field->end(), '\0', ' ');
  }
  return row;
}

}  // namespace

std::string CanonicalContent(const Row& row) {
  std::string out;
  AppendField(out, row.stream_id);
  AppendField(out, absl::StrCat(absl::ToUnixMicros(row.at)));
  for (const std::string* field : {&row.actor, &row.actor_service, &row.role, &row.method,
                                   &row.action, &row.subject, &row.detail, &row.trace_id}) {
    AppendField(out, *field);
  }
  return out;
}

std::string ChainHash(std::string_view previous, const Row& row) {
  return Sha256({previous, CanonicalContent(row)});
}

void Append(db::Tx& tx, Trail trail, const Row& given) {
  const Row row = AsStored(given);
  tx.Exec(trail == Trail::kChanges ? kAppendChange : kAppendLook, row.stream_id,
          db::Bytes{CanonicalContent(row)}, row.at, row.actor, row.actor_service, row.role,
          row.method, row.action, row.subject, row.detail, row.trace_id);
}

void AppendAll(db::Tx& tx, Trail trail, const std::vector<Row>& given) {
  if (given.size() < kFewRows) {
    for (const Row& row : given) Append(tx, trail, row);
    return;
  }
  std::vector<Row> rows;
  std::vector<std::string> streams;
  for (const Row& row : given) {
    rows.push_back(AsStored(row));
    if (streams.empty() || streams.back() != rows.back().stream_id)
      streams.push_back(rows.back().stream_id);
  }
  std::map<std::string, HeadState> heads = LockHeads(tx, trail, streams);
  std::vector<std::string> ids, times, actors, services, roles, methods, actions, subjects, details,
      traces, hashes;
  std::vector<int64_t> numbers;
  for (const Row& row : rows) {
    HeadState& head = heads[row.stream_id];
    ++head.seq;
    head.hash = ChainHash(head.hash, row);
    ids.push_back(row.stream_id);
    numbers.push_back(head.seq);
    times.push_back(absl::FormatTime(absl::RFC3339_full, row.at, absl::UTCTimeZone()));
    actors.push_back(row.actor);
    services.push_back(row.actor_service);
    roles.push_back(row.role);
    methods.push_back(row.method);
    actions.push_back(row.action);
    subjects.push_back(row.subject);
    details.push_back(row.detail);
    traces.push_back(row.trace_id);
    hashes.push_back(Hex(head.hash));
  }
  tx.Exec(absl::StrCat("INSERT INTO ", RowTable(trail),
                       " (stream_id, seq, at, actor, actor_service, role, method, action, subject, "
                       "detail, trace_id, hash) SELECT * FROM unnest($1::uuid[], $2::bigint[], "
                       "$3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], "
                       "$8::text[], $9::text[], $10::text[], $11::text[], $12::bytea[])"),
          db::TextArray(ids), db::IntArray(numbers), db::TextArray(times), db::TextArray(actors),
          db::TextArray(services), db::TextArray(roles), db::TextArray(methods),
          db::TextArray(actions), db::TextArray(subjects), db::TextArray(details),
          db::TextArray(traces), db::TextArray(hashes));
  std::vector<std::string> moved, head_hashes;
  std::vector<int64_t> head_numbers;
  for (const auto& [stream, head] : heads) {
    moved.push_back(stream);
    head_numbers.push_back(head.seq);
    head_hashes.push_back(Hex(head.hash));
  }
  tx.Exec(absl::StrCat("UPDATE ", HeadTable(trail),
                       " AS h SET seq = m.seq, hash = m.hash FROM unnest($1::uuid[], $2::bigint[], "
                       "$3::bytea[]) AS m(stream_id, seq, hash) WHERE h.stream_id = m.stream_id"),
          db::TextArray(moved), db::IntArray(head_numbers), db::TextArray(head_hashes));
}

std::string NumberedStream(const std::string& key) {
  const auto first = static_cast<unsigned char>(Sha256({key})[0]);
  return absl::StrFormat("00000000-0000-0000-0000-%012d", first % kNumberedStreams);
}

}  // namespace sems::audit
