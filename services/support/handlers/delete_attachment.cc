#include <optional>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "services/support/handlers/find_attachment.h"
#include "services/support/handlers/handlers.h"

namespace sems::support::handlers {

absl::StatusOr<v1::DeleteAttachmentResponse> DeleteAttachment(
    Deps&, server::Call& call, const v1::DeleteAttachmentRequest& request) {
  const absl::StatusOr<repository::Attachment> seen = FindInScope(call, request.attachment_id());
  if (!seen.ok()) return seen.status();
  if (seen->uploaded_by != call.caller().account_id) return PermissionDenied();
  return call.Write<v1::DeleteAttachmentResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::DeleteAttachmentResponse> {
        // Linking locks the same row, so that no case is left without its file.
        const std::optional<repository::Attachment> found =
            repository::Find(work.tx(), call.scope(), seen->id, /*lock=*/true);
        if (!found) {
          work.NothingChanged();
          return v1::DeleteAttachmentResponse();
        }
        if (found->linked) {
          return Error(absl::StatusCode::kFailedPrecondition, "ATTACHMENT_LINKED",
                       "A case holds the file.", "민원에 첨부된 파일은 삭제할 수 없습니다.");
        }
        repository::Delete(work.tx(), found->id);
        repository::GiveRoomBack(work.tx(), repository::OwnerOf(*found), found->size_bytes);
        work.Audit({.stream_id = repository::OwnerOf(*found),
                    .action = "ATTACHMENT_DELETED",
                    .subject = absl::StrCat("attachment ", found->id),
                    .detail = "{}"});
        return v1::DeleteAttachmentResponse();
      });
}

}  // namespace sems::support::handlers
