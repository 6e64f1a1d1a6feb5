#pragma once

#include <memory>
#include <string>
#include <string_view>

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

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
  static Scope MakeScope(Scope::Kind kind, std::string account_id,
                         std::vector<std::string> district_codes) {
    return Scope(kind, std::move(account_id), std::move(district_codes));
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
