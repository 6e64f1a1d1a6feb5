#include "common/server/peer.h"

#include "absl/strings/str_cat.h"
#include "common/log/log.h"
#include "common/values/absl_compat.h"

namespace sems::server {

absl::Status PeerError(std::string_view service, const grpc::Status& status) {
  const absl::Status error = FromGrpc(status);
  switch (status.error_code()) {
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::CANCELLED:
      log::Warning("peer_unavailable",
                   {{"peer", std::string(service)}, {"reason", ErrorReason(error)}});
      return Error(absl::StatusCode::kUnavailable, "PEER_UNAVAILABLE",
                   absl::StrCat("The service ", ToAbsl(service), " is away; try again shortly."),
                   "연계 서비스를 일시적으로 이용할 수 없습니다. 잠시 후 다시 시도하십시오.",
                   {{"service", std::string(service)}});
    case grpc::StatusCode::UNAUTHENTICATED:
    case grpc::StatusCode::UNIMPLEMENTED:
    case grpc::StatusCode::INTERNAL:
    case grpc::StatusCode::UNKNOWN:
    case grpc::StatusCode::DATA_LOSS:
      // Our own fault, not the caller's.
      log::Error("peer_failed", {{"peer", std::string(service)},
                                 {"code", absl::StatusCodeToString(error.code())},
                                 {"reason", ErrorReason(error)},
                                 {"message", std::string(status.error_message())}});
      return Internal();
    default:
      return error;
  }
}

}  // namespace sems::server
