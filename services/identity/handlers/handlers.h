#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "sems/identity/internal/v1/authority_service.pb.h"
#include "sems/identity/v1/account_service.pb.h"
#include "sems/identity/v1/auth_service.pb.h"
#include "sems/identity/v1/delegation_service.pb.h"
#include "sems/identity/v1/jurisdiction_service.pb.h"
#include "sems/identity/v1/organisation_service.pb.h"
#include "sems/identity/v1/partner_service.pb.h"
#include "services/identity/deps.h"

// One function for each RPC; each reads from top to bottom in the file of its name.
namespace sems::identity::handlers {

#define SEMS_IDENTITY_HANDLER(ns, Method)                                     \
  absl::StatusOr<ns::Method##Response> Method(Deps& deps, server::Call& call, \
                                              const ns::Method##Request& request)

SEMS_IDENTITY_HANDLER(v1, SignIn);
SEMS_IDENTITY_HANDLER(v1, RefreshToken);
SEMS_IDENTITY_HANDLER(v1, SignOut);
SEMS_IDENTITY_HANDLER(v1, GetJwks);

SEMS_IDENTITY_HANDLER(v1, GetPrivacyNotice);
SEMS_IDENTITY_HANDLER(v1, SignUp);
SEMS_IDENTITY_HANDLER(v1, CreateAccount);
SEMS_IDENTITY_HANDLER(v1, GetMyAccount);
SEMS_IDENTITY_HANDLER(v1, UpdateMyProfile);
SEMS_IDENTITY_HANDLER(v1, ChangePassword);
SEMS_IDENTITY_HANDLER(v1, GetAccount);
SEMS_IDENTITY_HANDLER(v1, ListAccounts);
SEMS_IDENTITY_HANDLER(v1, LockAccount);
SEMS_IDENTITY_HANDLER(v1, UnlockAccount);

SEMS_IDENTITY_HANDLER(v1, SetJurisdictions);
SEMS_IDENTITY_HANDLER(v1, ListJurisdictions);

SEMS_IDENTITY_HANDLER(v1, CreateDelegation);
SEMS_IDENTITY_HANDLER(v1, ListDelegations);
SEMS_IDENTITY_HANDLER(v1, RevokeDelegation);
SEMS_IDENTITY_HANDLER(v1, ListMyDelegations);

SEMS_IDENTITY_HANDLER(v1, CreateOrganisation);
SEMS_IDENTITY_HANDLER(v1, GetMyOrganisation);
SEMS_IDENTITY_HANDLER(v1, GetOrganisation);
SEMS_IDENTITY_HANDLER(v1, ListOrganisations);
SEMS_IDENTITY_HANDLER(v1, InviteMember);
SEMS_IDENTITY_HANDLER(v1, JoinOrganisation);
SEMS_IDENTITY_HANDLER(v1, ListMembers);
SEMS_IDENTITY_HANDLER(v1, RemoveMember);

SEMS_IDENTITY_HANDLER(v1, RegisterPartner);
SEMS_IDENTITY_HANDLER(v1, UpdateGrants);
SEMS_IDENTITY_HANDLER(v1, ReplacePartnerKey);
SEMS_IDENTITY_HANDLER(v1, SuspendPartner);
SEMS_IDENTITY_HANDLER(v1, ResumePartner);
SEMS_IDENTITY_HANDLER(v1, ListPartners);
SEMS_IDENTITY_HANDLER(v1, SignInPartner);

SEMS_IDENTITY_HANDLER(internal::v1, GetAuthority);
SEMS_IDENTITY_HANDLER(internal::v1, CheckDelegation);
SEMS_IDENTITY_HANDLER(internal::v1, ListDelegatedSites);
SEMS_IDENTITY_HANDLER(internal::v1, GetAccountNames);

#undef SEMS_IDENTITY_HANDLER

}  // namespace sems::identity::handlers
