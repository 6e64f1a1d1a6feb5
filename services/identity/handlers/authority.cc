#include "common/status/error.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"
#include "services/identity/repository/delegation.h"
#include "services/identity/repository/jurisdiction.h"

namespace sems::identity::handlers {
namespace {

constexpr int kMostNames = 1000;

void CheckId(const std::string& id, std::string_view field, FieldErrors& errors) {
  if (!IsUuid(id)) errors.Add(field, "FORMAT", "is no UUID", "UUID 형식이 아닙니다.");
}

absl::CivilDay CheckDay(const std::string& day, FieldErrors& errors) {
  const auto parsed = ParseDay(day);
  if (!parsed.has_value()) {
    errors.Add("on_date", "FORMAT", "is no day (YYYY-MM-DD)", "날짜(YYYY-MM-DD)가 아닙니다.");
  }
  return parsed.value_or(absl::CivilDay());
}

}  // namespace

absl::StatusOr<internal::v1::GetAuthorityResponse> GetAuthority(
    Deps& deps, server::Call& call, const internal::v1::GetAuthorityRequest& request) {
  FieldErrors errors;
  CheckId(request.account_id(), "account_id", errors);
  if (!errors.empty()) return errors.ToStatus();
  return call.Read<internal::v1::GetAuthorityResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<internal::v1::GetAuthorityResponse> {
        const std::optional<Authority> authority = FindAuthority(tx, request.account_id());
        if (!authority.has_value()) return AccountNotFound(request.account_id());
        internal::v1::GetAuthorityResponse response;
        response.set_role(ParseRole(authority->role));
        response.set_active(authority->active);
        for (const std::string& code : authority->district_codes) response.add_district_codes(code);
        response.set_organisation_id(authority->organisation_id);
        for (const std::string& role : authority->granted_roles) response.add_granted_roles(role);
        return response;
      });
}

absl::StatusOr<internal::v1::CheckDelegationResponse> CheckDelegation(
    Deps& deps, server::Call& call, const internal::v1::CheckDelegationRequest& request) {
  FieldErrors errors;
  CheckId(request.account_id(), "account_id", errors);
  CheckId(request.site_id(), "site_id", errors);
  const absl::CivilDay day = CheckDay(request.on_date(), errors);
  if (!errors.empty()) return errors.ToStatus();
  return call.Read<internal::v1::CheckDelegationResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<internal::v1::CheckDelegationResponse> {
        internal::v1::CheckDelegationResponse response;
        response.set_live(
            HoldsDelegation(call.SystemSite(request.site_id()), tx, request.account_id(), day));
        return response;
      });
}

absl::StatusOr<internal::v1::ListDelegatedSitesResponse> ListDelegatedSites(
    Deps& deps, server::Call& call, const internal::v1::ListDelegatedSitesRequest& request) {
  FieldErrors errors;
  CheckId(request.account_id(), "account_id", errors);
  const absl::CivilDay day = CheckDay(request.on_date(), errors);
  if (!errors.empty()) return errors.ToStatus();
  return call.Read<internal::v1::ListDelegatedSitesResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<internal::v1::ListDelegatedSitesResponse> {
        internal::v1::ListDelegatedSitesResponse response;
        for (const std::string& site_id : DelegatedSites(tx, request.account_id(), day)) {
          response.add_site_ids(site_id);
        }
        return response;
      });
}

absl::StatusOr<internal::v1::GetAccountNamesResponse> GetAccountNames(
    Deps& deps, server::Call& call, const internal::v1::GetAccountNamesRequest& request) {
  FieldErrors errors;
  if (request.account_ids_size() > kMostNames) {
    errors.Add("account_ids", "TOO_MANY", "at most 1,000",
               "한 번에 1,000개까지 조회할 수 있습니다.");
  }
  for (const std::string& id : request.account_ids()) CheckId(id, "account_ids", errors);
  if (!errors.empty()) return errors.ToStatus();
  const std::vector<std::string> ids(request.account_ids().begin(), request.account_ids().end());
  return call.Read<internal::v1::GetAccountNamesResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<internal::v1::GetAccountNamesResponse> {
        internal::v1::GetAccountNamesResponse response;
        for (const AccountName& name : FindNames(tx, ids)) {
          internal::v1::AccountName& proto = *response.add_names();
          proto.set_account_id(name.account_id);
          proto.set_login(name.login);
          proto.set_organisation_name(name.profile.organisation_name);
          proto.set_department(name.profile.department);
          proto.set_contact_name(name.profile.contact_name);
          proto.set_phone(name.profile.phone);
        }
        return response;
      });
}

}  // namespace sems::identity::handlers
