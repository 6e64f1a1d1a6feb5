#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/casework/service/convert_case.h"
#include "common/casework/service/convert_law.h"
#include "common/values/civil.h"
#include "services/noise/handlers/noise_rules.h"
#include "services/noise/rule_fields.h"

namespace sems::noise::handlers {
namespace {

constexpr std::array<const char*, 6> kProcedures = {
    "noise_education_plan_notification", "noise_education_trainee_selection",
    "noise_education_enrolment",         "noise_education_result_report",
    "noise_education_plan_approval",     "noise_education_duty",
};
constexpr int kFirstYear = 1992;
constexpr int kLastYear = 2199;
constexpr int kMaxCourses = 100;

using Anchor = std::pair<std::string, absl::CivilDay>;  // event, its day

std::vector<Anchor> AnchorsOf(const v1::GetEducationCalendarRequest& request, FieldErrors& errors) {
  const int year = request.year();
  std::vector<Anchor> anchors;
  if (year < kFirstYear || year > kLastYear) {
    errors.Add("year", "OUT_OF_RANGE", "must be 1992 to 2199", "1992에서 2199까지여야 합니다.");
    return anchors;
  }
  anchors.push_back({"calendar", absl::CivilDay(year, 1, 1)});
  for (const int month : {3, 6, 9, 12})
    anchors.push_back({"quarter_end", LastDay(absl::CivilMonth(year, month))});
  if (request.course_starts_size() > kMaxCourses) {
    errors.Add("course_starts", "TOO_MANY", "must be at most 100", "100개 이하여야 합니다.");
    return anchors;
  }
  const absl::CivilDay any_day = absl::CivilDay::max();
  for (int i = 0; i < request.course_starts_size(); ++i) {
    const std::string field = absl::StrCat("course_starts[", i, "]");
    const auto start = ReadPastDay(field, request.course_starts(i), any_day, errors);
    if (start && start->year() != year) {
      errors.Add(field, "ANOTHER_YEAR", "must be a day of the year",
                 "해당 연도의 날짜여야 합니다.");
    }
    if (start) anchors.push_back({"course_start", *start});
  }
  if (!request.trained_on().empty()) {
    if (const auto trained = ReadPastDay("trained_on", request.trained_on(), any_day, errors))
      anchors.push_back({"training_cycle_start", *trained});
  }
  return anchors;
}

v1::EducationDay ToDay(const casework::Law& law, const casework::Procedure& procedure,
                       const casework::PreviewedDeadline& previewed, const Anchor& anchor) {
  v1::EducationDay day;
  *day.mutable_what() = casework::ToProto(previewed.deadline->what);
  for (const casework::Role* role :
       casework::RolesNamed(law, &procedure, previewed.deadline->who)) {
    *day.add_who() = casework::ToProto(*role);
  }
  day.set_due_on(casework::DueText(*previewed.date));
  day.set_warn_on(casework::WarnText(*previewed.date));
  if (anchor.first != "calendar") day.set_anchor_on(FormatDay(anchor.second));
  day.set_procedure_id(procedure.id);
  day.set_article(procedure.article);
  *day.mutable_explanation() = casework::ToProto(*previewed.date, &law);
  return day;
}

}  // namespace

absl::StatusOr<v1::GetEducationCalendarResponse> GetEducationCalendar(
    Deps& deps, server::Call&, const v1::GetEducationCalendarRequest& request) {
  FieldErrors errors;
  const std::vector<Anchor> anchors = AnchorsOf(request, errors);
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  const casework::Law& law = deps.casework->law();
  std::vector<v1::EducationDay> days;
  for (const char* id : kProcedures) {
    const casework::Procedure* procedure = law.FindProcedure(id);
    if (procedure == nullptr) continue;
    for (const Anchor& anchor : anchors) {
      for (const casework::PreviewedDeadline& previewed : deps.casework->engine().Preview(
               *procedure, {{anchor.first, anchor.second}}, {}, {}, std::nullopt)) {
        if (previewed.date) days.push_back(ToDay(law, *procedure, previewed, anchor));
      }
    }
  }
  std::stable_sort(
      days.begin(), days.end(),
      [](const v1::EducationDay& a, const v1::EducationDay& b) { return a.due_on() < b.due_on(); });
  v1::GetEducationCalendarResponse response;
  for (v1::EducationDay& day : days) *response.add_days() = std::move(day);
  return response;
}

}  // namespace sems::noise::handlers
