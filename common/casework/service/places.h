#pragma once

#include <string>
#include <vector>

#include "common/casework/engine.h"
#include "common/casework/service/sides.h"
#include "common/casework/service/sight.h"
#include "common/casework/service/stored_case.h"
#include "common/server/scope.h"

// The caller's place in a case: on which side it stands, and in which statutory roles it may act.
namespace sems::casework {

// "LOCAL_OFFICER"
std::string ProductRole(common::v1::Role role);

// What the caller may see of a service's cases.
Sight SightOf(const SidesOfLaw& law, const server::Caller& caller, const server::Scope& scope);

// The jurisdictions an office was given: those of its districts that do not lie below another of
// them.
std::vector<std::string> JurisdictionsOf(const server::Scope& scope);

// `found` is in the caller's sight.
//
// The party is who operates the site, whose the organisation is, or the office that opened the case
// as its applicant; the authority is an office that decides such cases and is competent for the
// district, but never the office that applied, since nobody decides their own case. Where the
// authority opened it of its own accord there is no applicant to tell it from.
Actor ActorIn(const SidesOfLaw& law, const server::Caller& caller, const server::Scope& scope,
              const StoredCase& found);

}  // namespace sems::casework
