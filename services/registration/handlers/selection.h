#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/paging/page.h"
#include "common/server/call.h"
#include "common/status/error.h"
#include "google/protobuf/timestamp.pb.h"
#include "sems/common/v1/batch.pb.h"
#include "sems/registration/v1/application_service.pb.h"
#include "services/registration/domain/application.h"
#include "services/registration/handlers/approval.h"

namespace sems::db {
class Tx;
}

// Applications to decide together: ids, or all of a filtered list, a thousand a call.
namespace sems::registration::handlers {

inline constexpr int kMaxDecisionsPerCall = 1000;

struct Selection {
  std::vector<std::string> ids;             // in order, each once; or …
  std::optional<ApplicationFilter> filter;  // … whatever matches
  absl::Time as_of;
  std::string after_id;  // where the call before stopped
  std::uint64_t hash = 0;
};

absl::StatusOr<Selection> ReadSelection(server::Call& call,
                                        const google::protobuf::RepeatedPtrField<std::string>& ids,
                                        const v1::ApplicationFilter* filter,
                                        const google::protobuf::Timestamp* as_of,
                                        const std::string& continuation_token, std::uint64_t hash,
                                        FieldErrors& errors);

// From an approve or reject request.
template <class Request>
absl::StatusOr<Selection> ReadSelection(server::Call& call, const Request& request,
                                        FieldErrors& errors) {
  Request selection = request;  // what makes it the same selection: all but how far it has come
  selection.clear_continuation_token();
  selection.clear_request_id();
  return ReadSelection(call, request.application_ids(),
                       request.has_filter() ? &request.filter() : nullptr,
                       request.has_as_of() ? &request.as_of() : nullptr,
                       request.continuation_token(), paging::FilterHash(selection), errors);
}

// The next thousand of a selection, locked in id order.
struct Taken {
  std::vector<Application> locked;
  std::vector<Decided> not_in_scope;  // asked for by id, but not the caller's to see
  int remaining = 0;
  std::string last_id;
};
Taken TakeSelection(const server::Scope& scope, db::Tx& tx, const Selection& selection);

// Fills an approve or reject response: every item in id order, the outcome, and how to go on.
template <class Response>
Response Answer(const Selection& selection, const Taken& taken, std::vector<Decided> decided);

void FillResult(const Decided& decided, v1::DecisionResult& result);
std::string ContinuationToken(const Selection& selection, const Taken& taken);
void SortById(std::vector<Decided>& decided);

template <class Response>
Response Answer(const Selection& selection, const Taken& taken, std::vector<Decided> decided) {
  decided.insert(decided.end(), taken.not_in_scope.begin(), taken.not_in_scope.end());
  SortById(decided);
  Response response;
  int saved = 0;
  for (const Decided& item : decided) {
    FillResult(item, *response.add_results());
    if (item.refusal == Refusal::kNone) ++saved;
  }
  response.set_saved_count(saved);
  response.set_outcome(saved == 0                         ? common::v1::BATCH_OUTCOME_NOT_SAVED
                       : saved == response.results_size() ? common::v1::BATCH_OUTCOME_SAVED
                                                          : common::v1::BATCH_OUTCOME_PARTLY_SAVED);
  response.set_remaining_count(taken.remaining);
  response.set_continuation_token(ContinuationToken(selection, taken));
  return response;
}

}  // namespace sems::registration::handlers
