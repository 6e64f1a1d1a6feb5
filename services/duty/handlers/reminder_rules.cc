#include <set>

#include "absl/time/clock.h"
#include "common/values/uuid.h"
#include "services/duty/convert.h"
#include "services/duty/handlers/handlers.h"
#include "services/duty/handlers/requests.h"
#include "services/duty/repository/channels.h"
#include "services/duty/repository/reminders.h"

namespace sems::duty::handlers {
namespace {

constexpr size_t kMostRules = 20;
constexpr int kDutyKinds = 11;

ReminderTiming ReadTiming(const v1::ReminderRule& rule, FieldErrors& errors) {
  ReminderTiming timing;
  const std::set<int> leads(rule.lead_days().begin(), rule.lead_days().end());
  if (rule.lead_days_size() > kMaxLeads || static_cast<int>(leads.size()) != rule.lead_days_size())
    errors.Add("rule.lead_days", "TOO_MANY", "has at most 10 values, each once",
               "서로 다른 값 10개까지입니다");
  if (!leads.empty() && (*leads.begin() < 0 || *leads.rbegin() > kMaxLeadDays))
    errors.Add("rule.lead_days", "OUT_OF_RANGE", "must be 0 to 365", "0에서 365 사이여야 합니다");
  if (leads.empty() && !rule.when_overdue())
    errors.Add("rule.lead_days", "REQUIRED", "must be given unless when_overdue is set",
               "알림 일수를 입력하거나 기한 경과 알림을 선택해야 합니다");
  timing.lead_days.assign(leads.rbegin(), leads.rend());
  timing.when_overdue = rule.when_overdue();
  timing.kinds = ReadEnums<Kind>("rule.kinds", rule.kinds(), kDutyKinds, errors);
  return timing;
}

}  // namespace

absl::StatusOr<v1::CreateReminderRuleResponse> CreateReminderRule(
    Deps&, server::Call& call, const v1::CreateReminderRuleRequest& request) {
  FieldErrors errors;
  CheckId("rule.channel_id", request.rule().channel_id(), errors);
  const ReminderTiming timing = ReadTiming(request.rule(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<Owner> owner = ReadOwner(call, request.site_id());
  if (!owner.ok()) return owner.status();
  using Response = v1::CreateReminderRuleResponse;
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    if (!repository::FindChannel(work.tx(), *owner, request.rule().channel_id()))
      return NotFound("channel", "알림 수단", request.rule().channel_id());
    if (repository::ListRules(work.tx(), *owner).size() >= kMostRules)
      return Error(absl::StatusCode::kFailedPrecondition, "TOO_MANY_RULES",
                   "There are 20 rules; delete one first.",
                   "알림 규칙이 20개입니다. 먼저 하나를 삭제하십시오.");
    const repository::Rule rule{NewUuidV7(call.now()), *owner, request.rule().channel_id(), timing,
                                call.now()};
    repository::AddRule(work.tx(), rule, call.caller().account_id);
    repository::MarkForPlanning(work.tx(), *owner, true, absl::Now());
    Response response;
    *response.mutable_rule() = ToProto(rule);
    work.Audit({owner->id, "REMINDER_RULE_CREATED", "rule " + rule.id, "{}"});
    return response;
  });
}

absl::StatusOr<v1::ListReminderRulesResponse> ListReminderRules(
    Deps&, server::Call& call, const v1::ListReminderRulesRequest& request) {
  const absl::StatusOr<Owner> owner = ReadOwner(call, request.site_id());
  if (!owner.ok()) return owner.status();
  using Response = v1::ListReminderRulesResponse;
  return call.Read<Response>([&](db::Tx& tx) -> absl::StatusOr<Response> {
    Response response;
    for (const repository::Rule& rule : repository::ListRules(tx, *owner))
      *response.add_rules() = ToProto(rule);
    return response;
  });
}

absl::StatusOr<v1::DeleteReminderRuleResponse> DeleteReminderRule(
    Deps&, server::Call& call, const v1::DeleteReminderRuleRequest& request) {
  FieldErrors errors;
  CheckId("rule_id", request.rule_id(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<Owner> owner = ReadOwner(call, request.site_id());
  if (!owner.ok()) return owner.status();
  using Response = v1::DeleteReminderRuleResponse;
  return call.Write<Response>([&](server::UnitOfWork& work) -> absl::StatusOr<Response> {
    if (!repository::FindRule(work.tx(), *owner, request.rule_id()))
      return NotFound("reminder rule", "알림 규칙", request.rule_id());
    repository::DeleteRule(work.tx(), request.rule_id());
    work.Audit({owner->id, "REMINDER_RULE_DELETED", "rule " + request.rule_id(), "{}"});
    return Response();
  });
}

}  // namespace sems::duty::handlers
