#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/calendar/holidays.h"
#include "common/casework/service/convert_case.h"
#include "common/values/civil.h"
#include "services/noise/domain/precision_inspection.h"
#include "services/noise/handlers/noise_rules.h"
#include "services/noise/rule_fields.h"

namespace sems::noise::handlers {
namespace {

constexpr char kProcedure[] = "noise_instrument_precision_inspection";
constexpr int kMaxInspections = 500;
constexpr int kMaxAhead = 20;
constexpr int kDefaultAhead = 2;

// The procedure's monthly deadline.
std::optional<calendar::DateRule> RuleOf(const casework::Procedure& procedure) {
  for (const casework::Deadline& deadline : procedure.deadlines) {
    if (deadline.mode != calendar::Mode::kPeriodicMonth) continue;
    calendar::DateRule rule;
    rule.mode = deadline.mode;
    rule.direction = deadline.direction;
    rule.period = deadline.period;
    rule.party = calendar::Party::kPrivate;
    rule.switches = deadline.switches;
    rule.article = procedure.article;
    rule.anchor_event = deadline.anchor;
    return rule;
  }
  return std::nullopt;
}

v1::InspectionWindowState ToProto(WindowState state) {
  switch (state) {
    case WindowState::kInspected:
      return v1::INSPECTION_WINDOW_STATE_INSPECTED;
    case WindowState::kMissed:
      return v1::INSPECTION_WINDOW_STATE_MISSED;
    case WindowState::kOpen:
      return v1::INSPECTION_WINDOW_STATE_OPEN;
    case WindowState::kAhead:
      return v1::INSPECTION_WINDOW_STATE_AHEAD;
  }
  return v1::INSPECTION_WINDOW_STATE_UNSPECIFIED;
}

std::vector<absl::CivilDay> ReadLater(const v1::ListPrecisionInspectionsRequest& request,
                                      const std::optional<absl::CivilDay>& first,
                                      absl::CivilDay today, FieldErrors& errors) {
  std::vector<absl::CivilDay> later;
  if (request.inspected_on_size() > kMaxInspections) {
    errors.Add("inspected_on", "TOO_MANY", "must be at most 500", "500개 이하여야 합니다.");
    return later;
  }
  for (int i = 0; i < request.inspected_on_size(); ++i) {
    const std::string field = absl::StrCat("inspected_on[", i, "]");
    const auto day = ReadPastDay(field, request.inspected_on(i), today, errors);
    if (!day) continue;
    if (first && *day <= *first) {
      errors.Add(field, "BEFORE_ANCHOR", "must be after the first inspection",
                 "최초의 정도검사일보다 뒤여야 합니다.");
    }
    later.push_back(*day);
  }
  return later;
}

}  // namespace

absl::StatusOr<v1::ListPrecisionInspectionsResponse> ListPrecisionInspections(
    Deps& deps, server::Call& call, const v1::ListPrecisionInspectionsRequest& request) {
  FieldErrors errors;
  const auto first =
      ReadPastDay("first_inspection_on", request.first_inspection_on(), call.today(), errors);
  const std::vector<absl::CivilDay> later = ReadLater(request, first, call.today(), errors);
  const int ahead = request.months_ahead() == 0 ? kDefaultAhead : request.months_ahead();
  if (ahead < 1 || ahead > kMaxAhead) {
    errors.Add("months_ahead", "OUT_OF_RANGE", "must be 1 to 20", "1에서 20까지여야 합니다.");
  }
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  const casework::Law& law = deps.casework->law();
  const casework::Procedure* procedure = law.FindProcedure(kProcedure);
  const std::optional<calendar::DateRule> rule =
      procedure == nullptr ? std::nullopt : RuleOf(*procedure);
  if (!rule) return Internal();
  v1::ListPrecisionInspectionsResponse response;
  for (const InspectionWindow& window :
       PrecisionWindows(*rule, *first, later, call.today(), ahead, calendar::Holidays::BuiltIn())) {
    v1::InspectionWindow& out = *response.add_windows();
    out.set_month(FormatMonth(MonthOf(*window.date.window_from)));
    out.set_from(FormatDay(*window.date.window_from));
    out.set_to(FormatDay(*window.date.window_to));
    out.set_cycle_day(FormatDay(*window.date.explanation.unmoved));
    out.set_state(ToProto(window.state));
    if (window.inspected_on) out.set_inspected_on(FormatDay(*window.inspected_on));
    *out.mutable_explanation() = casework::ToProto(window.date, &law);
    const bool next = window.state == WindowState::kOpen || window.state == WindowState::kAhead;
    if (next && response.next_month().empty()) response.set_next_month(out.month());
  }
  response.set_article(procedure->article);
  response.set_procedure_id(procedure->id);
  return response;
}

}  // namespace sems::noise::handlers
