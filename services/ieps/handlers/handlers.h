#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "google/api/httpbody.pb.h"
#include "grpcpp/support/sync_stream.h"
#include "sems/ieps/v1/code_map.pb.h"
#include "sems/ieps/v1/export.pb.h"
#include "sems/ieps/v1/facility_mapping.pb.h"
#include "sems/ieps/v1/site_code.pb.h"
#include "services/ieps/deps.h"

// One function for each RPC; each reads from top to bottom in the file of its name.
namespace sems::ieps::handlers {

absl::StatusOr<v1::SetSiteCodeResponse> SetSiteCode(Deps& deps, server::Call& call,
                                                    const v1::SetSiteCodeRequest& request);
absl::StatusOr<v1::GetSiteCodeResponse> GetSiteCode(Deps& deps, server::Call& call,
                                                    const v1::GetSiteCodeRequest& request);

absl::StatusOr<v1::LoadCodeMapResponse> LoadCodeMap(Deps& deps, server::Call& call,
                                                    const v1::LoadCodeMapRequest& request);
absl::StatusOr<v1::ListCodeMapResponse> ListCodeMap(Deps& deps, server::Call& call,
                                                    const v1::ListCodeMapRequest& request);

absl::StatusOr<v1::GetMappingResponse> GetMapping(Deps& deps, server::Call& call,
                                                  const v1::GetMappingRequest& request);
absl::StatusOr<google::api::HttpBody> DownloadTemplate(Deps& deps, server::Call& call,
                                                       const v1::DownloadTemplateRequest& request);
absl::StatusOr<v1::UploadTemplateResponse> UploadTemplate(Deps& deps, server::Call& call,
                                                          const v1::UploadTemplateRequest& request);
absl::StatusOr<v1::PutDraftResponse> PutDraft(Deps& deps, server::Call& call,
                                              const v1::PutDraftRequest& request);
absl::StatusOr<v1::CheckMappingResponse> CheckMapping(Deps& deps, server::Call& call,
                                                      const v1::CheckMappingRequest& request);
absl::StatusOr<v1::SaveMappingResponse> SaveMapping(Deps& deps, server::Call& call,
                                                    const v1::SaveMappingRequest& request);

absl::StatusOr<v1::CreateExportResponse> CreateExport(Deps& deps, server::Call& call,
                                                      const v1::CreateExportRequest& request);
absl::StatusOr<v1::GetExportResponse> GetExport(Deps& deps, server::Call& call,
                                                const v1::GetExportRequest& request);
absl::StatusOr<v1::ListExportsResponse> ListExports(Deps& deps, server::Call& call,
                                                    const v1::ListExportsRequest& request);
absl::StatusOr<google::api::HttpBody> GetExportFile(Deps& deps, server::Call& call,
                                                    const v1::GetExportFileRequest& request);
absl::Status StreamExportFile(Deps& deps, server::Call& call,
                              const v1::StreamExportFileRequest& request,
                              grpc::ServerWriter<v1::StreamExportFileResponse>& writer);

}  // namespace sems::ieps::handlers
