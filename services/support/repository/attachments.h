#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "common/db/tx.h"
#include "common/server/scope.h"

namespace sems::support::repository {

struct Attachment {
  std::string id;
  std::string site_id;          // empty: not a site's
  std::string organisation_id;  // empty: not an organisation's
  std::string uploaded_by;
  std::string file_name;
  std::string media_type;
  std::int64_t size_bytes = 0;
  std::string sha256;  // 32 bytes
  absl::Time uploaded_at;
  bool linked = false;
};

// Whose room it takes: the site's, the organisation's, or the uploader's.
const std::string& OwnerOf(const Attachment& attachment);

// Takes the room; false when the owner would have more than `limit` bytes.
bool TakeRoom(db::Tx& tx, const std::string& owner_id, std::int64_t bytes, std::int64_t limit);
void GiveRoomBack(db::Tx& tx, const std::string& owner_id, std::int64_t bytes);

void Insert(db::Tx& tx, const Attachment& attachment, std::string_view bytes);
void Delete(db::Tx& tx, const std::string& attachment_id);

// Whatever is stored under the id, whoever owns it: the handler holds it against the caller's
// scope. `lock`: until the transaction ends.
std::optional<Attachment> Find(db::Tx& tx, const server::Scope& scope, const std::string& id,
                               bool lock = false);

struct Filter {
  std::string site_id;  // empty: the caller's own
};
// Latest first; one more than `limit` when there is a next page. `after`: the id before.
std::vector<Attachment> List(db::Tx& tx, const server::Scope& scope, const Filter& filter,
                             const std::string& after, int limit);

inline constexpr std::int64_t kPieceBytes = 1 << 20;
// The n-th piece, from 0; empty behind the last.
std::string Piece(db::Tx& tx, const std::string& attachment_id, int number);

// A case that holds a file: whose its subject is, and where.
struct CaseLink {
  std::string case_id;
  std::string service;
  std::string site_id;
  std::string organisation_id;
  std::string district_code;
  std::vector<std::string> role_ids;     // statutory roles of the case
  std::vector<std::string> account_ids;  // named in it
};
// False when the case held it already.
bool Link(db::Tx& tx, const std::string& attachment_id, const CaseLink& link, absl::Time now);
std::vector<CaseLink> LinksOf(db::Tx& tx, const std::string& attachment_id);
// How many files of the case have other readers by it.
int SetReaders(db::Tx& tx, const CaseLink& link);
bool Unlink(db::Tx& tx, const std::string& attachment_id, const std::string& case_id,
            const std::string& service);

}  // namespace sems::support::repository
