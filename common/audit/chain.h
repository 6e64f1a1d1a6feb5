#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"

namespace sems::db {
class Tx;
}

namespace sems::audit {

// One row of an audit trail.
struct Row {
  std::string stream_id;  // UUID
  absl::Time at;          // to the microsecond, as PostgreSQL keeps it
  std::string actor;
  std::string actor_service;
  std::string role;
  std::string method;
  std::string action;
  std::string subject;
  std::string detail;
  std::string trace_id;
};

enum class Trail { kChanges, kLooks };
inline const char* Name(Trail trail) { return trail == Trail::kChanges ? "changes" : "looks"; }

// What a row's hash covers beside the hash before it: every column but the number, each with its
// length, so that no two rows share a form.
std::string CanonicalContent(const Row& row);

// The hash of a row that follows one with the hash `previous` (empty: the stream's first row).
std::string ChainHash(std::string_view previous, const Row& row);

// Takes the stream's next number, chains the row and stores it: one statement, which locks the
// stream's head. Called last in a transaction, for several streams in the order of their ids.
void Append(db::Tx& tx, Trail trail, const Row& row);

// The same for many rows, sorted by their stream; those of one stream are chained in their order.
// A fixed number of statements, however many rows.
void AppendAll(db::Tx& tx, Trail trail, const std::vector<Row>& rows);

// The numbered stream for rows without a subject: one of 64, chosen by `key`.
std::string NumberedStream(const std::string& key);

}  // namespace sems::audit
