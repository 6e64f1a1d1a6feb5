#include "services/facility/errors.h"

#include "absl/strings/str_cat.h"
#include "services/facility/domain/field_rules.h"
#include "services/facility/domain/survey_year.h"

namespace sems::facility {

absl::Status SurveyYearNotOpen(int survey_year) {
  return Error(absl::StatusCode::kNotFound, "SURVEY_YEAR_NOT_OPEN",
               absl::StrCat("The site has no survey year ", survey_year, " yet."),
               absl::StrCat(survey_year, "년 조사년도가 아직 없습니다."),
               {{"survey_year", absl::StrCat(survey_year)}});
}

absl::Status NoSurveyYear() {
  return Error(absl::StatusCode::kFailedPrecondition, "NO_SURVEY_YEAR",
               "The site has no survey year that a new one could begin as a copy of.",
               "복사할 조사년도가 없습니다.");
}

void AddFaults(const Faults& faults, const std::string& path, FieldErrors& errors) {
  for (const Fault& fault : faults) {
    errors.Add(path + fault.field, fault.code, fault.message, fault.message_ko);
  }
}

void CheckYearField(int survey_year, absl::CivilDay today, FieldErrors& errors) {
  if (IsSurveyYear(survey_year, today)) return;
  errors.Add("survey_year", "OUT_OF_RANGE",
             absl::StrCat("Must be from ", kFirstSurveyYear, " to next year."),
             absl::StrCat("조사년도는 ", kFirstSurveyYear, "년부터 내년까지 가능합니다."));
}

void CheckDayField(const std::string& field, const std::string& value, FieldErrors& errors) {
  Faults faults;
  CheckDay(field, value, faults);
  AddFaults(faults, "", errors);
}

void CheckLineCount(const std::string& field, int count, int max, FieldErrors& errors) {
  if (count == 0) errors.Required(field);
  if (count > max) {
    errors.Add(field, "TOO_MANY", absl::StrCat("At most ", max, " lines in one call."),
               absl::StrCat("한 번에 최대 ", max, "건까지 저장할 수 있습니다."));
  }
}

}  // namespace sems::facility
