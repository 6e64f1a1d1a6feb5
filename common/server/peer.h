#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "common/status/error.h"

namespace sems::server {

// What the caller is told when `service` answered `status`: the peer's errors about the request as
// they are; its absence as UNAVAILABLE; its refusal of us, or a broken peer, as INTERNAL.
absl::Status PeerError(std::string_view service, const grpc::Status& status);

// Calls a unary RPC of another service on behalf of this call:
//   auto reply = CallPeer(call, "facility", *stub, &InventoryService::Stub::GetInventory, request);
// The peer's own error is passed on; a peer that is away is UNAVAILABLE (PEER_UNAVAILABLE).
// Never call it inside a transaction.
template <class Stub, class Request, class Response>
absl::StatusOr<Response> CallPeer(Call& call, std::string_view service, Stub& stub,
                                  grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                               Response*),
                                  const Request& request) {
  grpc::ClientContext context;
  call.Prepare(context, service);
  Response response;
  grpc::Status status = (stub.*method)(&context, request, &response);
  if (!status.ok()) return PeerError(service, status);
  return response;
}

}  // namespace sems::server
