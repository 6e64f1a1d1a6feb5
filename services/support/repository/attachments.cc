#include "services/support/repository/attachments.h"

#include <algorithm>

#include "absl/strings/str_split.h"

namespace sems::support::repository {
namespace {

constexpr char kColumns[] =
    "SELECT a.attachment_id, coalesce(a.site_id::text, ''), coalesce(a.organisation_id::text, ''), "
    "a.uploaded_by, a.file_name, a.media_type, a.size_bytes, a.sha256, a.uploaded_at, "
    "EXISTS (SELECT FROM attachment_link l WHERE l.attachment_id = a.attachment_id) "
    "FROM attachment a ";

Attachment Read(const pqxx::row& row) {
  return {db::ToText(row[0]), db::ToText(row[1]), db::ToText(row[2]),        db::ToText(row[3]),
          db::ToText(row[4]), db::ToText(row[5]), row[6].as<std::int64_t>(), db::ToBytes(row[7]),
          db::ToTime(row[8]), row[9].as<bool>()};
}

std::optional<std::string> OrNull(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

}  // namespace

const std::string& OwnerOf(const Attachment& attachment) {
  if (!attachment.site_id.empty()) return attachment.site_id;
  if (!attachment.organisation_id.empty()) return attachment.organisation_id;
  return attachment.uploaded_by;
}

bool TakeRoom(db::Tx& tx, const std::string& owner_id, std::int64_t bytes, std::int64_t limit) {
  return tx.Exec(
               R"(INSERT INTO attachment_room AS r (owner_id, size_bytes) VALUES ($1, $2)
                  ON CONFLICT (owner_id) DO UPDATE SET size_bytes = r.size_bytes + $2
                  RETURNING size_bytes)",
               owner_id, bytes)[0][0]
             .as<std::int64_t>() <= limit;
}

void GiveRoomBack(db::Tx& tx, const std::string& owner_id, std::int64_t bytes) {
  tx.Exec("UPDATE attachment_room SET size_bytes = size_bytes - $2 WHERE owner_id = $1", owner_id,
          bytes);
}

void Insert(db::Tx& tx, const Attachment& attachment, std::string_view bytes) {
  tx.Exec(
      R"(INSERT INTO attachment (attachment_id, site_id, organisation_id, uploaded_by, file_name, media_type,
                                 size_bytes, sha256, uploaded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))",
      attachment.id, OrNull(attachment.site_id), OrNull(attachment.organisation_id),
      attachment.uploaded_by, attachment.file_name, attachment.media_type, attachment.size_bytes,
      db::Bytes{attachment.sha256}, attachment.uploaded_at);
  for (int number = 0; !bytes.empty(); ++number) {
    const std::string_view piece = bytes.substr(0, static_cast<size_t>(kPieceBytes));
    tx.Exec("INSERT INTO attachment_piece (attachment_id, number, bytes) VALUES ($1, $2, $3)",
            attachment.id, number, db::Bytes{std::string(piece)});
    bytes.remove_prefix(piece.size());
  }
}

void Delete(db::Tx& tx, const std::string& attachment_id) {
  tx.Exec("DELETE FROM attachment WHERE attachment_id = $1", attachment_id);
}

std::optional<Attachment> Find(db::Tx& tx, const server::Scope&, const std::string& id, bool lock) {
  const pqxx::result rows = tx.Exec(
      std::string(kColumns) + "WHERE a.attachment_id = $1" + (lock ? " FOR UPDATE OF a" : ""), id);
  if (rows.empty()) return std::nullopt;
  return Read(rows[0]);
}

std::vector<Attachment> List(db::Tx& tx, const server::Scope& scope, const Filter& filter,
                             const std::string& after, int limit) {
  std::string where = "WHERE a.uploaded_by = $1 AND a.site_id IS NULL";
  std::string owner = scope.account_id();
  if (!filter.site_id.empty()) {
    where = "WHERE a.site_id = $1";
    owner = filter.site_id;
  } else if (scope.kind() == server::Scope::Kind::kOrganisation) {
    where = "WHERE a.organisation_id = $1";
    owner = scope.organisation_id();
  }
  std::vector<Attachment> found;
  for (const pqxx::row& row : tx.Exec(std::string(kColumns) + where +
                                          " AND ($2::uuid IS NULL OR a.attachment_id < $2) "
                                          "ORDER BY a.attachment_id DESC LIMIT $3",
                                      owner, OrNull(after), limit)) {
    found.push_back(Read(row));
  }
  return found;
}

std::string Piece(db::Tx& tx, const std::string& attachment_id, int number) {
  const pqxx::result rows =
      tx.Exec("SELECT bytes FROM attachment_piece WHERE attachment_id = $1 AND number = $2",
              attachment_id, number);
  return rows.empty() ? std::string() : db::ToBytes(rows[0][0]);
}

bool Link(db::Tx& tx, const std::string& attachment_id, const CaseLink& link, absl::Time now) {
  return tx.Exec(
               R"(INSERT INTO attachment_link (attachment_id, case_id, service, linked_at, site_id, organisation_id,
                                               district_code, role_ids, account_ids)
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text[], $9::uuid[])
                  ON CONFLICT (attachment_id, case_id) DO NOTHING)",
               attachment_id, link.case_id, link.service, now, OrNull(link.site_id),
               OrNull(link.organisation_id), link.district_code, db::TextArray(link.role_ids),
               db::TextArray(link.account_ids))
             .affected_rows() > 0;
}

int SetReaders(db::Tx& tx, const CaseLink& link) {
  return static_cast<int>(
      tx.Exec(R"(UPDATE attachment_link SET role_ids = $3::text[], account_ids = $4::uuid[]
                 WHERE case_id = $1 AND service = $2
                   AND (role_ids, account_ids) IS DISTINCT FROM ($3::text[], $4::uuid[]))",
              link.case_id, link.service, db::TextArray(link.role_ids),
              db::TextArray(link.account_ids))
          .affected_rows());
}

std::vector<CaseLink> LinksOf(db::Tx& tx, const std::string& attachment_id) {
  std::vector<CaseLink> links;
  for (const pqxx::row& row : tx.Exec("SELECT case_id, service, coalesce(site_id::text, ''), "
                                      "coalesce(organisation_id::text, ''), district_code, "
                                      "array_to_string(role_ids, ' '), "
                                      "array_to_string(account_ids, ' ') "
                                      "FROM attachment_link WHERE attachment_id = $1 LIMIT 100",
                                      attachment_id)) {
    links.push_back({db::ToText(row[0]), db::ToText(row[1]), db::ToText(row[2]), db::ToText(row[3]),
                     db::ToText(row[4]), absl::StrSplit(db::ToText(row[5]), ' ', absl::SkipEmpty()),
                     absl::StrSplit(db::ToText(row[6]), ' ', absl::SkipEmpty())});
  }
  return links;
}

bool Unlink(db::Tx& tx, const std::string& attachment_id, const std::string& case_id,
            const std::string& service) {
  return tx.Exec(
               "DELETE FROM attachment_link WHERE attachment_id = $1 AND case_id = $2 AND service "
               "= $3",
               attachment_id, case_id, service)
             .affected_rows() > 0;
}

}  // namespace sems::support::repository
