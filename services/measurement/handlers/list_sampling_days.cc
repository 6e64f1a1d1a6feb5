#include <algorithm>
#include <map>

#include "common/status/error.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/measurement/handlers/handlers.h"
#include "services/measurement/repository/samplings.h"
#include "services/measurement/stack_books.h"

namespace sems::measurement::handlers {
namespace {

using Response = internal::v1::ListSamplingDaysResponse;

constexpr int kMaxMonths = 60;

std::optional<absl::CivilMonth> ReadMonth(const std::string& field, const std::string& text,
                                          FieldErrors& errors) {
  const auto month = ParseMonth(text);
  if (!month)
    errors.Add(field, "INVALID_MONTH", "must be a month, as YYYY-MM",
               "년월을 YYYY-MM 형식으로 입력해야 합니다");
  return month;
}

}  // namespace

absl::StatusOr<Response> ListSamplingDays(Deps& deps, server::Call& call,
                                          const internal::v1::ListSamplingDaysRequest& request) {
  FieldErrors errors;
  const auto first = ReadMonth("from_month", request.from_month(), errors);
  const auto last = ReadMonth("to_month", request.to_month(), errors);
  if (first && last && (*last < *first || *last - *first >= kMaxMonths)) {
    errors.Add("to_month", "OUT_OF_RANGE", "must be from_month or up to 59 months later",
               "시작 년월부터 60개월 이내여야 합니다");
  }
  if (!IsUuid(request.site_id())) {
    errors.Add("site_id", "INVALID_ID", "must be a UUID", "식별자 형식이 올바르지 않습니다");
  }
  if (!errors.empty()) return errors.ToStatus();

  Response response;
  for (auto year = first->year(); year <= last->year(); ++year) {
    const auto inventory = LoadInventory(deps, call, request.site_id(), static_cast<int>(year));
    if (!inventory.ok()) return inventory.status();
    if (!*inventory) continue;
    for (const auto& stack : (*inventory)->stacks()) {
      internal::v1::StackSamplingDays& row = *response.add_stacks();
      row.set_stack_id(stack.stack_id());
      row.set_survey_year(static_cast<int>(year));
      row.set_number(stack.number());
      row.set_stack_class(stack.stack_class());
      row.set_tms(stack.tms());
      row.set_closed_on(stack.closed_on());
    }
  }
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    const auto days =
        repository::SampledDays(tx, call.SystemSite(request.site_id()), *first, *last);
    Response listed = response;
    for (internal::v1::StackSamplingDays& stack : *listed.mutable_stacks()) {
      const auto found = days.find(stack.stack_id());
      if (found == days.end()) continue;
      for (const repository::SampledDay& sampled : found->second) {
        if (sampled.day.year() != stack.survey_year()) continue;
        internal::v1::SamplingDay& day = *stack.add_days();
        day.set_day(FormatDay(sampled.day));
        day.set_late(sampled.late);
      }
    }
    return listed;
  });
}

}  // namespace sems::measurement::handlers
