#include "common/testing/harness.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/server_builder.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/log/log.h"
#include "common/server/service_names.h"
#include "common/status/error.h"
#include "common/testing/harness_directory.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"
#include "sems/common/internal/v1/site_directory.grpc.pb.h"
#include "sems/identity/internal/v1/authority_service.grpc.pb.h"

namespace sems::testing {
namespace {

void Write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

}  // namespace

// Answers for identity where the real module is not hosted: what the test says, and nothing else.
class Harness::StandInIdentity final : public identity::internal::v1::AuthorityService::Service {
 public:
  grpc::Status GetAuthority(grpc::ServerContext*,
                            const identity::internal::v1::GetAuthorityRequest* request,
                            identity::internal::v1::GetAuthorityResponse* response) override {
    absl::MutexLock lock(&mutex);
    const auto it = authorities.find(request->account_id());
    if (it == authorities.end()) return grpc::Status(grpc::StatusCode::NOT_FOUND, "");
    *response = it->second;
    return grpc::Status::OK;
  }
  grpc::Status CheckDelegation(grpc::ServerContext*,
                               const identity::internal::v1::CheckDelegationRequest* request,
                               identity::internal::v1::CheckDelegationResponse* response) override {
    absl::MutexLock lock(&mutex);
    response->set_live(delegated.count({request->account_id(), request->site_id()}) > 0);
    return grpc::Status::OK;
  }

  absl::Mutex mutex;
  std::map<std::string, identity::internal::v1::GetAuthorityResponse> authorities;
  std::set<std::pair<std::string, std::string>> delegated;
  std::unique_ptr<grpc::Server> server;
};

Harness::Harness(const std::vector<const server::ModuleInfo*>& modules, absl::CivilDay today,
                 const std::map<std::string, std::string>& settings,
                 const std::vector<const server::ModuleInfo*>& away)
    : modules_(modules),
      system_(modules),
      settings_(settings),
      known_(server::ServiceNames()),
      clock_(absl::FromCivil(absl::CivilSecond(today) + 10 * 3600, absl::FixedTimeZone(9 * 3600))),
      directory_(MakeHarnessDirectory()) {
  log::SetLevel(std::getenv("SEMS_TEST_LOG") != nullptr ? "debug" : "error");
  system_.insert(system_.end(), away.begin(), away.end());
  std::vector<std::pair<std::string, std::vector<EmbeddedFile>>> schemas;
  for (const server::ModuleInfo* module : modules) {
    schemas.emplace_back(module->name, server::MigrationsOf(*module));
    // One that is not listed yet is tested all the same.
    if (std::find(known_.begin(), known_.end(), module->name) == known_.end())
      known_.push_back(module->name);
  }
  database_ = std::make_unique<TestDatabase>(schemas);

  Write(directory_ + "/user_jwks.json", auth::MakeJwks({user_key_.PublicJwk()}));
  Write(directory_ + "/identity_signing.pem", user_key_.ToPem());
  std::vector<std::string> service_jwks;
  for (const std::string& service : known_) {
    const auto key = service_keys_.emplace(service, auth::SigningKey::Generate()).first;
    service_jwks.push_back(key->second.PublicJwk(service));
    Write(absl::StrCat(directory_, "/", service, ".pem"), key->second.ToPem());
  }
  Write(directory_ + "/service_jwks.json", auth::MakeJwks(service_jwks));

  wiring_ = absl::StrCat("environment: test\nkeys.user_jwks_file: ", directory_,
                         "/user_jwks.json\n", "keys.service_jwks_file: ", directory_,
                         "/service_jwks.json\n", "keys.service_key_dir: ", directory_, "\n",
                         "identity.signing_key_file: ", directory_, "/identity_signing.pem\n");
  bool has_identity = false;
  for (const server::ModuleInfo* module : modules) {
    has_identity |= module->name == "identity";
    if (module->keeps_sites) site_keepers_.push_back(module->name);
    absl::StrAppend(&wiring_, module->name, ".database_url: '",
                    database_->ServiceConninfo(module->name), "'\n");
  }
  for (const std::string& service : known_) {
    absl::StrAppend(&wiring_, service, ".listen: 'unix:", directory_, "/", service, ".sock'\n");
  }
  if (!has_identity) {
    stand_in_ = std::make_unique<StandInIdentity>();
    grpc::ServerBuilder builder;
    builder.AddListeningPort(absl::StrCat("unix:", directory_, "/identity.sock"),
                             grpc::InsecureServerCredentials());
    builder.RegisterService(stand_in_.get());
    stand_in_->server = builder.BuildAndStart();
  }
  StartHost();
}

void Harness::StartHost() {
  std::string yaml = wiring_;
  for (const auto& [key, value] : settings_) absl::StrAppend(&yaml, key, ": '", value, "'\n");
  Write(directory_ + "/sems.yaml", yaml);
  auto config =
      config::Config::Load(directory_ + "/sems.yaml", known_, {}, server::SettingsOf(modules_));
  if (!config.ok()) throw std::runtime_error(config.status().ToString());
  config_ = *std::move(config);
  auto host = server::Host::Start(*config_, clock_, modules_, system_);
  if (!host.ok()) throw std::runtime_error(host.status().ToString());
  host_ = *std::move(host);
}

void Harness::Restart(const std::map<std::string, std::string>& settings) {
  host_.reset();
  for (const auto& [key, value] : settings) settings_[key] = value;
  StartHost();
}

Harness::~Harness() {
  host_.reset();
  if (stand_in_ != nullptr) stand_in_->server->Shutdown(absl::ToChronoTime(absl::Now()));
  RemoveHarnessDirectory(directory_);
}

std::shared_ptr<grpc::Channel> Harness::Channel(const std::string& service) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(64 * 1024 * 1024);
  return grpc::CreateCustomChannel(Target(service), grpc::InsecureChannelCredentials(), arguments);
}

std::string Harness::Target(const std::string& service) const {
  return absl::StrCat("unix:", directory_, "/", service, ".sock");
}

Person Harness::MakePerson(common::v1::Role role) {
  ++people_;
  const Person person{NewUuidV7(clock_.Now()), role};
  if (stand_in_ != nullptr) {
    absl::MutexLock lock(&stand_in_->mutex);
    auto& authority = stand_in_->authorities[person.account_id];
    authority.set_role(role);
    authority.set_active(true);
  }
  return person;
}

std::string Harness::Token(const Person& person) {
  return user_key_.SignToken({.issuer = auth::kIssuer,
                              .audience = auth::kAudience,
                              .subject = person.account_id,
                              .role = common::v1::Role_Name(person.role),
                              .id = "test",
                              .issued_at = clock_.Now(),
                              .expires_at = clock_.Now() + absl::Minutes(15)});
}

void Harness::As(grpc::ClientContext& context, const Person& person) {
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
  context.AddMetadata("authorization", "Bearer " + Token(person));
}

void Harness::AsService(grpc::ClientContext& context, const std::string& service,
                        const std::optional<Person>& for_whom) {
  auth::Claims claims{.issuer = service,
                      .audience = auth::kServiceAudience,
                      .subject = for_whom ? for_whom->account_id : "",
                      .role = for_whom ? common::v1::Role_Name(for_whom->role) : "",
                      .id = "",
                      .issued_at = clock_.Now(),
                      .expires_at = clock_.Now() + absl::Minutes(1)};
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
  context.AddMetadata("x-sems-service-token", service_keys_.at(service).SignToken(claims, service));
}

std::string Harness::MakeSite(const std::vector<Person>& operators,
                              const std::string& district_code, int site_class,
                              const std::string& name) {
  common::internal::v1::SiteEvent event;
  event.set_event_id(NewUuidV7(clock_.Now()));
  event.set_site_id(NewUuidV7(clock_.Now()));
  event.set_version(1);
  event.set_district_code(district_code);
  event.set_site_class(site_class);
  event.set_state(common::internal::v1::SITE_STATE_OPEN);
  event.set_name(name);
  event.set_business_number("1288522615");
  event.set_site_sequence(++people_);
  for (const Person& person : operators) event.add_operator_account_ids(person.account_id);
  event.set_approved_on(FormatDay(SeoulToday(clock_)));
  SendSiteEvent(event);
  return event.site_id();
}

void Harness::SendSiteEvent(const common::internal::v1::SiteEvent& event) {
  for (const std::string& service : site_keepers_) {
    auto stub = common::internal::v1::SiteDirectoryService::NewStub(Channel(service));
    common::internal::v1::ApplySiteEventRequest request;
    *request.mutable_event() = event;
    auto applied =
        AskAsService(*this, "registration", *stub,
                     &common::internal::v1::SiteDirectoryService::Stub::ApplySiteEvent, request);
    if (!applied.ok()) throw std::runtime_error(service + ": " + applied.status().ToString());
  }
}

void Harness::SetJurisdictions(const Person& officer, const std::vector<std::string>& codes) {
  absl::MutexLock lock(&stand_in_->mutex);
  auto& authority = stand_in_->authorities[officer.account_id];
  authority.clear_district_codes();
  for (const std::string& code : codes) authority.add_district_codes(code);
}

void Harness::SetOrganisation(const Person& person, const std::string& organisation_id) {
  absl::MutexLock lock(&stand_in_->mutex);
  stand_in_->authorities[person.account_id].set_organisation_id(organisation_id);
}

void Harness::SetGrantedRoles(const Person& partner, const std::vector<std::string>& roles,
                              const std::vector<std::string>& codes) {
  SetJurisdictions(partner, codes);
  absl::MutexLock lock(&stand_in_->mutex);
  auto& authority = stand_in_->authorities[partner.account_id];
  authority.clear_granted_roles();
  for (const std::string& role : roles) authority.add_granted_roles(role);
}

void Harness::SetDelegated(const Person& agent, const std::string& site_id, bool live) {
  absl::MutexLock lock(&stand_in_->mutex);
  if (live) {
    stand_in_->delegated.insert({agent.account_id, site_id});
  } else {
    stand_in_->delegated.erase({agent.account_id, site_id});
  }
}

}  // namespace sems::testing
