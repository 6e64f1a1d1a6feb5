#include "common/audit/chain.h"

#include <openssl/sha.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/db/tx.h"

namespace sems::audit {
namespace {

constexpr int kNumberedStreams = 64;

void AppendField(std::string& out, const std::string& value) { absl::StrAppend(&out, value.size(), ":", value, ","); }

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

}  // namespace

std::string CanonicalContent(const Row& row) {
  std::string out;
  AppendField(out, row.stream_id);
  AppendField(out, absl::StrCat(absl::ToUnixMicros(row.at)));
  for (const std::string* field : {&row.actor, &row.actor_service, &row.role, &row.method, &row.action, &row.subject,
                                   &row.detail, &row.trace_id}) {
    AppendField(out, *field);
  }
  return out;
}

void Append(db::Tx& tx, Trail trail, const Row& row) {
  tx.Exec(trail == Trail::kChanges ? kAppendChange : kAppendLook, row.stream_id, db::Bytes{CanonicalContent(row)}, row.at,
          row.actor, row.actor_service, row.role, row.method, row.action, row.subject, row.detail, row.trace_id);
}

std::string NumberedStream(const std::string& key) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(key.data()), key.size(), digest);
  return absl::StrFormat("00000000-0000-0000-0000-%012d", digest[0] % kNumberedStreams);
}

}  // namespace sems::audit
