#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/support/convert.h"
#include "services/support/handlers/handlers.h"
#include "services/support/repository/attachments.h"

namespace sems::support::internal::handlers {
namespace {

absl::Status CheckIds(const std::string& attachment_id, const std::string& case_id) {
  FieldErrors errors;
  if (!IsUuid(attachment_id)) {
    errors.Add("attachment_id", "NOT_AN_ID", "must be the id of an attachment",
               "첨부파일 식별자가 올바르지 않습니다.");
  }
  if (!IsUuid(case_id)) {
    errors.Add("case_id", "NOT_AN_ID", "must be the id of a case",
               "민원 식별자가 올바르지 않습니다.");
  }
  return errors.ToStatus();
}

// Of the owner of the case's subject; or what the one who links it uploaded for his office.
bool Fits(const repository::Attachment& attachment, const v1::LinkAttachmentRequest& request) {
  if (!request.site_id().empty() && attachment.site_id == absl::AsciiStrToLower(request.site_id()))
    return true;
  if (!request.organisation_id().empty() &&
      attachment.organisation_id == absl::AsciiStrToLower(request.organisation_id()))
    return true;
  return attachment.site_id.empty() && attachment.organisation_id.empty() &&
         attachment.uploaded_by == absl::AsciiStrToLower(request.account_id());
}

}  // namespace

absl::StatusOr<v1::LinkAttachmentResponse> LinkAttachment(
    Deps&, server::Call& call, const v1::LinkAttachmentRequest& request) {
  if (absl::Status status = CheckIds(request.attachment_id(), request.case_id()); !status.ok())
    return status;
  return call.Write<v1::LinkAttachmentResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::LinkAttachmentResponse> {
        const std::optional<repository::Attachment> found =
            repository::Find(work.tx(), call.scope(), request.attachment_id(), /*lock=*/true);
        if (!found || !Fits(*found, request))
          return NotFound("attachment", "첨부파일", request.attachment_id());
        v1::LinkAttachmentResponse response;
        *response.mutable_attachment() = ToProto(*found);
        const repository::CaseLink link{
            .case_id = request.case_id(),
            .service = call.caller().service,
            .site_id = request.site_id(),
            .organisation_id = request.organisation_id(),
            .district_code = request.district_code(),
            .role_ids = {request.role_ids().begin(), request.role_ids().end()},
            .account_ids = {request.account_ids().begin(), request.account_ids().end()}};
        if (!repository::Link(work.tx(), found->id, link, call.now())) {
          work.NothingChanged();
          return response;
        }
        work.Audit({.stream_id = repository::OwnerOf(*found),
                    .action = "ATTACHMENT_LINKED",
                    .subject = absl::StrCat("attachment ", found->id),
                    .detail = absl::StrCat("{\"case_id\":\"", request.case_id(), "\"}")});
        return response;
      });
}

absl::StatusOr<v1::SetCaseReadersResponse> SetCaseReaders(
    Deps&, server::Call& call, const v1::SetCaseReadersRequest& request) {
  if (absl::Status status = CheckIds(request.case_id(), request.case_id()); !status.ok())
    return status;
  return call.Write<v1::SetCaseReadersResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::SetCaseReadersResponse> {
        const repository::CaseLink link{
            .case_id = request.case_id(),
            .service = call.caller().service,
            .role_ids = {request.role_ids().begin(), request.role_ids().end()},
            .account_ids = {request.account_ids().begin(), request.account_ids().end()}};
        v1::SetCaseReadersResponse response;
        response.set_changed_count(repository::SetReaders(work.tx(), link));
        if (response.changed_count() == 0) {
          work.NothingChanged();
          return response;
        }
        work.Audit({.stream_id = absl::AsciiStrToLower(request.case_id()),
                    .action = "ATTACHMENT_READERS_SET",
                    .subject = absl::StrCat("case ", request.case_id()),
                    .detail = "{}"});
        return response;
      });
}

absl::StatusOr<v1::UnlinkAttachmentResponse> UnlinkAttachment(
    Deps&, server::Call& call, const v1::UnlinkAttachmentRequest& request) {
  if (absl::Status status = CheckIds(request.attachment_id(), request.case_id()); !status.ok())
    return status;
  return call.Write<v1::UnlinkAttachmentResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::UnlinkAttachmentResponse> {
        const std::optional<repository::Attachment> found =
            repository::Find(work.tx(), call.scope(), request.attachment_id(), /*lock=*/true);
        if (!found ||
            !repository::Unlink(work.tx(), found->id, request.case_id(), call.caller().service)) {
          work.NothingChanged();
          return v1::UnlinkAttachmentResponse();
        }
        work.Audit({.stream_id = repository::OwnerOf(*found),
                    .action = "ATTACHMENT_UNLINKED",
                    .subject = absl::StrCat("attachment ", found->id),
                    .detail = absl::StrCat("{\"case_id\":\"", request.case_id(), "\"}")});
        return v1::UnlinkAttachmentResponse();
      });
}

}  // namespace sems::support::internal::handlers
