#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/domain/login_name.h"
#include "services/identity/errors.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/account.h"
#include "services/identity/repository/delegation.h"

namespace sems::identity::handlers {
namespace {

constexpr char kAgentRole[] = "ROLE_MEASUREMENT_AGENT";

absl::StatusOr<DelegationPeriod> ReadPeriod(const v1::CreateDelegationRequest& request,
                                            absl::CivilDay today) {
  FieldErrors errors;
  const auto starts_on = ParseDay(request.starts_on());
  const auto ends_on = ParseDay(request.ends_on());
  if (request.agent_login().empty()) errors.Required("agent_login");
  if (!starts_on.has_value()) {
    errors.Add("starts_on", "FORMAT", "is no day (YYYY-MM-DD)", "날짜(YYYY-MM-DD)가 아닙니다.");
  }
  if (!ends_on.has_value()) {
    errors.Add("ends_on", "FORMAT", "is no day (YYYY-MM-DD)", "날짜(YYYY-MM-DD)가 아닙니다.");
  }
  if (starts_on.has_value() && ends_on.has_value()) {
    if (const auto problem = CheckPeriod({*starts_on, *ends_on}, today))
      AddProblem(*problem, errors);
  }
  if (!errors.empty()) return errors.ToStatus();
  return DelegationPeriod{*starts_on, *ends_on};
}

absl::Status AgentNotFound() {
  FieldErrors errors;
  errors.Add("agent_login", "AGENT_NOT_FOUND", "is no measurement agent's login",
             "측정대행업자의 아이디가 아닙니다.");
  return errors.ToStatus();
}

}  // namespace

absl::StatusOr<v1::CreateDelegationResponse> CreateDelegation(
    Deps& deps, server::Call& call, const v1::CreateDelegationRequest& request) {
  const absl::StatusOr<DelegationPeriod> period = ReadPeriod(request, call.today());
  if (!period.ok()) return period.status();
  if (call.site_facts().state == common::internal::v1::SITE_STATE_CLOSED) return SiteClosed();

  return call.Write<v1::CreateDelegationResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::CreateDelegationResponse> {
        const std::optional<AccountName> agent = FindByLoginAndRole(
            work.tx(), NormaliseLogin(request.agent_login()).value_or(""), kAgentRole);
        if (!agent.has_value()) return AgentNotFound();
        const std::vector<DelegationPeriod> others =
            LockPeriodsOf(call.site(), work.tx(), agent->account_id);
        const bool overlaps =
            std::any_of(others.begin(), others.end(),
                        [&](const DelegationPeriod& other) { return Overlap(other, *period); });
        if (overlaps) return DelegationOverlaps();

        DelegationRow delegation;
        delegation.delegation_id = NewUuidV7(call.now());
        delegation.site_id = call.site().site_id();
        delegation.site_name = call.site_facts().name;
        delegation.agent_account_id = agent->account_id;
        delegation.agent_login = agent->login;
        delegation.agent_organisation_name = agent->profile.organisation_name;
        delegation.period = *period;
        delegation.created_at = call.now();
        InsertDelegation(call.site(), work.tx(), delegation, call.caller().account_id);
        work.Audit(
            {.stream_id = delegation.site_id,
             .action = "DELEGATION_CREATED",
             .subject = "delegation " + delegation.delegation_id,
             .detail = absl::StrCat("{\"agent\":\"", agent->account_id, "\",\"starts_on\":\"",
                                    FormatDay(period->starts_on), "\",\"ends_on\":\"",
                                    FormatDay(period->ends_on), "\"}")});
        v1::CreateDelegationResponse response;
        *response.mutable_delegation() = ToProto(delegation, call.today());
        return response;
      });
}

}  // namespace sems::identity::handlers
