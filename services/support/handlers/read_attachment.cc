#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/paging/page.h"
#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/support/convert.h"
#include "services/support/handlers/find_attachment.h"
#include "services/support/handlers/handlers.h"

namespace sems::support::handlers {
namespace {

// The gateway holds a unary answer whole.
constexpr std::int64_t kMaxUnaryBytes = 30 << 20;

// ext-value of RFC 8187: UTF-8, everything but attr-char in percent form.
std::string PercentEncode(std::string_view text) {
  constexpr std::string_view kAllowed = "!#$&+-.^_`|~";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || kAllowed.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      absl::StrAppend(&encoded, "%",
                      absl::AsciiStrToUpper(absl::BytesToHexString(std::string(1, c))));
    }
  }
  return encoded;
}

absl::StatusOr<std::string> ReadPiece(server::Call& call, const std::string& id, int number) {
  return call.Read<std::string>(
      [&](db::Tx& tx) -> absl::StatusOr<std::string> { return repository::Piece(tx, id, number); });
}

}  // namespace

absl::StatusOr<v1::GetAttachmentResponse> GetAttachment(Deps&, server::Call& call,
                                                        const v1::GetAttachmentRequest& request) {
  absl::StatusOr<repository::Attachment> found = FindInScope(call, request.attachment_id());
  if (!found.ok()) return found.status();
  v1::GetAttachmentResponse response;
  *response.mutable_attachment() = ToProto(*found);
  return response;
}

absl::StatusOr<v1::ListAttachmentsResponse> ListAttachments(
    Deps&, server::Call& call, const v1::ListAttachmentsRequest& request) {
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 1);
  if (!page.ok()) return page.status();
  std::string after;
  if (!page->IsFirst()) {
    after = page->cursor[0];
    if (!IsUuid(after)) {
      FieldErrors errors;
      errors.Add("page_token", "INVALID_PAGE_TOKEN", "does not belong to this list",
                 "페이지 토큰이 올바르지 않습니다.");
      return errors.ToStatus();
    }
  }
  if (!request.site_id().empty()) {
    if (call.caller().role == common::v1::ROLE_PARTNER_SYSTEM) return PermissionDenied();
    if (absl::StatusOr<server::SiteScope> site = call.Site(request.site_id()); !site.ok())
      return site.status();
  }
  return call.Read<v1::ListAttachmentsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListAttachmentsResponse> {
        std::vector<repository::Attachment> found = repository::List(
            tx, call.scope(), {absl::AsciiStrToLower(request.site_id())}, after, page->size + 1);
        v1::ListAttachmentsResponse response;
        if (found.size() > static_cast<size_t>(page->size)) {
          found.resize(static_cast<size_t>(page->size));
          response.set_next_page_token(page->NextToken({found.back().id}));
        }
        for (const repository::Attachment& attachment : found)
          *response.add_attachments() = ToProto(attachment);
        return response;
      });
}

absl::StatusOr<google::api::HttpBody> GetAttachmentFile(
    Deps&, server::Call& call, const v1::GetAttachmentFileRequest& request) {
  absl::StatusOr<repository::Attachment> found = FindInScope(call, request.attachment_id());
  if (!found.ok()) return found.status();
  if (found->size_bytes > kMaxUnaryBytes) {
    return Error(absl::StatusCode::kFailedPrecondition, "FILE_TOO_LARGE",
                 "The file is too large for one answer; stream it (StreamAttachmentFile).",
                 "파일이 커서 StreamAttachmentFile로 받아야 합니다.");
  }
  google::api::HttpBody response;
  for (int number = 0; static_cast<std::int64_t>(response.data().size()) < found->size_bytes;
       ++number) {
    absl::StatusOr<std::string> piece = ReadPiece(call, found->id, number);
    if (!piece.ok()) return piece.status();
    if (piece->empty()) return NotFound("attachment", "첨부파일", found->id);  // deleted meanwhile
    response.mutable_data()->append(*piece);
  }
  response.set_content_type(found->media_type);
  // Only ever a download: whatever it holds, no browser shows it as a page of this site.
  call.context().AddInitialMetadata(
      "content-disposition",
      absl::StrCat("attachment; filename*=UTF-8''", PercentEncode(found->file_name)));
  call.context().AddInitialMetadata("x-content-type-options", "nosniff");
  call.context().AddInitialMetadata(
      "content-digest", absl::StrCat("sha-256=:", absl::Base64Escape(found->sha256), ":"));
  call.LookedAt({absl::StrCat("attachment ", found->id), "file"});
  return response;
}

absl::Status StreamAttachmentFile(Deps&, server::Call& call,
                                  const v1::StreamAttachmentFileRequest& request,
                                  grpc::ServerWriter<v1::StreamAttachmentFileResponse>& writer) {
  absl::StatusOr<repository::Attachment> found = FindInScope(call, request.attachment_id());
  if (!found.ok()) return found.status();
  // Kept before anything is read of the file, or nothing is.
  call.LookedAt({absl::StrCat("attachment ", found->id), "file"});
  v1::StreamAttachmentFileResponse message;
  for (std::int64_t sent = 0, number = 0; sent < found->size_bytes; ++number) {
    absl::StatusOr<std::string> piece = ReadPiece(call, found->id, static_cast<int>(number));
    if (!piece.ok()) return piece.status();
    if (piece->empty()) return NotFound("attachment", "첨부파일", found->id);  // deleted meanwhile
    if (number == 0) {
      *message.mutable_attachment() = ToProto(*found);
      if (!writer.Write(message)) return absl::CancelledError("the caller has gone");
    }
    sent += static_cast<std::int64_t>(piece->size());
    message.set_chunk(*std::move(piece));
    if (!writer.Write(message)) return absl::CancelledError("the caller has gone");
  }
  return absl::OkStatus();
}

}  // namespace sems::support::handlers
