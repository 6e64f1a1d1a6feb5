#include "common/records/etag.h"
#include "common/records/line_reader.h"
#include "common/values/civil.h"
#include "services/operations/convert.h"
#include "services/operations/handlers/handlers.h"
#include "services/operations/handlers/request_fields.h"
#include "services/operations/repository/periods.h"

namespace sems::operations::handlers {
namespace {

constexpr size_t kMaxReason = 500;

// Locks the month and changes its state; `allowed` says what stands in the way.
template <class Response>
absl::StatusOr<Response> ChangePeriod(server::Call& call, absl::CivilMonth month,
                                      const std::string& etag, bool confirmed,
                                      const std::string& reason, const std::string& action,
                                      const absl::Status& not_in_that_state) {
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    repository::TouchMonths(work.tx(), call.site(), {month});
    repository::Period period = repository::LockedPeriod(work.tx(), call.site(), month);
    if (!etag.empty() && records::ParseEtag(etag) != period.version)
      return EtagMismatch("month", "월 확정");
    if (period.confirmed == confirmed) return not_in_that_state;
    period.confirmed = confirmed;
    ++period.version;
    period.changed_at = call.now();
    period.changed_by = call.caller().account_id;
    if (!confirmed) period.reopen_reason = reason;
    repository::StorePeriod(work.tx(), call.site(), period, {call.caller().account_id, call.now()});
    work.Audit({.stream_id = call.site().site_id(),
                .action = action,
                .subject = "month " + FormatMonth(month),
                .detail = "{\"version\":" + std::to_string(period.version) + "}"});
    Response response;
    *response.mutable_period() = ToProto(period);
    return response;
  });
}

}  // namespace

absl::StatusOr<v1::ConfirmMonthResponse> ConfirmMonth(Deps&, server::Call& call,
                                                      const v1::ConfirmMonthRequest& request) {
  FieldErrors errors;
  const auto month = ReadMonth("month", request.month(), errors);
  if (!errors.empty()) return errors.ToStatus();
  if (call.today() <= LastDay(*month)) {
    return Error(absl::StatusCode::kFailedPrecondition, "MONTH_NOT_OVER",
                 "The month is not over yet.", "아직 끝나지 않은 월은 확정할 수 없습니다.",
                 {{"month", request.month()}});
  }
  return ChangePeriod<v1::ConfirmMonthResponse>(
      call, *month, request.etag(), true, "", "MONTH_CONFIRMED",
      Error(absl::StatusCode::kFailedPrecondition, "ALREADY_CONFIRMED",
            "The month is confirmed already.", "이미 확정된 월입니다.",
            {{"month", request.month()}}));
}

absl::StatusOr<v1::ReopenMonthResponse> ReopenMonth(Deps&, server::Call& call,
                                                    const v1::ReopenMonthRequest& request) {
  FieldErrors errors;
  const auto month = ReadMonth("month", request.month(), errors);
  if (request.reason().empty()) {
    errors.Required("reason");
  } else if (records::CharacterCount(request.reason()) > kMaxReason ||
             records::HasControlCharacter(request.reason())) {
    errors.Add("reason", "TOO_LONG",
               "must be at most 500 characters, none of them control characters",
               "제어 문자 없이 500자까지 입력할 수 있습니다");
  }
  if (!errors.empty()) return errors.ToStatus();
  return ChangePeriod<v1::ReopenMonthResponse>(
      call, *month, request.etag(), false, request.reason(), "MONTH_REOPENED",
      Error(absl::StatusCode::kFailedPrecondition, "NOT_CONFIRMED", "The month is not confirmed.",
            "확정된 월이 아닙니다.", {{"month", request.month()}}));
}

}  // namespace sems::operations::handlers
