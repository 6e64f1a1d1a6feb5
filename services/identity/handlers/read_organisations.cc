#include "common/paging/page.h"
#include "common/status/error.h"
#include "common/values/business_number.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/organisation.h"

namespace sems::identity::handlers {
namespace {

constexpr size_t kCursorParts = 2;  // name, id

absl::Status OrganisationNotFound(std::string_view id) {
  return NotFound("organisation", "업체·기관", id);
}

// Which one a caller may look into: its own, or for administrators the one they name.
absl::StatusOr<std::string> Seen(server::Call& call, db::Tx& tx, const std::string& named) {
  if (call.caller().role == common::v1::ROLE_NIER_ADMIN) {
    if (!IsUuid(named) || !FindOrganisation(tx, named).has_value())
      return OrganisationNotFound(named);
    return named;
  }
  const std::optional<Membership> own = FindMembership(call.scope(), tx);
  if (!named.empty() && (!own.has_value() || own->organisation_id != named))
    return PermissionDenied();
  if (!own.has_value()) return NoOrganisation();
  return own->organisation_id;
}

}  // namespace

absl::StatusOr<v1::GetMyOrganisationResponse> GetMyOrganisation(
    Deps& deps, server::Call& call, const v1::GetMyOrganisationRequest& request) {
  return call.Read<v1::GetMyOrganisationResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::GetMyOrganisationResponse> {
        const std::optional<Membership> own = FindMembership(call.scope(), tx);
        if (!own.has_value()) return NoOrganisation();
        v1::GetMyOrganisationResponse response;
        *response.mutable_organisation() = ToProto(*FindOrganisation(tx, own->organisation_id));
        response.set_owner(own->owner);
        return response;
      });
}

absl::StatusOr<v1::GetOrganisationResponse> GetOrganisation(
    Deps& deps, server::Call& call, const v1::GetOrganisationRequest& request) {
  const absl::Status missing = OrganisationNotFound(request.organisation_id());
  if (!IsUuid(request.organisation_id())) return missing;
  return call.Read<v1::GetOrganisationResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::GetOrganisationResponse> {
        const std::optional<OrganisationRow> found =
            FindOrganisation(tx, request.organisation_id());
        if (!found.has_value()) return missing;
        v1::GetOrganisationResponse response;
        *response.mutable_organisation() = ToProto(*found);
        return response;
      });
}

absl::StatusOr<v1::ListOrganisationsResponse> ListOrganisations(
    Deps& deps, server::Call& call, const v1::ListOrganisationsRequest& request) {
  FieldErrors errors;
  std::string business_number;
  if (!request.business_number().empty()) {
    if (const auto number = NormalizeBusinessNumber(request.business_number())) {
      business_number = *number;
    } else {
      errors.Add("business_number", "FORMAT", "is no business number of ten digits",
                 "사업자등록번호(10자리)가 아닙니다.");
    }
  }
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, kCursorParts);
  if (!page.ok()) return page.status();
  std::optional<OrganisationCursor> after;
  if (!page->IsFirst()) {
    if (!IsUuid(page->cursor[1])) {
      errors.Add("page_token", "INVALID_PAGE_TOKEN", "is not a token of this list",
                 "이 목록의 페이지 토큰이 아닙니다.");
      return errors.ToStatus();
    }
    after = OrganisationCursor{page->cursor[0], page->cursor[1]};
  }
  return call.Read<v1::ListOrganisationsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListOrganisationsResponse> {
        std::vector<OrganisationRow> rows =
            ListOrganisationRows(call.scope(), tx, business_number, after, page->size);
        v1::ListOrganisationsResponse response;
        if (rows.size() > static_cast<size_t>(page->size)) {
          rows.pop_back();
          response.set_next_page_token(
              page->NextToken({rows.back().facts.name, rows.back().organisation_id}));
        }
        for (const OrganisationRow& row : rows) *response.add_organisations() = ToProto(row);
        return response;
      });
}

absl::StatusOr<v1::ListMembersResponse> ListMembers(Deps& deps, server::Call& call,
                                                    const v1::ListMembersRequest& request) {
  return call.Read<v1::ListMembersResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListMembersResponse> {
        const absl::StatusOr<std::string> organisation_id =
            Seen(call, tx, request.organisation_id());
        if (!organisation_id.ok()) return organisation_id.status();
        v1::ListMembersResponse response;
        for (const MemberRow& row : MembersOf(tx, *organisation_id)) {
          v1::OrganisationMember& member = *response.add_members();
          member.set_account_id(row.account_id);
          member.set_login(row.login);
          member.set_owner(row.owner);
          *member.mutable_joined_at() = ToTimestamp(row.joined_at);
        }
        return response;
      });
}

}  // namespace sems::identity::handlers
