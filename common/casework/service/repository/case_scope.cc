#include "common/casework/service/repository/case_scope.h"

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"

namespace sems::casework::repository {
namespace {

using server::Scope;

std::optional<std::string> OrNull(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

SightParams::SightParams(const Sight& sight)
    : account(OrNull(sight.scope.account_id())),
      organisation(OrNull(sight.scope.organisation_id())),
      districts(db::TextArray(sight.scope.district_codes())),
      procedures(sight.procedures ? std::optional(db::TextArray(*sight.procedures))
                                  : std::nullopt) {}

std::string CaseInSight(const Sight& sight, std::string_view alias) {
  const auto c = ToAbsl(alias);
  const std::string of_its_procedures =
      sight.procedures ? absl::StrCat(" AND ", c, ".procedure = ANY ($4::text[])") : "";
  std::string condition;
  switch (sight.scope.kind()) {
    case Scope::Kind::kSites:
      condition = absl::StrCat("EXISTS (SELECT FROM site_operator mine WHERE mine.site_id = ", c,
                               ".site_id AND mine.account_id = $1::uuid)");
      break;
    case Scope::Kind::kOrganisation:
      condition = absl::StrCat("(", c,
                               ".organisation_id = $2::uuid OR EXISTS (SELECT FROM case_body named "
                               "WHERE named.case_id = ",
                               c, ".case_id AND named.organisation_id = $2::uuid))");
      break;
    case Scope::Kind::kJurisdiction:
      condition = absl::StrCat(c, ".district_code = ANY ($3::text[])", of_its_procedures);
      break;
    case Scope::Kind::kNation:
    case Scope::Kind::kSystem:
      condition = absl::StrCat("TRUE", of_its_procedures);
      break;
    default:
      condition = "FALSE";
  }
  if (!sight.where_named) return condition;
  return absl::StrCat("(", condition,
                      " OR EXISTS (SELECT FROM case_body named WHERE named.case_id = ", c,
                      ".case_id AND named.account_id = $1::uuid))");
}

}  // namespace sems::casework::repository
