#pragma once

#include <string_view>

namespace sems::identity {

// Rules over roles, by the names that tokens carry ("ROLE_SITE_OPERATOR").

// Firms and agents register themselves; everyone else gets an account from an administrator.
bool MaySignUpAs(std::string_view role);

// Any role of a person: partner systems (연계 기관 시스템) have keys, not passwords.
bool HasPassword(std::string_view role);

// 지자체 담당자 and 지방환경관서 see the sites of their districts, 안전보건공단 일선기관 those of
// their office's.
bool HasJurisdictions(std::string_view role);

// 측정대행업자 (고시 제4조②).
bool MayHoldDelegations(std::string_view role);

}  // namespace sems::identity
