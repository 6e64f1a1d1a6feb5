#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/functional/function_ref.h"
#include "common/server/call.h"
#include "common/status/error.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/sync_stream.h"

namespace sems::server {

struct GateOptions;

// What every call passes before its handler runs, and after: admission and limits, authentication,
// the method's access rule (default deny), scope, idempotency; then the handler under an exception
// guard; then looks are committed, metrics and the log line written. One per hosted service.
//
// It wraps the handler rather than standing before it as an interceptor, since a C++ server
// interceptor cannot refuse a call.
class Gate {
 public:
  explicit Gate(GateOptions options);
  ~Gate();

  // Names a gRPC service that this gate guards. Fails when one of its methods has no access rule,
  // or a rule that contradicts itself.
  absl::Status AddService(const google::protobuf::ServiceDescriptor& service);

  grpc::Status Serve(grpc::ServerContext& context, const std::string& full_method,
                     const google::protobuf::Message& request, google::protobuf::Message* response,
                     absl::FunctionRef<absl::Status(Call&)> handler);

  // Work that nobody called for (timers): one audited transaction in the service's own name, with
  // everything a call's has — outbox, refusal of changes without a seal. `name` stands for the
  // method in the audit trail: "timers".
  absl::Status Background(std::string_view name, absl::Time deadline,
                          absl::FunctionRef<absl::Status(UnitOfWork&)> body);

  // A unary RPC. `handler`: absl::StatusOr<Response>(Call&).
  template <class Response, class Handler>
  grpc::Status Unary(grpc::ServerContext& context, const std::string& full_method,
                     const google::protobuf::Message& request, Response* response,
                     Handler&& handler) {
    return Serve(context, full_method, request, response, [&](Call& call) -> absl::Status {
      absl::StatusOr<Response> result = handler(call);
      if (!result.ok()) return result.status();
      *response = *std::move(result);
      return absl::OkStatus();
    });
  }

  // A server-streaming RPC. `handler`: absl::Status(Call&).
  template <class Handler>
  grpc::Status Stream(grpc::ServerContext& context, const std::string& full_method,
                      const google::protobuf::Message& request, Handler&& handler) {
    return Serve(context, full_method, request, nullptr,
                 [&](Call& call) -> absl::Status { return handler(call); });
  }

  // A client-streaming RPC: who calls is known and admitted before the first message is read.
  // `handler`: absl::StatusOr<Response>(Call&); it reads the stream and stops where it has had
  // enough: what is left unread never enters the program.
  template <class Request, class Response, class Handler>
  grpc::Status Upload(grpc::ServerContext& context, const std::string& full_method,
                      Response* response, Handler&& handler) {
    return Unary(context, full_method, Request::default_instance(), response,
                 std::forward<Handler>(handler));
  }

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
  static Scope MakeScope(Scope::Kind kind, std::string account_id,
                         std::vector<std::string> district_codes) {
    return Scope(kind, std::move(account_id), std::move(district_codes));
  }
  static Scope MakeOrganisationScope(std::string account_id, std::string organisation_id) {
    const auto kind = organisation_id.empty() ? Scope::Kind::kNone : Scope::Kind::kOrganisation;
    Scope scope(kind, std::move(account_id), {});
    scope.organisation_id_ = std::move(organisation_id);
    return scope;
  }
  static void Grant(Scope& scope, std::vector<std::string> roles) {
    scope.granted_roles_ = std::move(roles);
  }
  static SiteScope MakeSiteScope(std::string site_id) { return SiteScope(std::move(site_id)); }
};

}  // namespace sems::server

// Binds an RPC of the generated service class to its handler function. Used inside a class derived
// from
// `<Service>::Service` that has `gate_` (Gate&) and `deps_`; the handler is
// handlers::<Method>(deps_, call, request).
#define SEMS_UNARY_AS(Service, Method, Request, Response)                                       \
  grpc::Status Method(grpc::ServerContext* context, const Request* request, Response* response) \
      override {                                                                                \
    static const std::string name = std::string(Service::service_full_name()) + "/" #Method;    \
    return gate_.Unary(*context, name, *request, response, [&](::sems::server::Call& call) {    \
      return handlers::Method(deps_, call, *request);                                           \
    });                                                                                         \
  }
#define SEMS_UNARY(Service, Method) \
  SEMS_UNARY_AS(Service, Method, v1::Method##Request, v1::Method##Response)

// The same for a server-streaming RPC: absl::Status handlers::<Method>(deps_, call, request,
// writer).
#define SEMS_STREAM(Service, Method)                                                         \
  grpc::Status Method(grpc::ServerContext* context, const v1::Method##Request* request,      \
                      grpc::ServerWriter<v1::Method##Response>* writer) override {           \
    static const std::string name = std::string(Service::service_full_name()) + "/" #Method; \
    return gate_.Stream(*context, name, *request, [&](::sems::server::Call& call) {          \
      return handlers::Method(deps_, call, *request, *writer);                               \
    });                                                                                      \
  }

// The same for a client-streaming RPC: absl::StatusOr<v1::<Method>Response>
// handlers::<Method>(deps_, call, reader). It takes no site field and no request_id, since nothing
// of the request is known when the call is admitted: the handler asks call.Site() for what it
// reads.
#define SEMS_CLIENT_STREAM(Service, Method)                                                  \
  grpc::Status Method(grpc::ServerContext* context,                                          \
                      grpc::ServerReader<v1::Method##Request>* reader,                       \
                      v1::Method##Response* response) override {                             \
    static const std::string name = std::string(Service::service_full_name()) + "/" #Method; \
    return gate_.Upload<v1::Method##Request>(                                                \
        *context, name, response,                                                            \
        [&](::sems::server::Call& call) { return handlers::Method(deps_, call, *reader); }); \
  }
