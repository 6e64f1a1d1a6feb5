#include "common/audit/chain.h"

#include <algorithm>

#include "absl/strings/ascii.h"
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

std::string NumberedStream(const std::string& key) {
  const auto first = static_cast<unsigned char>(Sha256({key})[0]);
  return absl::StrFormat("00000000-0000-0000-0000-%012d", first % kNumberedStreams);
}

}  // namespace sems::audit
