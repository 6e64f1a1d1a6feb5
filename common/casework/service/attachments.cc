#include "common/casework/service/attachments.h"

#include <algorithm>

#include "common/casework/service/change.h"
#include "common/log/log.h"
#include "common/server/peer.h"
#include "sems/support/internal/v1/attachment_link_service.grpc.pb.h"

namespace sems::casework {

namespace support = sems::support::internal::v1;

namespace {

support::LinkAttachmentRequest LinkOf(const Casework& casework, const StoredCase& found,
                                      const std::string& attachment_id) {
  const CaseFile& file = found.file;
  support::LinkAttachmentRequest request;
  request.set_attachment_id(attachment_id);
  request.set_case_id(file.case_id);
  request.set_site_id(found.head.subject.site_id);
  request.set_organisation_id(found.head.subject.organisation_id);
  request.set_district_code(found.head.subject.district_code);
  for (const std::string& role : casework.sides().Of(file.machine, file.procedure).concerned)
    request.add_role_ids(role);
  for (const Body& body : file.bodies) {
    if (!body.account_id.empty()) request.add_account_ids(body.account_id);
  }
  return request;
}

}  // namespace

absl::StatusOr<HeldFile> HoldFile(Casework& casework, server::Call& call,
                                  const std::string& case_id, const std::string& attachment_id) {
  const absl::StatusOr<StoredCase> found =
      call.Read<StoredCase>([&](db::Tx& tx) { return SeeCase(casework, call, tx, case_id); });
  if (!found.ok()) return found.status();

  support::LinkAttachmentRequest request = LinkOf(casework, *found, attachment_id);
  request.set_account_id(call.caller().account_id);
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

void TellReaders(Casework& casework, server::Call& call, const std::string& case_id) {
  const absl::StatusOr<StoredCase> found =
      call.Read<StoredCase>([&](db::Tx& tx) { return SeeCase(casework, call, tx, case_id); });
  if (!found.ok() || found->file.attachments.empty()) return;
  const support::LinkAttachmentRequest link = LinkOf(casework, *found, "");
  support::SetCaseReadersRequest request;
  request.set_case_id(case_id);
  *request.mutable_role_ids() = link.role_ids();
  *request.mutable_account_ids() = link.account_ids();
  auto stub = support::AttachmentLinkService::NewStub(casework.peers().Channel("support"));
  const absl::StatusOr<support::SetCaseReadersResponse> told = server::CallPeer(
      call, "support", *stub, &support::AttachmentLinkService::Stub::SetCaseReaders, request);
  if (!told.ok()) log::Warning("readers_not_told", {{"case", case_id}});
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
