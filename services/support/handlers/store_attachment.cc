#include "services/support/handlers/store_attachment.h"

#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/support/content.h"
#include "services/support/domain/attachment.h"

namespace sems::support::handlers {
namespace {

absl::Status Field(std::string_view field, std::string_view code, std::string_view message,
                   std::string_view message_ko) {
  FieldErrors errors;
  errors.Add(field, code, message, message_ko);
  return errors.ToStatus();
}

}  // namespace

absl::Status TooLarge(const Deps& deps) {
  return Field("file", "FILE_TOO_LARGE",
               absl::StrCat("must have at most ", deps.max_file_bytes, " bytes"),
               absl::StrCat("파일은 ", deps.max_file_bytes, "바이트 이하여야 합니다."));
}

absl::StatusOr<repository::Attachment> Prepare(server::Call& call, const v1::AttachmentHead& head) {
  const std::optional<std::string> name = CleanFileName(head.file_name());
  if (!name) {
    return Field("head.file_name", "FILE_NAME", "must be a file name of 1 to 200 characters",
                 "1~200자의 파일 이름이어야 합니다.");
  }
  const bool hex = head.sha256().size() == 64 &&
                   head.sha256().find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  if (!head.sha256().empty() && !hex) {
    return Field("head.sha256", "NOT_A_DIGEST", "must be 64 hexadecimal digits",
                 "16진수 64자리여야 합니다.");
  }
  repository::Attachment attachment;
  attachment.id = NewUuidV7(call.now());
  attachment.file_name = *name;
  attachment.uploaded_by = call.caller().account_id;
  attachment.uploaded_at = call.now();
  const bool partner = call.caller().role == common::v1::ROLE_PARTNER_SYSTEM;
  if (partner && !head.site_id().empty()) return PermissionDenied();  // it acts for no site
  if (!head.site_id().empty()) {
    absl::StatusOr<server::SiteScope> site = call.Site(head.site_id());
    if (!site.ok()) return site.status();
    attachment.site_id = site->site_id();
  } else if (call.caller().role == common::v1::ROLE_SITE_OPERATOR) {
    return Field("head.site_id", "REQUIRED", "must be given", "입력해야 합니다.");
  } else if (call.caller().role == common::v1::ROLE_ORGANISATION) {
    if (call.scope().organisation_id().empty()) return PermissionDenied();
    attachment.organisation_id = call.scope().organisation_id();
  }
  return attachment;
}

absl::Status Examine(const Deps& deps, const v1::AttachmentHead& head, const std::string& bytes,
                     repository::Attachment& attachment) {
  if (bytes.empty())
    return Field("file", "EMPTY_FILE", "must not be empty", "빈 파일은 올릴 수 없습니다.");
  if (static_cast<std::int64_t>(bytes.size()) > deps.max_file_bytes) return TooLarge(deps);
  attachment.media_type = SniffType(bytes);
  if (!IsAllowedType(attachment.media_type)) {
    return Field("file", "TYPE_NOT_ALLOWED",
                 absl::StrCat("is ", attachment.media_type, " by its content, which is not taken"),
                 absl::StrCat("허용되지 않는 파일 형식입니다: ", attachment.media_type));
  }
  if (!ExtensionFits(attachment.file_name, attachment.media_type)) {
    return Field("head.file_name", "EXTENSION_MISMATCH",
                 absl::StrCat("has no extension of ", attachment.media_type,
                              ", which the file is by its content"),
                 absl::StrCat("파일 내용(", attachment.media_type, ")과 확장자가 맞지 않습니다."));
  }
  attachment.size_bytes = static_cast<std::int64_t>(bytes.size());
  attachment.sha256 = Sha256(bytes);
  if (!head.sha256().empty() &&
      absl::AsciiStrToLower(head.sha256()) != absl::BytesToHexString(attachment.sha256)) {
    return Field("head.sha256", "DIGEST_MISMATCH", "is not the digest of the bytes that arrived",
                 "받은 파일의 SHA-256과 다릅니다.");
  }
  return absl::OkStatus();
}

absl::Status Store(const Deps& deps, server::UnitOfWork& work, const std::string& bytes,
                   const repository::Attachment& attachment) {
  if (!repository::TakeRoom(work.tx(), repository::OwnerOf(attachment), attachment.size_bytes,
                            deps.max_owner_bytes)) {
    return Error(absl::StatusCode::kResourceExhausted, "QUOTA_EXCEEDED",
                 absl::StrCat("There is room for ", deps.max_owner_bytes,
                              " bytes of attachments of one owner."),
                 "첨부파일 저장 용량을 초과하였습니다.");
  }
  repository::Insert(work.tx(), attachment, bytes);
  work.Audit({.stream_id = repository::OwnerOf(attachment),
              .action = "ATTACHMENT_UPLOADED",
              .subject = absl::StrCat("attachment ", attachment.id),
              .detail = absl::StrCat("{\"sha256\":\"", absl::BytesToHexString(attachment.sha256),
                                     "\",\"size_bytes\":", attachment.size_bytes,
                                     ",\"media_type\":\"", attachment.media_type, "\"}")});
  return absl::OkStatus();
}

}  // namespace sems::support::handlers
