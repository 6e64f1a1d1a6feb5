#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/facility/convert.h"
#include "services/facility/errors.h"
#include "services/facility/handlers/handlers.h"
#include "services/facility/handlers/start_year.h"
#include "services/facility/repository/years.h"

namespace sems::facility::handlers {

absl::StatusOr<v1::OpenSurveyYearResponse> OpenSurveyYear(
    const Deps&, server::Call& call, const v1::OpenSurveyYearRequest& request) {
  FieldErrors errors;
  CheckYearField(request.survey_year(), call.today(), errors);
  if (!errors.empty()) return errors.ToStatus();

  return call.Write<v1::OpenSurveyYearResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::OpenSurveyYearResponse> {
        absl::StatusOr<bool> opened =
            StartYear(call.site(), work, request.survey_year(), call.now());
        if (!opened.ok()) return opened.status();
        if (!*opened) work.NothingChanged();
        v1::OpenSurveyYearResponse response;
        response.set_opened(*opened);
        *response.mutable_survey_year() = ToProto(
            call.site().site_id(), *FindYear(call.site(), work.tx(), request.survey_year()));
        return response;
      });
}

absl::StatusOr<v1::ListSurveyYearsResponse> ListSurveyYears(const Deps&, server::Call& call,
                                                            const v1::ListSurveyYearsRequest&) {
  return call.Read<v1::ListSurveyYearsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListSurveyYearsResponse> {
        v1::ListSurveyYearsResponse response;
        for (const YearRow& year : ListYears(call.site(), tx)) {
          *response.add_survey_years() = ToProto(call.site().site_id(), year);
        }
        return response;
      });
}

}  // namespace sems::facility::handlers
