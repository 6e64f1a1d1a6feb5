#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "google/api/httpbody.pb.h"
#include "grpcpp/support/sync_stream.h"
#include "sems/support/internal/v1/attachment_link_service.pb.h"
#include "sems/support/v1/attachment_service.grpc.pb.h"
#include "services/support/deps.h"

namespace sems::support::handlers {

absl::StatusOr<v1::UploadAttachmentResponse> UploadAttachment(
    Deps& deps, server::Call& call, grpc::ServerReader<v1::UploadAttachmentRequest>& reader);
absl::StatusOr<v1::PutAttachmentResponse> PutAttachment(Deps& deps, server::Call& call,
                                                        const v1::PutAttachmentRequest& request);
absl::StatusOr<v1::GetAttachmentResponse> GetAttachment(Deps& deps, server::Call& call,
                                                        const v1::GetAttachmentRequest& request);
absl::StatusOr<v1::ListAttachmentsResponse> ListAttachments(
    Deps& deps, server::Call& call, const v1::ListAttachmentsRequest& request);
absl::StatusOr<google::api::HttpBody> GetAttachmentFile(
    Deps& deps, server::Call& call, const v1::GetAttachmentFileRequest& request);
absl::Status StreamAttachmentFile(Deps& deps, server::Call& call,
                                  const v1::StreamAttachmentFileRequest& request,
                                  grpc::ServerWriter<v1::StreamAttachmentFileResponse>& writer);
absl::StatusOr<v1::DeleteAttachmentResponse> DeleteAttachment(
    Deps& deps, server::Call& call, const v1::DeleteAttachmentRequest& request);

}  // namespace sems::support::handlers

namespace sems::support::internal::handlers {

absl::StatusOr<v1::LinkAttachmentResponse> LinkAttachment(Deps& deps, server::Call& call,
                                                          const v1::LinkAttachmentRequest& request);
absl::StatusOr<v1::SetCaseReadersResponse> SetCaseReaders(Deps& deps, server::Call& call,
                                                          const v1::SetCaseReadersRequest& request);
absl::StatusOr<v1::UnlinkAttachmentResponse> UnlinkAttachment(
    Deps& deps, server::Call& call, const v1::UnlinkAttachmentRequest& request);

}  // namespace sems::support::internal::handlers
