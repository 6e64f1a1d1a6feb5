#include "common/server/idempotency.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <openssl/sha.h>

#include "common/db/tx.h"

namespace sems::server {

std::string HashRequest(const google::protobuf::Message& request) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    request.SerializeToCodedStream(&coded);
  }
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

Remembered Recall(db::Tx& tx, const IdempotencyKey& key, absl::Time now,
                  google::protobuf::Message& response) {
  const pqxx::result rows = tx.Exec(
      R"(SELECT request_hash, response FROM idempotency
         WHERE site_id = $1::uuid AND caller = $2 AND method = $3 AND request_id = $4 AND expires_at > $5
               AND response IS NOT NULL)",
      key.site_id, key.caller, key.method, key.request_id, now);
  if (rows.empty()) return Remembered::kNo;
  if (db::ToBytes(rows[0][0]) != key.request_hash) return Remembered::kOther;
  response.ParseFromString(db::ToBytes(rows[0][1]));
  return Remembered::kSame;
}

bool Take(db::Tx& tx, const IdempotencyKey& key, absl::Time now) {
  constexpr char kInsert[] =
      R"(INSERT INTO idempotency (site_id, caller, method, request_id, request_hash, expires_at)
         VALUES ($1::uuid, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING)";
  const auto insert = [&] {
    return tx.Exec(kInsert, key.site_id, key.caller, key.method, key.request_id,
                   db::Bytes{key.request_hash}, now + kRememberAnswers)
               .affected_rows() > 0;
  };
  if (insert()) return true;
  // An outlived answer makes room.
  tx.Exec(
      R"(DELETE FROM idempotency WHERE site_id = $1::uuid AND caller = $2 AND method = $3 AND request_id = $4
                                       AND expires_at <= $5)",
      key.site_id, key.caller, key.method, key.request_id, now);
  return insert();
}

void Remember(db::Tx& tx, const IdempotencyKey& key, const google::protobuf::Message& response) {
  tx.Exec(
      R"(UPDATE idempotency SET response = $5
         WHERE site_id = $1::uuid AND caller = $2 AND method = $3 AND request_id = $4)",
      key.site_id, key.caller, key.method, key.request_id, db::Bytes{response.SerializeAsString()});
}

void Forget(db::Tx& tx, const IdempotencyKey& key) {
  tx.Exec(
      "DELETE FROM idempotency WHERE site_id = $1::uuid AND caller = $2 AND method = $3 AND "
      "request_id = $4",
      key.site_id, key.caller, key.method, key.request_id);
}

int RemoveExpired(db::Tx& tx, absl::Time now) {
  return static_cast<int>(
      tx.Exec(R"(DELETE FROM idempotency WHERE (site_id, caller, method, request_id) IN
                   (SELECT site_id, caller, method, request_id FROM idempotency WHERE expires_at <= $1 LIMIT 1000))",
              now)
          .affected_rows());
}

}  // namespace sems::server
