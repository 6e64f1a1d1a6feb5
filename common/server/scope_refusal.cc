#include "common/server/scope_refusal.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/error.h"

namespace sems::server {
namespace {

using common::v1::Role;

std::string NameOf(Role role) {
  return common::v1::Role_Name(role).substr(std::string_view("ROLE_").size());
}

const char* KoreanNameOf(Role role) {
  switch (role) {
    case common::v1::ROLE_SITE_OPERATOR:
      return "사업장 사용자";
    case common::v1::ROLE_MEASUREMENT_AGENT:
      return "측정대행업자";
    case common::v1::ROLE_LOCAL_OFFICER:
      return "지자체 담당자";
    case common::v1::ROLE_REGIONAL_ENV_OFFICER:
      return "지방환경관서";
    case common::v1::ROLE_NICS_REVIEWER:
      return "화학물질안전원";
    case common::v1::ROLE_KOSHA_REVIEWER:
      return "안전보건공단";
    case common::v1::ROLE_NIER_ADMIN:
      return "국립환경과학원";
    case common::v1::ROLE_PARTNER_SYSTEM:
      return "연계 기관 시스템";
    case common::v1::ROLE_MINISTRY:
      return "환경부";
    case common::v1::ROLE_ORGANISATION:
      return "업체·기관";
    case common::v1::ROLE_AUDITOR:
      return "감사";
    default:
      return "";
  }
}

struct Need {
  const char* what;  // for programs
  const char* message;
  const char* message_ko;
};

Need NeedOf(const Caller& caller, const Scope& scope) {
  switch (scope.kind()) {
    case Scope::Kind::kNone:
      return {"JURISDICTION",
              "The account has no jurisdiction: an administrator gives it its districts.",
              "계정에 관할 구역이 지정되어 있지 않습니다. 관리자에게 요청하십시오."};
    case Scope::Kind::kJurisdiction:
      if (caller.role == common::v1::ROLE_PARTNER_SYSTEM)
        return {"GRANTED_ROLE", "Not within the districts and the roles granted to this system.",
                "이 시스템에 부여된 지역·역할의 범위가 아닙니다."};
      return {"JURISDICTION", "Not within the caller's jurisdiction, or not its office's business.",
              "관할 구역이 아니거나 담당 업무가 아닙니다."};
    case Scope::Kind::kSites:
      return {"SITE", "Not of a site that the caller operates.",
              "본인이 운영하는 사업장이 아닙니다."};
    case Scope::Kind::kOrganisation:
      return {"ORGANISATION", "Not of the caller's organisation.",
              "소속 업체·기관의 것이 아닙니다."};
    case Scope::Kind::kAccount:
      if (caller.role == common::v1::ROLE_MEASUREMENT_AGENT)
        return {"DELEGATION", "No site has delegated this to the caller.",
                "위임받은 사업장이 아닙니다."};
      return {"ACCOUNT", "Not of the caller's own account.", "본인 계정의 것이 아닙니다."};
    case Scope::Kind::kNation:
    case Scope::Kind::kSystem:
      break;
  }
  return {"RIGHT", "The caller may not do this here.", "이 대상에 대한 권한이 없습니다."};
}

}  // namespace

absl::Status SayWhatIsNeeded(const absl::Status& refusal, const Method& method,
                             const Caller& caller, const std::optional<Scope>& scope) {
  constexpr char kReason[] = "OUT_OF_SCOPE";
  if (refusal.code() != absl::StatusCode::kPermissionDenied || ErrorReason(refusal) != kReason ||
      caller.role == common::v1::ROLE_UNSPECIFIED || !caller.service.empty()) {
    return refusal;
  }
  const auto& allowed = method.rule.roles();
  std::vector<std::string> names, names_ko;
  for (const int role : allowed) {
    names.push_back(NameOf(static_cast<Role>(role)));
    names_ko.push_back(KoreanNameOf(static_cast<Role>(role)));
  }
  ErrorMetadata metadata{{"role", NameOf(caller.role)}};
  if (std::find(allowed.begin(), allowed.end(), caller.role) == allowed.end()) {
    metadata.emplace_back("needed", "ROLE");
    metadata.emplace_back("roles", absl::StrJoin(names, ", "));
    return Error(refusal.code(), kReason,
                 names.empty() ? std::string("The call is not for people.")
                               : absl::StrCat("The call is for ", absl::StrJoin(names, ", "),
                                              "; the caller is ", NameOf(caller.role), "."),
                 names.empty()
                     ? std::string("사람이 쓰는 기능이 아닙니다.")
                     : absl::StrCat("다음 역할만 쓸 수 있습니다: ", absl::StrJoin(names_ko, ", "),
                                    ". 현재 역할: ", KoreanNameOf(caller.role)),
                 metadata);
  }
  if (!scope.has_value()) return refusal;  // an account that is no longer active
  const Need need = NeedOf(caller, *scope);
  metadata.emplace_back("needed", need.what);
  return Error(refusal.code(), kReason, need.message, need.message_ko, metadata);
}

}  // namespace sems::server
