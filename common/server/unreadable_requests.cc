#include "common/server/unreadable_requests.h"

#include "common/status/error.h"

namespace sems::server {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::InterceptorBatchMethods;

class Explainer final : public grpc::experimental::Interceptor {
 public:
  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) {
      const grpc::Status status = methods->GetSendStatus();
      if (status.error_code() == grpc::StatusCode::INTERNAL && status.error_details().empty()) {
        methods->ModifySendStatus(
            ToGrpc(Error(absl::StatusCode::kInvalidArgument, "REQUEST_UNREADABLE",
                         "The request's bytes are no message of this method.",
                         "요청 메시지를 해석할 수 없습니다.")));
      }
    }
    methods->Proceed();
  }
};

class Factory final : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  grpc::experimental::Interceptor* CreateServerInterceptor(
      grpc::experimental::ServerRpcInfo*) override {
    return new Explainer();
  }
};

}  // namespace

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> ExplainUnreadableRequests() {
  return std::make_unique<Factory>();
}

}  // namespace sems::server
