#pragma once

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "google/protobuf/message.h"

namespace sems::db {
class Tx;
}

namespace sems::server {

// Answers are remembered for a day under who asked, what and with which request_id (AIP-155).
inline constexpr absl::Duration kRememberAnswers = absl::Hours(24);

struct IdempotencyKey {
  std::string site_id;  // nil UUID for calls without a site; reuse is seen within a site only
  std::string caller;
  std::string method;
  std::string request_id;
  std::string request_hash;  // SHA-256 of the request
};

std::string HashRequest(const google::protobuf::Message& request);

enum class Remembered { kNo, kSame, kOther };

// What is remembered under the key; fills `response` for kSame.
Remembered Recall(db::Tx& tx, const IdempotencyKey& key, absl::Time now,
                  google::protobuf::Message& response);

// Takes the key for the open transaction; another transaction that holds it is waited for. False
// when there is an answer under it already (see Recall).
bool Take(db::Tx& tx, const IdempotencyKey& key, absl::Time now);
void Remember(db::Tx& tx, const IdempotencyKey& key, const google::protobuf::Message& response);
void Forget(db::Tx& tx, const IdempotencyKey& key);

// Removes at most a thousand outlived answers; returns how many.
int RemoveExpired(db::Tx& tx, absl::Time now);

}  // namespace sems::server
