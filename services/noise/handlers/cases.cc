#include "services/noise/handlers/cases.h"

#include "common/casework/service/rpc.h"

namespace sems::noise::handlers {

namespace rpc = casework::rpc;

absl::StatusOr<v1::ListProceduresResponse> ListProcedures(
    Deps& deps, server::Call&, const v1::ListProceduresRequest& request) {
  return rpc::ListProcedures<v1::ListProceduresResponse>(*deps.casework, request);
}

absl::StatusOr<v1::DescribeProcedureResponse> DescribeProcedure(
    Deps& deps, server::Call&, const v1::DescribeProcedureRequest& request) {
  return rpc::DescribeProcedure<v1::DescribeProcedureResponse>(*deps.casework, request);
}

absl::StatusOr<v1::PreviewDeadlinesResponse> PreviewDeadlines(
    Deps& deps, server::Call&, const v1::PreviewDeadlinesRequest& request) {
  return rpc::PreviewDeadlines<v1::PreviewDeadlinesResponse>(*deps.casework, request);
}

absl::StatusOr<v1::OpenCaseResponse> OpenCase(Deps& deps, server::Call& call,
                                              const v1::OpenCaseRequest& request) {
  return rpc::OpenCase<v1::OpenCaseResponse>(*deps.casework, call, request);
}

absl::StatusOr<v1::GetCaseResponse> GetCase(Deps& deps, server::Call& call,
                                            const v1::GetCaseRequest& request) {
  return rpc::GetCase<v1::GetCaseResponse>(*deps.casework, call, request);
}

absl::StatusOr<v1::ListNextEventsResponse> ListNextEvents(
    Deps& deps, server::Call& call, const v1::ListNextEventsRequest& request) {
  return rpc::ListNextEvents<v1::ListNextEventsResponse>(*deps.casework, call, request);
}

absl::StatusOr<v1::RaiseEventResponse> RaiseEvent(Deps& deps, server::Call& call,
                                                  const v1::RaiseEventRequest& request) {
  return rpc::RaiseEvent<v1::RaiseEventResponse>(*deps.casework, call, request);
}

absl::StatusOr<v1::AnswerGuardsResponse> AnswerGuards(Deps& deps, server::Call& call,
                                                      const v1::AnswerGuardsRequest& request) {
  return rpc::AnswerGuards<v1::AnswerGuardsResponse>(*deps.casework, call, request);
}

absl::StatusOr<v1::UpdateFormResponse> UpdateForm(Deps& deps, server::Call& call,
                                                  const v1::UpdateFormRequest& request) {
  return rpc::UpdateForm<v1::UpdateFormResponse>(*deps.casework, call, request);
}

absl::StatusOr<v1::AttachFileResponse> AttachFile(Deps& deps, server::Call& call,
                                                  const v1::AttachFileRequest& request) {
  return rpc::AttachFile<v1::AttachFileResponse>(*deps.casework, call, request);
}

absl::StatusOr<v1::DetachFileResponse> DetachFile(Deps& deps, server::Call& call,
                                                  const v1::DetachFileRequest& request) {
  return rpc::DetachFile<v1::DetachFileResponse>(*deps.casework, call, request);
}

absl::StatusOr<v1::RecordFeePaymentResponse> RecordFeePayment(
    Deps& deps, server::Call& call, const v1::RecordFeePaymentRequest& request) {
  return rpc::RecordFeePayment<v1::RecordFeePaymentResponse>(*deps.casework, call, request);
}

absl::StatusOr<v1::NameBodyResponse> NameBody(Deps& deps, server::Call& call,
                                              const v1::NameBodyRequest& request) {
  return rpc::NameBody<v1::NameBodyResponse>(*deps.casework, call, request);
}

absl::StatusOr<v1::ListCaseHistoryResponse> ListCaseHistory(
    Deps& deps, server::Call& call, const v1::ListCaseHistoryRequest& request) {
  return rpc::ListCaseHistory<v1::ListCaseHistoryResponse>(*deps.casework, call, request);
}

absl::StatusOr<v1::ListDocketResponse> ListDocket(Deps& deps, server::Call& call,
                                                  const v1::ListDocketRequest& request) {
  return rpc::ListDocket<v1::ListDocketResponse>(*deps.casework, call, request);
}

absl::StatusOr<v1::CountDocketResponse> CountDocket(Deps& deps, server::Call& call,
                                                    const v1::CountDocketRequest& request) {
  return rpc::CountDocket<v1::CountDocketResponse>(*deps.casework, call, request);
}

absl::StatusOr<v1::ListLawParametersResponse> ListLawParameters(
    Deps& deps, server::Call& call, const v1::ListLawParametersRequest&) {
  return rpc::ListLawParameters<v1::ListLawParametersResponse, v1::LawParameter>(*deps.casework,
                                                                                 call);
}

absl::StatusOr<v1::SetLawParameterResponse> SetLawParameter(
    Deps& deps, server::Call& call, const v1::SetLawParameterRequest& request) {
  return rpc::SetLawParameter<v1::SetLawParameterResponse, v1::LawParameter>(*deps.casework, call,
                                                                             request);
}

}  // namespace sems::noise::handlers
