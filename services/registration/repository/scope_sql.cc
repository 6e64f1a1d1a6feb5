#include "services/registration/repository/scope_sql.h"

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"

namespace sems::registration::repository {
namespace {

// Gives the parameters a type where the condition has no use for them.
constexpr std::string_view kParameters =
    "($1::uuid IS NULL OR TRUE) AND ($2::text[] IS NULL OR TRUE) AND ";

std::string InJurisdiction(std::string_view alias) {
  return absl::StrCat(ToAbsl(kParameters), ToAbsl(alias), ".district_code = ANY ($2::text[])");
}

}  // namespace

std::optional<std::string> ScopeAccount(const server::Scope& scope) {
  if (scope.account_id().empty()) return std::nullopt;
  return scope.account_id();
}

db::Array ScopeDistricts(const server::Scope& scope) {
  return db::TextArray(scope.district_codes());
}

std::string ApplicationInScope(const server::Scope& scope, std::string_view alias) {
  switch (scope.kind()) {
    case server::Scope::Kind::kAccount:
    case server::Scope::Kind::kSites:
      return absl::StrCat(ToAbsl(kParameters), ToAbsl(alias), ".applicant_account_id = $1::uuid");
    case server::Scope::Kind::kJurisdiction:
      return InJurisdiction(alias);
    case server::Scope::Kind::kNation:
      return absl::StrCat(ToAbsl(kParameters), "TRUE");
    default:
      return absl::StrCat(ToAbsl(kParameters), "FALSE");
  }
}

std::string SiteInScope(const server::Scope& scope, std::string_view alias) {
  switch (scope.kind()) {
    case server::Scope::Kind::kAccount:
    case server::Scope::Kind::kSites:
      return absl::StrCat(
          ToAbsl(kParameters),
          "EXISTS (SELECT FROM operator_term own WHERE own.site_id = ", ToAbsl(alias),
          ".id AND own.account_id = $1::uuid AND own.until IS NULL)");
    case server::Scope::Kind::kJurisdiction:
      return InJurisdiction(alias);
    case server::Scope::Kind::kNation:
      return absl::StrCat(ToAbsl(kParameters), "TRUE");
    default:
      return absl::StrCat(ToAbsl(kParameters), "FALSE");
  }
}

}  // namespace sems::registration::repository
