#include "services/identity/module.h"

#include "common/auth/jwt.h"
#include "common/config/config.h"
#include "common/server/gate.h"
#include "common/server/site_directory_service.h"
#include "common/status/error.h"
#include "sems/identity/internal/v1/authority_service.grpc.pb.h"
#include "sems/identity/v1/account_service.grpc.pb.h"
#include "sems/identity/v1/auth_service.grpc.pb.h"
#include "sems/identity/v1/delegation_service.grpc.pb.h"
#include "sems/identity/v1/jurisdiction_service.grpc.pb.h"
#include "sems/identity/v1/organisation_service.grpc.pb.h"
#include "sems/identity/v1/partner_service.grpc.pb.h"
#include "services/identity/deps.h"
#include "services/identity/handlers/handlers.h"

namespace sems::identity {

std::span<const EmbeddedFile> Migrations();

namespace {

class AuthService final : public v1::AuthService::Service {
 public:
  AuthService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::AuthService, SignIn)
  SEMS_UNARY(v1::AuthService, RefreshToken)
  SEMS_UNARY(v1::AuthService, SignOut)
  SEMS_UNARY(v1::AuthService, GetJwks)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class AccountService final : public v1::AccountService::Service {
 public:
  AccountService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::AccountService, GetPrivacyNotice)
  SEMS_UNARY(v1::AccountService, SignUp)
  SEMS_UNARY(v1::AccountService, CreateAccount)
  SEMS_UNARY(v1::AccountService, GetMyAccount)
  SEMS_UNARY(v1::AccountService, UpdateMyProfile)
  SEMS_UNARY(v1::AccountService, ChangePassword)
  SEMS_UNARY(v1::AccountService, GetAccount)
  SEMS_UNARY(v1::AccountService, ListAccounts)
  SEMS_UNARY(v1::AccountService, LockAccount)
  SEMS_UNARY(v1::AccountService, UnlockAccount)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class JurisdictionService final : public v1::JurisdictionService::Service {
 public:
  JurisdictionService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::JurisdictionService, SetJurisdictions)
  SEMS_UNARY(v1::JurisdictionService, ListJurisdictions)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class DelegationService final : public v1::DelegationService::Service {
 public:
  DelegationService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::DelegationService, CreateDelegation)
  SEMS_UNARY(v1::DelegationService, ListDelegations)
  SEMS_UNARY(v1::DelegationService, RevokeDelegation)
  SEMS_UNARY(v1::DelegationService, ListMyDelegations)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class OrganisationService final : public v1::OrganisationService::Service {
 public:
  OrganisationService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::OrganisationService, CreateOrganisation)
  SEMS_UNARY(v1::OrganisationService, GetMyOrganisation)
  SEMS_UNARY(v1::OrganisationService, GetOrganisation)
  SEMS_UNARY(v1::OrganisationService, ListOrganisations)
  SEMS_UNARY(v1::OrganisationService, InviteMember)
  SEMS_UNARY(v1::OrganisationService, JoinOrganisation)
  SEMS_UNARY(v1::OrganisationService, ListMembers)
  SEMS_UNARY(v1::OrganisationService, RemoveMember)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

class PartnerService final : public v1::PartnerService::Service {
 public:
  PartnerService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::PartnerService, RegisterPartner)
  SEMS_UNARY(v1::PartnerService, UpdateGrants)
  SEMS_UNARY(v1::PartnerService, ReplacePartnerKey)
  SEMS_UNARY(v1::PartnerService, SuspendPartner)
  SEMS_UNARY(v1::PartnerService, ResumePartner)
  SEMS_UNARY(v1::PartnerService, ListPartners)
  SEMS_UNARY(v1::PartnerService, SignInPartner)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

}  // namespace

namespace internal {
namespace {

class AuthorityService final : public v1::AuthorityService::Service {
 public:
  AuthorityService(server::Gate& gate, Deps& deps) : gate_(gate), deps_(deps) {}
  SEMS_UNARY(v1::AuthorityService, GetAuthority)
  SEMS_UNARY(v1::AuthorityService, CheckDelegation)
  SEMS_UNARY(v1::AuthorityService, ListDelegatedSites)
  SEMS_UNARY(v1::AuthorityService, GetAccountNames)

 private:
  server::Gate& gate_;
  Deps& deps_;
};

}  // namespace
}  // namespace internal

namespace {

class IdentityModule final : public server::Module {
 public:
  IdentityModule(server::Gate& gate, std::unique_ptr<PasswordHasher> passwords,
                 auth::SigningKey signing_key, std::string jwks_file)
      : passwords_(std::move(passwords)),
        signing_key_(std::move(signing_key)),
        deps_{*passwords_, signing_key_, std::move(jwks_file)},
        auth_(gate, deps_),
        account_(gate, deps_),
        jurisdiction_(gate, deps_),
        delegation_(gate, deps_),
        organisation_(gate, deps_),
        partner_(gate, deps_),
        authority_(gate, deps_),
        site_directory_(gate) {}

  std::vector<server::Served> Services() override {
    return {server::Serves<v1::AuthService>(auth_),
            server::Serves<v1::AccountService>(account_),
            server::Serves<v1::JurisdictionService>(jurisdiction_),
            server::Serves<v1::DelegationService>(delegation_),
            server::Serves<v1::OrganisationService>(organisation_),
            server::Serves<v1::PartnerService>(partner_),
            server::Serves<internal::v1::AuthorityService>(authority_),
            server::Serves<common::internal::v1::SiteDirectoryService>(site_directory_)};
  }

 private:
  const std::unique_ptr<PasswordHasher> passwords_;
  const auth::SigningKey signing_key_;
  Deps deps_;
  AuthService auth_;
  AccountService account_;
  JurisdictionService jurisdiction_;
  DelegationService delegation_;
  OrganisationService organisation_;
  PartnerService partner_;
  internal::AuthorityService authority_;
  server::SiteDirectoryService site_directory_;
};

// Tokens that no service could verify would lock everybody out: better not to start.
absl::Status CheckPublished(const auth::SigningKey& key, const std::string& jwks_file) {
  const absl::StatusOr<std::shared_ptr<auth::KeySet>> published = auth::KeySet::FromFile(jwks_file);
  if (!published.ok()) return published.status();
  constexpr std::string_view kProbe = "probe";
  if ((*published)->Verify(key.thumbprint(), kProbe, key.Sign(kProbe))) return absl::OkStatus();
  return Error(absl::StatusCode::kFailedPrecondition, "SIGNING_KEY_NOT_PUBLISHED",
               "keys.user_jwks_file does not hold the public key of identity.signing_key_file.",
               "keys.user_jwks_file에 identity.signing_key_file의 공개키가 없습니다.");
}

absl::StatusOr<std::unique_ptr<server::Module>> Make(const server::ModuleDeps& deps) {
  const std::string& jwks_file = deps.config->Get("keys.user_jwks_file");
  absl::StatusOr<auth::SigningKey> key =
      auth::SigningKey::FromFile(deps.config->Get("identity.signing_key_file"));
  if (!key.ok()) return key.status();
  if (absl::Status status = CheckPublished(*key, jwks_file); !status.ok()) return status;
  absl::StatusOr<std::unique_ptr<PasswordHasher>> passwords = PasswordHasher::Make();
  if (!passwords.ok()) return passwords.status();
  return std::make_unique<IdentityModule>(*deps.gate, *std::move(passwords), *std::move(key),
                                          jwks_file);
}

}  // namespace

const server::ModuleInfo& Info() {
  static const server::ModuleInfo info{"identity", Migrations, Make};
  return info;
}

}  // namespace sems::identity
