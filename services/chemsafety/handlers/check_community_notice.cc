#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/calendar/holidays.h"
#include "common/calendar/statutory.h"
#include "common/values/civil.h"
#include "services/chemsafety/convert_chemical.h"
#include "services/chemsafety/handlers/chemical_duties.h"

namespace sems::chemsafety::handlers {
namespace {

std::string LastDay(calendar::DateRule rule, absl::CivilDay from,
                    const calendar::Holidays& holidays) {
  rule.party = calendar::Party::kPrivate;
  return FormatDay(*calendar::ComputeDate(rule, from, {}, {}, from, holidays).due);
}

}  // namespace

absl::StatusOr<v1::CheckCommunityNoticeResponse> CheckCommunityNotice(
    const ChemicalDeps& deps, server::Call&, const v1::CheckCommunityNoticeRequest& request) {
  const CommunityNoticeRule& rule = deps.rules.community_notice;
  FieldErrors errors;
  std::set<std::string> methods;
  for (const std::string& id : request.method_ids()) {
    if (rule.methods.end() ==
        std::find_if(rule.methods.begin(), rule.methods.end(),
                     [&](const NoticeMethod& m) { return m.name.id == id; })) {
      errors.Add("method_ids", "UNKNOWN_METHOD", absl::StrCat("is no way of notice: ", id),
                 absl::StrCat("알 수 없는 고지 방법입니다: ", id));
    }
    methods.insert(id);
  }
  if (request.joint_sites() < 0) {
    errors.Add("joint_sites", "NEGATIVE", "must be 0 or more", "0 이상이어야 합니다.");
  }
  const std::optional<absl::CivilDay> notified =
      ReadOptionalDay(request.fit_notified_on(), "fit_notified_on", errors);
  if (absl::Status status = errors.ToStatus(); !status.ok()) return status;

  v1::CheckCommunityNoticeResponse response;
  const bool enough = static_cast<int>(methods.size()) >= rule.at_least_methods;
  response.set_methods_suffice(enough ? v1::VERDICT_YES : v1::VERDICT_NO);
  // Whether the reason for a joint notice is accepted is not for a program to say.
  response.set_joint_allowed(
      request.joint_sites() >= rule.joint_at_least_sites ? v1::VERDICT_UNKNOWN : v1::VERDICT_NO);
  if (notified) {
    calendar::DateRule due;
    due.period = calendar::Period{rule.register_within_months, calendar::Unit::kMonths};
    response.set_register_due_on(LastDay(due, *notified, deps.holidays));
    due = {};
    due.mode = calendar::Mode::kSameYear;
    response.set_direct_due_on(LastDay(due, *notified, deps.holidays));
  }
  for (const std::string* article :
       {&rule.register_article, &rule.direct_article, &rule.joint_article})
    response.add_articles(*article);
  return response;
}

}  // namespace sems::chemsafety::handlers
