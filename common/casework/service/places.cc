#include "common/casework/service/places.h"

#include <algorithm>

#include "common/values/districts.h"

namespace sems::casework {
namespace {

using server::Scope;

bool IsOffice(common::v1::Role role) {
  switch (role) {
    case common::v1::ROLE_LOCAL_OFFICER:
    case common::v1::ROLE_REGIONAL_ENV_OFFICER:
    case common::v1::ROLE_KOSHA_REVIEWER:
    case common::v1::ROLE_NICS_REVIEWER:
    case common::v1::ROLE_NIER_ADMIN:
    case common::v1::ROLE_MINISTRY:
      return true;
    default:
      return false;
  }
}

bool Covers(const Scope& scope, const std::string& district) {
  return scope.kind() == Scope::Kind::kNation ||
         (scope.kind() == Scope::Kind::kJurisdiction && scope.CoversDistrict(district));
}

// One office: the same kind, and a jurisdiction in common. An office above or below is another one.
bool SameOffice(const server::Caller& caller, const Scope& scope, const Opener& opener) {
  if (caller.account_id == opener.account_id) return true;
  if (ProductRole(caller.role) != opener.role) return false;
  if (scope.kind() == Scope::Kind::kNation) return true;
  const std::vector<std::string> own = JurisdictionsOf(scope);
  return std::any_of(own.begin(), own.end(), [&](const std::string& code) {
    return std::count(opener.districts.begin(), opener.districts.end(), code) > 0;
  });
}

bool IsNamed(const CaseFile& file, const server::Caller& caller, const Scope& scope,
             const std::string& role) {
  return std::any_of(file.bodies.begin(), file.bodies.end(), [&](const Body& body) {
    if (body.role != role) return false;
    return (!body.organisation_id.empty() && body.organisation_id == scope.organisation_id()) ||
           (!body.account_id.empty() && body.account_id == caller.account_id);
  });
}

// A partner system acts in the roles it was granted, in its districts.
bool IsGranted(const Scope& scope, const std::string& role, const Subject& subject) {
  const std::vector<std::string>& granted = scope.granted_roles();
  return std::count(granted.begin(), granted.end(), role) > 0 &&
         scope.CoversDistrict(subject.district_code);
}

}  // namespace

std::string ProductRole(common::v1::Role role) {
  return common::v1::Role_Name(role).substr(std::string_view("ROLE_").size());
}

Sight SightOf(const SidesOfLaw& law, const server::Caller& caller, const Scope& scope) {
  Sight sight{scope, std::nullopt, caller.role == common::v1::ROLE_PARTNER_SYSTEM};
  switch (caller.role) {
    case common::v1::ROLE_NICS_REVIEWER:
    case common::v1::ROLE_KOSHA_REVIEWER:
      sight.procedures = law.ProceduresConcerning(law.RolesOf(ProductRole(caller.role)));
      break;
    case common::v1::ROLE_PARTNER_SYSTEM:
      sight.procedures =
          law.ProceduresConcerning({scope.granted_roles().begin(), scope.granted_roles().end()});
      break;
    default:
      break;
  }
  return sight;
}

std::vector<std::string> JurisdictionsOf(const Scope& scope) {
  std::vector<std::string> outermost;
  for (const std::string& code : scope.district_codes()) {
    const std::string above = Districts::Table().Parent(code);
    if (above.empty() || !scope.CoversDistrict(above)) outermost.push_back(code);
  }
  return outermost;
}

Actor ActorIn(const SidesOfLaw& law, const server::Caller& caller, const Scope& scope,
              const StoredCase& found) {
  const CaseFile& file = found.file;
  const Subject& subject = found.head.subject;
  const Sides& sides = law.Of(file.machine, file.procedure);
  const std::set<std::string>& roles = law.RolesOf(ProductRole(caller.role));
  Actor actor;
  actor.account_id = caller.account_id;

  // An office that enters what somebody filed on paper is not the applicant.
  const bool opened_by_applicant =
      !file.opened_by_authority && sides.applying.count(found.head.opener.role) > 0;
  switch (caller.role) {
    case common::v1::ROLE_SITE_OPERATOR:
      actor.party = !subject.site_id.empty() && found.caller_operates_site;
      break;
    case common::v1::ROLE_ORGANISATION:
      actor.party =
          !subject.organisation_id.empty() && subject.organisation_id == scope.organisation_id();
      break;
    default:
      actor.party = IsOffice(caller.role) && opened_by_applicant &&
                    SameOffice(caller, scope, found.head.opener);
      break;
  }
  // Also whoever has another role of this system, but the same account as the applicant.
  actor.own_case = actor.party || found.caller_operates_site ||
                   (opened_by_applicant && caller.account_id == found.head.opener.account_id);

  const bool competent = IsOffice(caller.role) && Covers(scope, subject.district_code);
  for (const std::string& role : roles) {
    const bool applies = sides.applicants.count(role) > 0;
    const bool decides = sides.authorities.count(role) > 0;
    // Institutes and other ministries decide where they are named or have been granted the role.
    // In a case of one's own the role stays, so that the refusal can say why.
    const bool may_decide =
        decides &&
        (competent || IsNamed(file, caller, scope, role) ||
         (caller.role == common::v1::ROLE_PARTNER_SYSTEM && IsGranted(scope, role, subject)));
    if (may_decide && !actor.own_case) actor.authority = true;
    if (applies || decides) {
      if ((applies && actor.party) || may_decide) actor.roles.push_back(role);
      continue;
    }
    const bool concerned =
        competent || IsNamed(file, caller, scope, role) ||
        (caller.role == common::v1::ROLE_SITE_OPERATOR && actor.party) ||
        (caller.role == common::v1::ROLE_PARTNER_SYSTEM && IsGranted(scope, role, subject));
    if (concerned) actor.roles.push_back(role);
  }
  return actor;
}

}  // namespace sems::casework
