#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "sems/noise/v1/case_service.pb.h"
#include "services/noise/deps.h"

// CaseService: each RPC is the shared one (common/casework/service/rpc.h) over this domain's
// messages and law.
namespace sems::noise::handlers {

absl::StatusOr<v1::ListProceduresResponse> ListProcedures(Deps& deps, server::Call& call,
                                                          const v1::ListProceduresRequest& request);
absl::StatusOr<v1::DescribeProcedureResponse> DescribeProcedure(
    Deps& deps, server::Call& call, const v1::DescribeProcedureRequest& request);
absl::StatusOr<v1::PreviewDeadlinesResponse> PreviewDeadlines(
    Deps& deps, server::Call& call, const v1::PreviewDeadlinesRequest& request);
absl::StatusOr<v1::OpenCaseResponse> OpenCase(Deps& deps, server::Call& call,
                                              const v1::OpenCaseRequest& request);
absl::StatusOr<v1::GetCaseResponse> GetCase(Deps& deps, server::Call& call,
                                            const v1::GetCaseRequest& request);
absl::StatusOr<v1::ListNextEventsResponse> ListNextEvents(Deps& deps, server::Call& call,
                                                          const v1::ListNextEventsRequest& request);
absl::StatusOr<v1::RaiseEventResponse> RaiseEvent(Deps& deps, server::Call& call,
                                                  const v1::RaiseEventRequest& request);
absl::StatusOr<v1::AnswerGuardsResponse> AnswerGuards(Deps& deps, server::Call& call,
                                                      const v1::AnswerGuardsRequest& request);
absl::StatusOr<v1::UpdateFormResponse> UpdateForm(Deps& deps, server::Call& call,
                                                  const v1::UpdateFormRequest& request);
absl::StatusOr<v1::AttachFileResponse> AttachFile(Deps& deps, server::Call& call,
                                                  const v1::AttachFileRequest& request);
absl::StatusOr<v1::DetachFileResponse> DetachFile(Deps& deps, server::Call& call,
                                                  const v1::DetachFileRequest& request);
absl::StatusOr<v1::RecordFeePaymentResponse> RecordFeePayment(
    Deps& deps, server::Call& call, const v1::RecordFeePaymentRequest& request);
absl::StatusOr<v1::NameBodyResponse> NameBody(Deps& deps, server::Call& call,
                                              const v1::NameBodyRequest& request);
absl::StatusOr<v1::ListCaseHistoryResponse> ListCaseHistory(
    Deps& deps, server::Call& call, const v1::ListCaseHistoryRequest& request);
absl::StatusOr<v1::ListDocketResponse> ListDocket(Deps& deps, server::Call& call,
                                                  const v1::ListDocketRequest& request);
absl::StatusOr<v1::CountDocketResponse> CountDocket(Deps& deps, server::Call& call,
                                                    const v1::CountDocketRequest& request);
absl::StatusOr<v1::ListLawParametersResponse> ListLawParameters(
    Deps& deps, server::Call& call, const v1::ListLawParametersRequest& request);
absl::StatusOr<v1::SetLawParameterResponse> SetLawParameter(
    Deps& deps, server::Call& call, const v1::SetLawParameterRequest& request);

}  // namespace sems::noise::handlers
