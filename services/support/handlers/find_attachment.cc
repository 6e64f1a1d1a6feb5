#include "services/support/handlers/find_attachment.h"

#include <optional>

#include "common/status/error.h"
#include "common/values/uuid.h"

namespace sems::support::handlers {

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
  const bool organisation =
      !found->organisation_id.empty() && found->organisation_id == call.scope().organisation_id();
  if (own || nation || organisation) return *found;
  if (found->site_id.empty()) return PermissionDenied();
  if (absl::StatusOr<server::SiteScope> site = call.Site(found->site_id); !site.ok())
    return site.status();
  return *found;
}

}  // namespace sems::support::handlers
