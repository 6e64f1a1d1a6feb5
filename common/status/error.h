#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"

// Errors as every caller sees them: a canonical code, an English message, and details in google.rpc
// form — exactly one ErrorInfo (domain "sems", UPPER_SNAKE reason), a LocalizedMessage in Korean,
// and a BadRequest where fields are at fault. Inside the program they travel as absl::Status with
// the details as a payload.
namespace sems {

inline constexpr char kErrorDomain[] = "sems";

// Native gRPC clients lose status details from 7 KB on; what fits into this many bytes is sent,
// with the count of all.
inline constexpr size_t kMaxErrorDetailBytes = 4096;

using ErrorMetadata = std::vector<std::pair<std::string, std::string>>;

// An error with its reason and both messages. `code` must not be kOk.
absl::Status Error(absl::StatusCode code, std::string_view reason, std::string_view message,
                   std::string_view message_ko, const ErrorMetadata& metadata = {});

// Shorthands for the errors that every service gives in the same words.
absl::Status PermissionDenied();  // outside the caller's scope, existing or not
absl::Status Unauthenticated(std::string_view reason, std::string_view message,
                             std::string_view message_ko);
absl::Status NotFound(std::string_view what, std::string_view what_ko, std::string_view id);
absl::Status EtagMismatch(std::string_view what,
                          std::string_view what_ko);  // ABORTED, ETAG_MISMATCH
absl::Status
Internal();  // for the caller of something that was our fault; the cause is logged, not sent

// One wrong field. `field` is the path as AIP-193 writes it: "application.permit_date".
struct FieldViolation {
  std::string field;
  std::string code;  // UPPER_SNAKE
  std::string message;
  std::string message_ko;
};

// Collects what is wrong with a request, so that the caller learns of all of it at once.
class FieldErrors {
 public:
  void Add(std::string_view field, std::string_view code, std::string_view message,
           std::string_view message_ko);
  // "must be given"
  void Required(std::string_view field);
  bool empty() const { return violations_.empty(); }
  const std::vector<FieldViolation>& violations() const { return violations_; }

  // INVALID_ARGUMENT, reason INVALID_FIELDS, with as many violations as fit kMaxErrorDetailBytes
  // and their count in the ErrorInfo's metadata ("violation_count"). OK when there are none.
  absl::Status ToStatus() const;

 private:
  std::vector<FieldViolation> violations_;
};

// The reason of an error made here or received from a peer; empty for others.
std::string ErrorReason(const absl::Status& status);

// To and from the wire, with details. A status without a payload (from Abseil or a library) gets an
// ErrorInfo whose reason is its code's name.
grpc::Status ToGrpc(const absl::Status& status);
absl::Status FromGrpc(const grpc::Status& status);
google::rpc::Status ToRpcStatus(const absl::Status& status);

}  // namespace sems
