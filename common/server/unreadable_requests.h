#pragma once

#include <memory>

#include "grpcpp/support/server_interceptor.h"

namespace sems::server {

// gRPC itself answers bytes that are no message of the method's type (or hold text that is not
// UTF-8) with INTERNAL and no word, before any handler runs: the caller's mistake looks like ours.
// This turns exactly that answer into INVALID_ARGUMENT (REQUEST_UNREADABLE); our own INTERNAL
// always carries details. An interceptor may change an answer, though it cannot refuse a call.
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> ExplainUnreadableRequests();

}  // namespace sems::server
