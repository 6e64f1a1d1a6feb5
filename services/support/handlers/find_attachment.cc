#include "services/support/handlers/find_attachment.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "common/status/error.h"
#include "common/values/uuid.h"

namespace sems::support::handlers {
namespace {

// Of the organisation the caller acts for, or of a site it sees.
bool SeesOwner(server::Call& call, const std::string& site_id, const std::string& organisation_id) {
  if (!organisation_id.empty() && organisation_id == call.scope().organisation_id()) return true;
  return !site_id.empty() && call.Site(site_id).ok();
}

// A partner system's districts say where its roles are good, not whose files it reads.
bool SeesAsPartner(server::Call& call, const repository::CaseLink& link) {
  const auto holds = [](const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  if (holds(link.account_ids, call.caller().account_id)) return true;
  const std::vector<std::string>& granted = call.scope().granted_roles();
  return call.scope().CoversDistrict(link.district_code) &&
         std::any_of(granted.begin(), granted.end(),
                     [&](const std::string& role) { return holds(link.role_ids, role); });
}

}  // namespace

absl::StatusOr<repository::Attachment> FindInScope(server::Call& call, const std::string& id) {
  if (!IsUuid(id)) {
    FieldErrors errors;
    errors.Add("attachment_id", "NOT_AN_ID", "must be the id of an attachment",
               "첨부파일 식별자가 올바르지 않습니다.");
    return errors.ToStatus();
  }
  using Found = std::optional<repository::Attachment>;
  absl::StatusOr<Found> read = call.Read<Found>(
      [&](db::Tx& tx) -> absl::StatusOr<Found> { return repository::Find(tx, call.scope(), id); });
  if (!read.ok()) return read.status();
  const Found& found = *read;
  if (!found) {
    return call.scope().kind() == server::Scope::Kind::kNation
               ? NotFound("attachment", "첨부파일", id)
               : PermissionDenied();
  }
  const bool own = found->uploaded_by == call.caller().account_id;
  const bool nation = call.scope().kind() == server::Scope::Kind::kNation;
  const bool partner = call.caller().role == common::v1::ROLE_PARTNER_SYSTEM;
  if (own || nation || (!partner && SeesOwner(call, found->site_id, found->organisation_id)))
    return *found;
  if (!found->linked) return PermissionDenied();
  using Links = std::vector<repository::CaseLink>;
  const absl::StatusOr<Links> links = call.Read<Links>(
      [&](db::Tx& tx) -> absl::StatusOr<Links> { return repository::LinksOf(tx, found->id); });
  if (!links.ok()) return links.status();
  const bool by_a_case =
      std::any_of(links->begin(), links->end(), [&](const repository::CaseLink& link) {
        if (partner) return SeesAsPartner(call, link);
        return (call.scope().kind() == server::Scope::Kind::kJurisdiction &&
                call.scope().CoversDistrict(link.district_code)) ||
               SeesOwner(call, link.site_id, link.organisation_id);
      });
  if (!by_a_case) return PermissionDenied();
  return *found;
}

}  // namespace sems::support::handlers
