#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "common/server/scope.h"

namespace sems::db {
class Tx;
}

namespace sems::ieps {

struct SiteCodeRow {
  std::string code;
  std::int64_t version = 0;
  absl::Time set_at;
  std::string set_by;
};

std::optional<SiteCodeRow> FindSiteCode(const server::SiteScope& site, db::Tx& tx);
std::optional<SiteCodeRow> LockSiteCode(const server::SiteScope& site, db::Tx& tx);
// False when another code came first.
bool InsertSiteCode(const server::SiteScope& site, db::Tx& tx, const SiteCodeRow& row);
// Keeps `former` in the history.
void ReplaceSiteCode(const server::SiteScope& site, db::Tx& tx, const SiteCodeRow& former,
                     const SiteCodeRow& row);

}  // namespace sems::ieps
