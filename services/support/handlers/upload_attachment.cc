#include <utility>

#include "common/status/error.h"
#include "services/support/convert.h"
#include "services/support/handlers/handlers.h"
#include "services/support/handlers/store_attachment.h"

namespace sems::support::handlers {
namespace {

absl::Status OutOfOrder() {
  FieldErrors errors;
  errors.Add("part", "OUT_OF_ORDER", "must be the head first, then the bytes",
             "첫 메시지는 head, 다음은 chunk여야 합니다.");
  return errors.ToStatus();
}

absl::Status TooManyUploads() {
  return Error(absl::StatusCode::kResourceExhausted, "TOO_MANY_UPLOADS",
               "Many files are being uploaded; try again shortly.",
               "업로드가 많습니다. 잠시 후 다시 시도하십시오.");
}

}  // namespace

absl::StatusOr<v1::UploadAttachmentResponse> UploadAttachment(
    Deps& deps, server::Call& call, grpc::ServerReader<v1::UploadAttachmentRequest>& reader) {
  v1::UploadAttachmentRequest message;
  if (!reader.Read(&message) || !message.has_head()) return OutOfOrder();
  const v1::AttachmentHead head = message.head();
  absl::StatusOr<repository::Attachment> attachment = Prepare(call, head);
  if (!attachment.ok()) return attachment.status();

  std::string bytes;
  UploadRoom::Share room(deps.uploads);
  while (reader.Read(&message)) {
    if (message.part_case() != v1::UploadAttachmentRequest::kChunk) return OutOfOrder();
    const auto more = static_cast<std::int64_t>(message.chunk().size());
    if (static_cast<std::int64_t>(bytes.size()) + more > deps.max_file_bytes) return TooLarge(deps);
    if (!room.Grow(more)) return TooManyUploads();
    bytes += message.chunk();
  }
  if (absl::Status status = Examine(deps, head, bytes, *attachment); !status.ok()) return status;
  return call.Write<v1::UploadAttachmentResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::UploadAttachmentResponse> {
        if (absl::Status status = Store(deps, work, bytes, *attachment); !status.ok())
          return status;
        v1::UploadAttachmentResponse response;
        *response.mutable_attachment() = ToProto(*attachment);
        return response;
      });
}

absl::StatusOr<v1::PutAttachmentResponse> PutAttachment(Deps& deps, server::Call& call,
                                                        const v1::PutAttachmentRequest& request) {
  absl::StatusOr<repository::Attachment> attachment = Prepare(call, request.head());
  if (!attachment.ok()) return attachment.status();
  const std::string& bytes = request.file().data();
  UploadRoom::Share room(deps.uploads);
  if (!room.Grow(static_cast<std::int64_t>(bytes.size()))) return TooManyUploads();
  if (absl::Status status = Examine(deps, request.head(), bytes, *attachment); !status.ok())
    return status;
  return call.Write<v1::PutAttachmentResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::PutAttachmentResponse> {
        if (absl::Status status = Store(deps, work, bytes, *attachment); !status.ok())
          return status;
        v1::PutAttachmentResponse response;
        *response.mutable_attachment() = ToProto(*attachment);
        return response;
      });
}

}  // namespace sems::support::handlers
