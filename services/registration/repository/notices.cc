#include "services/registration/repository/notices.h"

#include <optional>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/db/tx.h"
#include "common/values/absl_compat.h"
#include "services/registration/repository/names.h"

namespace sems::registration::repository {
namespace {

std::vector<NoticeRow> List(db::Tx& tx, std::string_view whose, const std::string& id,
                            const std::vector<std::string>& cursor, int limit) {
  const bool first = cursor.empty();
  const pqxx::result rows =
      tx.Exec(absl::StrCat("SELECT id, site_id, account_id, site_name, kind, noticed_at, reason,"
                           " array_to_string(changed_fields, ',') AS changed_fields,"
                           " noticed_at::text AS order_key FROM site_notice WHERE ",
                           ToAbsl(whose),
                           " AND ($2::timestamptz IS NULL"
                           " OR (noticed_at, id) < ($2::timestamptz, $3::uuid))"
                           " ORDER BY noticed_at DESC, id DESC LIMIT $4::int"),
              id, first ? std::nullopt : std::optional(cursor[0]),
              first ? std::nullopt : std::optional(cursor[1]), limit);
  std::vector<NoticeRow> notices;
  for (const pqxx::row& row : rows) {
    NoticeRow read;
    read.notice.id = db::ToText(row["id"]);
    read.notice.site_id = db::ToText(row["site_id"]);
    read.notice.account_id = db::ToText(row["account_id"]);
    read.notice.site_name = db::ToText(row["site_name"]);
    read.notice.kind = ChangeKindNamed(db::ToText(row["kind"]));
    read.notice.noticed_at = db::ToTime(row["noticed_at"]);
    read.notice.reason = db::ToText(row["reason"]);
    read.notice.changed_fields =
        absl::StrSplit(db::ToText(row["changed_fields"]), ',', absl::SkipEmpty());
    read.cursor = {db::ToText(row["order_key"]), read.notice.id};
    notices.push_back(std::move(read));
  }
  return notices;
}

}  // namespace

void AddNotices(db::Tx& tx, const std::vector<Notice>& notices) {
  if (notices.empty()) return;
  std::vector<std::string> ids;
  std::vector<std::string> sites;
  std::vector<std::optional<std::string>> accounts;
  std::vector<std::string> names;
  std::vector<std::string> kinds;
  std::vector<std::string> times;
  std::vector<std::string> fields;
  std::vector<std::string> reasons;
  for (const Notice& notice : notices) {
    ids.push_back(notice.id);
    sites.push_back(notice.site_id);
    accounts.push_back(notice.account_id.empty() ? std::nullopt
                                                 : std::optional<std::string>(notice.account_id));
    names.push_back(notice.site_name);
    kinds.emplace_back(NameOf(notice.kind));
    times.push_back(*db::ToParam(notice.noticed_at));
    fields.push_back(absl::StrJoin(notice.changed_fields, ","));
    reasons.push_back(notice.reason);
  }
  tx.Exec(R"(INSERT INTO site_notice (id, site_id, account_id, site_name, kind, noticed_at,
                                      changed_fields, reason)
             SELECT u.id, u.site_id, u.account_id, u.site_name, u.kind, u.noticed_at,
                    string_to_array(u.fields, ','), u.reason
             FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[],
                         $6::timestamptz[], $7::text[], $8::text[])
                  AS u (id, site_id, account_id, site_name, kind, noticed_at, fields, reason))",
          db::TextArray(ids), db::TextArray(sites), db::TextArray(accounts), db::TextArray(names),
          db::TextArray(kinds), db::TextArray(times), db::TextArray(fields),
          db::TextArray(reasons));
}

std::vector<NoticeRow> ListSiteNotices(const server::SiteScope& site, db::Tx& tx,
                                       const std::vector<std::string>& cursor, int limit) {
  return List(tx, "site_id = $1::uuid AND account_id IS NULL", site.site_id(), cursor, limit);
}

std::vector<NoticeRow> ListPersonalNotices(const server::Scope& scope, db::Tx& tx,
                                           const std::vector<std::string>& cursor, int limit) {
  return List(tx, "account_id = $1::uuid", scope.account_id(), cursor, limit);
}

}  // namespace sems::registration::repository
