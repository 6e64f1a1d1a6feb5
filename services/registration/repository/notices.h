#pragma once

#include <string>
#include <vector>

#include "common/server/scope.h"
#include "services/registration/domain/site.h"

namespace sems::db {
class Tx;
}

namespace sems::registration::repository {

void AddNotices(db::Tx& tx, const std::vector<Notice>& notices);

struct NoticeRow {
  Notice notice;
  std::vector<std::string> cursor;
};
inline constexpr int kNoticeCursorSize = 2;

// What the site was told, newest first.
std::vector<NoticeRow> ListSiteNotices(const server::SiteScope& site, db::Tx& tx,
                                       const std::vector<std::string>& cursor, int limit);
// What the account of the scope was told in person, newest first.
std::vector<NoticeRow> ListPersonalNotices(const server::Scope& scope, db::Tx& tx,
                                           const std::vector<std::string>& cursor, int limit);

}  // namespace sems::registration::repository
