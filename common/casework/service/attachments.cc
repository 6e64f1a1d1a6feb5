#include "common/casework/service/attachments.h"

#include <algorithm>

#include "common/casework/service/change.h"
#include "common/log/log.h"
#include "common/server/peer.h"
#include "sems/support/internal/v1/attachment_link_service.grpc.pb.h"

namespace sems::casework {

namespace support = sems::support::internal::v1;

absl::StatusOr<HeldFile> HoldFile(Casework& casework, server::Call& call,
                                  const std::string& case_id, const std::string& attachment_id) {
  const absl::StatusOr<StoredCase> found =
      call.Read<StoredCase>([&](db::Tx& tx) { return SeeCase(casework, call, tx, case_id); });
  if (!found.ok()) return found.status();

  support::LinkAttachmentRequest request;
  request.set_attachment_id(attachment_id);
  request.set_case_id(case_id);
  request.set_site_id(found->head.subject.site_id);
  request.set_organisation_id(found->head.subject.organisation_id);
  request.set_account_id(call.caller().account_id);
  request.set_district_code(found->head.subject.district_code);
  auto stub = support::AttachmentLinkService::NewStub(casework.peers().Channel("support"));
  const absl::StatusOr<support::LinkAttachmentResponse> linked = server::CallPeer(
      call, "support", *stub, &support::AttachmentLinkService::Stub::LinkAttachment, request);
  if (!linked.ok()) return linked.status();

  HeldFile held;
  held.link.attachment_id = attachment_id;
  held.link.file_name = linked->attachment().file_name();
  held.link.size_bytes = linked->attachment().size_bytes();
  held.link.sha256 = linked->attachment().sha256();
  const auto& present = found->file.attachments;
  held.held_before = std::any_of(present.begin(), present.end(), [&](const AttachmentLink& other) {
    return other.attachment_id == attachment_id;
  });
  return held;
}

void LetFileGo(Casework& casework, server::Call& call, const std::string& case_id,
               const std::string& attachment_id) {
  support::UnlinkAttachmentRequest request;
  request.set_attachment_id(attachment_id);
  request.set_case_id(case_id);
  auto stub = support::AttachmentLinkService::NewStub(casework.peers().Channel("support"));
  const absl::StatusOr<support::UnlinkAttachmentResponse> gone = server::CallPeer(
      call, "support", *stub, &support::AttachmentLinkService::Stub::UnlinkAttachment, request);
  if (!gone.ok()) log::Warning("attachment_still_held", {{"attachment", attachment_id}});
}

}  // namespace sems::casework
