#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/auth/jwt.h"
#include "common/config/config.h"
#include "common/server/host.h"
#include "common/server/module.h"
#include "common/status/error.h"
#include "common/testing/database.h"
#include "common/values/clock.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "sems/common/internal/v1/site_directory.pb.h"
#include "sems/common/v1/access.pb.h"

namespace sems::testing {

// Someone who calls.
struct Person {
  std::string account_id;
  common::v1::Role role;
};

// Real services in this process, on real gRPC (unix sockets) and a database of the test's own, at a
// time of the test's choosing. Tokens are signed with a key of the harness. A service under test
// that asks others is hosted beside those others: harness({&facility::Info(), &operations::Info(),
// &identity::Info()}).
//
// Officers' jurisdictions, agents' delegations, organisations and partners' grants come from
// identity: where the identity module is not hosted, a stand-in that the test fills
// (SetJurisdictions, SetDelegated, …) answers in its place, over gRPC.
class Harness {
 public:
  // `settings`: configuration keys beyond those every test needs. `away`: services of the system
  // that do not run here, so that what is meant for them waits.
  explicit Harness(const std::vector<const server::ModuleInfo*>& modules,
                   absl::CivilDay today = absl::CivilDay(2026, 11, 10),
                   const std::map<std::string, std::string>& settings = {},
                   const std::vector<const server::ModuleInfo*>& away = {});
  ~Harness();

  // Ends the services and starts them again on the same database, with these settings in place of
  // those of the same keys.
  void Restart(const std::map<std::string, std::string>& settings);

  FakeClock& clock() { return clock_; }
  const TestDatabase& database() const { return *database_; }
  server::Host& host() { return *host_; }

  std::shared_ptr<grpc::Channel> Channel(const std::string& service);
  // Where a service listens, or a stand-in for it.
  std::string Target(const std::string& service) const;

  // A new person with a fresh account id. (Not an account of identity: only a token.)
  Person MakePerson(common::v1::Role role);
  std::string Token(const Person& person);

  // Prepares a call as that person. `deadline` is 20 seconds from now.
  void As(grpc::ClientContext& context, const Person& person);
  // As a service, for internal contracts.
  void AsService(grpc::ClientContext& context, const std::string& service,
                 const std::optional<Person>& for_whom = std::nullopt);

  // Puts a site into the directory of every hosted service, as registration would: over gRPC.
  std::string MakeSite(const std::vector<Person>& operators,
                       const std::string& district_code = "28260", int site_class = 1,
                       const std::string& name = "테스트사업장");
  void SendSiteEvent(const common::internal::v1::SiteEvent& event);

  void SetJurisdictions(const Person& officer, const std::vector<std::string>& codes);
  void SetOrganisation(const Person& person, const std::string& organisation_id);
  // What a partner system may act in, and where.
  void SetGrantedRoles(const Person& partner, const std::vector<std::string>& roles,
                       const std::vector<std::string>& codes);
  void SetDelegated(const Person& agent, const std::string& site_id, bool live);

 private:
  class StandInIdentity;
  void StartHost();

  const std::vector<const server::ModuleInfo*> modules_;
  std::vector<const server::ModuleInfo*> system_;
  std::map<std::string, std::string> settings_;
  std::vector<std::string> known_;
  std::string wiring_;  // the keys that every test needs
  FakeClock clock_;
  std::string directory_;
  std::unique_ptr<TestDatabase> database_;
  auth::SigningKey user_key_ = auth::SigningKey::Generate();
  std::map<std::string, auth::SigningKey> service_keys_;
  std::optional<config::Config> config_;
  std::unique_ptr<StandInIdentity> stand_in_;
  std::unique_ptr<server::Host> host_;
  std::vector<std::string> site_keepers_;  // the hosted ones
  int people_ = 0;
};

// Makes a unary call as someone and returns its answer or its error (with details):
//   auto reply = Ask(harness, operator_, stub, &StackService::Stub::ListStacks, request);
template <class Stub, class Request, class Response>
absl::StatusOr<Response> Ask(Harness& harness, const Person& person, Stub& stub,
                             grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                          Response*),
                             const Request& request) {
  grpc::ClientContext context;
  harness.As(context, person);
  Response response;
  const grpc::Status status = (stub.*method)(&context, request, &response);
  if (!status.ok()) return FromGrpc(status);
  return response;
}

// The same as a service.
template <class Stub, class Request, class Response>
absl::StatusOr<Response> AskAsService(Harness& harness, const std::string& service, Stub& stub,
                                      grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                                   const Request&, Response*),
                                      const Request& request) {
  grpc::ClientContext context;
  harness.AsService(context, service);
  Response response;
  const grpc::Status status = (stub.*method)(&context, request, &response);
  if (!status.ok()) return FromGrpc(status);
  return response;
}

}  // namespace sems::testing
