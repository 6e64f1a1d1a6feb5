#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "google/api/httpbody.pb.h"
#include "sems/registration/v1/application_service.pb.h"
#include "sems/registration/v1/site_service.pb.h"
#include "services/registration/deps.h"

// One function for each RPC, in the file of its name.
namespace sems::registration::handlers {

absl::StatusOr<v1::SubmitApplicationResponse> SubmitApplication(
    Deps& deps, server::Call& call, const v1::SubmitApplicationRequest& request);
absl::StatusOr<v1::GetApplicationResponse> GetApplication(Deps& deps, server::Call& call,
                                                          const v1::GetApplicationRequest& request);
absl::StatusOr<v1::ListMyApplicationsResponse> ListMyApplications(
    Deps& deps, server::Call& call, const v1::ListMyApplicationsRequest& request);
absl::StatusOr<v1::WithdrawApplicationResponse> WithdrawApplication(
    Deps& deps, server::Call& call, const v1::WithdrawApplicationRequest& request);
absl::StatusOr<v1::ListApplicationsResponse> ListApplications(
    Deps& deps, server::Call& call, const v1::ListApplicationsRequest& request);
absl::StatusOr<v1::ApproveApplicationsResponse> ApproveApplications(
    Deps& deps, server::Call& call, const v1::ApproveApplicationsRequest& request);
absl::StatusOr<v1::RejectApplicationsResponse> RejectApplications(
    Deps& deps, server::Call& call, const v1::RejectApplicationsRequest& request);
absl::StatusOr<v1::ApproveHandoverResponse> ApproveHandover(
    Deps& deps, server::Call& call, const v1::ApproveHandoverRequest& request);
absl::StatusOr<google::api::HttpBody> ExportApplications(
    Deps& deps, server::Call& call, const v1::ExportApplicationsRequest& request);

absl::StatusOr<v1::GetSiteResponse> GetSite(Deps& deps, server::Call& call,
                                            const v1::GetSiteRequest& request);
absl::StatusOr<v1::ListSitesResponse> ListSites(Deps& deps, server::Call& call,
                                                const v1::ListSitesRequest& request);
absl::StatusOr<v1::CorrectSiteResponse> CorrectSite(Deps& deps, server::Call& call,
                                                    const v1::CorrectSiteRequest& request);
absl::StatusOr<v1::ListSiteHistoryResponse> ListSiteHistory(
    Deps& deps, server::Call& call, const v1::ListSiteHistoryRequest& request);
absl::StatusOr<v1::SetSiteStateResponse> SetSiteState(Deps& deps, server::Call& call,
                                                      const v1::SetSiteStateRequest& request);
absl::StatusOr<v1::ListSiteOperatorsResponse> ListSiteOperators(
    Deps& deps, server::Call& call, const v1::ListSiteOperatorsRequest& request);
absl::StatusOr<v1::AddSiteOperatorResponse> AddSiteOperator(
    Deps& deps, server::Call& call, const v1::AddSiteOperatorRequest& request);
absl::StatusOr<v1::RemoveSiteOperatorResponse> RemoveSiteOperator(
    Deps& deps, server::Call& call, const v1::RemoveSiteOperatorRequest& request);
absl::StatusOr<v1::ListSiteNoticesResponse> ListSiteNotices(
    Deps& deps, server::Call& call, const v1::ListSiteNoticesRequest& request);
absl::StatusOr<v1::ListMyNoticesResponse> ListMyNotices(Deps& deps, server::Call& call,
                                                        const v1::ListMyNoticesRequest& request);

}  // namespace sems::registration::handlers
