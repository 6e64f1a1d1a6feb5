#include "common/server/authority.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/server/peer.h"
#include "common/server/scope.h"
#include "common/values/civil.h"
#include "common/values/clock.h"
#include "common/values/districts.h"
#include "grpcpp/client_context.h"
#include "sems/identity/internal/v1/authority_service.grpc.pb.h"

namespace sems::server {
namespace {

namespace v1 = identity::internal::v1;

constexpr absl::Duration kKeep = absl::Minutes(1);
constexpr size_t kMaxKept = 20000;

void PrepareContext(grpc::ClientContext& context, ServiceIdentity& identity, absl::Time now,
                    absl::Time deadline) {
  context.set_deadline(absl::ToChronoTime(std::min(deadline, absl::Now() + absl::Seconds(5))));
  context.AddMetadata("x-sems-service-token", identity.Token(nullptr, now));
}

}  // namespace

std::string ServiceIdentity::Token(const Caller* caller, absl::Time now) {
  const std::string key =
      caller == nullptr ? ""
                        : absl::StrCat(caller->account_id, "|", static_cast<int>(caller->role));
  absl::MutexLock lock(&mutex_);
  if (tokens_.size() > kMaxKept) tokens_.clear();
  auto& [made_at, token] = tokens_[key];
  if (token.empty() || now - made_at >= kKeep || now < made_at) {
    auth::Claims claims;
    claims.issuer = service_;
    claims.audience = auth::kServiceAudience;
    claims.issued_at = now;
    claims.expires_at = now + 2 * kKeep;
    if (caller != nullptr) {
      claims.subject = caller->account_id;
      claims.role = common::v1::Role_Name(caller->role);
    }
    token = key_.SignToken(claims, service_);
    made_at = now;
  }
  return token;
}

absl::StatusOr<Authority> AuthorityLookup::Get(const std::string& account_id, absl::Time now,
                                               absl::Time deadline) {
  {
    absl::MutexLock lock(&mutex_);
    const auto it = known_.find(account_id);
    if (it != known_.end() && now - it->second.first < kKeep && now >= it->second.first &&
        SeoulDay(now) == SeoulDay(it->second.first)) {
      return it->second.second;
    }
  }
  auto stub = v1::AuthorityService::NewStub(peers_.Channel("identity"));
  grpc::ClientContext context;
  PrepareContext(context, identity_, now, deadline);
  v1::GetAuthorityRequest request;
  request.set_account_id(account_id);
  v1::GetAuthorityResponse response;
  const grpc::Status status = stub->GetAuthority(&context, request, &response);
  Authority authority;
  if (status.error_code() == grpc::StatusCode::NOT_FOUND) return authority;  // not active
  if (!status.ok()) return PeerError("identity", status);
  authority.active = response.active();
  authority.role = response.role();
  authority.district_codes = Districts::Table().CodesWithin(
      {response.district_codes().begin(), response.district_codes().end()}, SeoulDay(now));
  authority.organisation_id = response.organisation_id();
  authority.granted_roles.assign(response.granted_roles().begin(), response.granted_roles().end());
  // Whoever belongs to no organisation yet is about to: that is asked for again.
  if (authority.role == common::v1::ROLE_ORGANISATION && authority.organisation_id.empty())
    return authority;
  absl::MutexLock lock(&mutex_);
  if (known_.size() > kMaxKept) known_.clear();
  known_[account_id] = {now, authority};
  return authority;
}

absl::StatusOr<bool> AuthorityLookup::Delegated(const std::string& account_id,
                                                const std::string& site_id, absl::CivilDay on,
                                                absl::Time now, absl::Time deadline) {
  auto stub = v1::AuthorityService::NewStub(peers_.Channel("identity"));
  grpc::ClientContext context;
  PrepareContext(context, identity_, now, deadline);
  v1::CheckDelegationRequest request;
  request.set_account_id(account_id);
  request.set_site_id(site_id);
  request.set_on_date(FormatDay(on));
  v1::CheckDelegationResponse response;
  const grpc::Status status = stub->CheckDelegation(&context, request, &response);
  if (!status.ok()) return PeerError("identity", status);
  return response.live();
}

}  // namespace sems::server
