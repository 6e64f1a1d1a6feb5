#include "common/status/error.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/measurement/convert.h"
#include "services/measurement/handlers/handlers.h"
#include "services/measurement/repository/codes.h"
#include "services/measurement/repository/samplings.h"

namespace sems::measurement::handlers {

absl::StatusOr<internal::v1::GetMonthResponse> GetMonth(
    Deps&, server::Call& call, const internal::v1::GetMonthRequest& request) {
  FieldErrors errors;
  const auto month = ParseMonth(request.month());
  if (!month)
    errors.Add("month", "INVALID_MONTH", "must be a month, as YYYY-MM",
               "년월을 YYYY-MM 형식으로 입력해야 합니다");
  if (!IsUuid(request.site_id())) {
    errors.Add("site_id", "INVALID_ID", "must be a UUID", "식별자 형식이 올바르지 않습니다");
  }
  if (!errors.empty()) return errors.ToStatus();

  using Response = internal::v1::GetMonthResponse;
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    const CodeBook codes = repository::LoadCodeBook(tx);
    Response response;
    for (const auto& listed :
         repository::MonthOfSamplings(tx, call.SystemSite(request.site_id()), *month)) {
      *response.add_samplings() = ToRow(listed, codes);
    }
    return response;
  });
}

}  // namespace sems::measurement::handlers
