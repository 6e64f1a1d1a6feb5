#include "common/status/error.h"

#include <optional>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/rpc/error_details.pb.h"

namespace sems {
namespace {

constexpr char kPayloadUrl[] = "type.googleapis.com/google.rpc.Status";

std::string Text(absl::string_view text) { return std::string(text.data(), text.size()); }
absl::string_view View(std::string_view text) {
  return absl::string_view(text.data(), text.size());
}

absl::Status WithDetails(const google::rpc::Status& details) {
  absl::Status status(static_cast<absl::StatusCode>(details.code()), details.message());
  status.SetPayload(kPayloadUrl, absl::Cord(details.SerializeAsString()));
  return status;
}

std::optional<google::rpc::Status> Details(const absl::Status& status) {
  auto payload = status.GetPayload(kPayloadUrl);
  if (!payload.has_value()) return std::nullopt;
  google::rpc::Status details;
  if (!details.ParseFromString(std::string(*payload))) return std::nullopt;
  return details;
}

// The same error is the same bytes: of two that must not be told apart, the order of a map's
// entries tells nothing.
google::protobuf::Any PackedInOrder(const google::rpc::ErrorInfo& info) {
  google::protobuf::Any any;
  any.PackFrom(info);
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    info.SerializeToCodedStream(&coded);
  }
  any.set_value(bytes);
  return any;
}

google::rpc::Status Build(absl::StatusCode code, std::string_view reason, std::string_view message,
                          std::string_view message_ko, const ErrorMetadata& metadata) {
  google::rpc::Status details;
  details.set_code(static_cast<int>(code));
  details.set_message(std::string(message));
  google::rpc::ErrorInfo info;
  info.set_domain(kErrorDomain);
  info.set_reason(std::string(reason));
  for (const auto& [key, value] : metadata) (*info.mutable_metadata())[key] = value;
  *details.add_details() = PackedInOrder(info);
  google::rpc::LocalizedMessage localized;
  localized.set_locale("ko");
  localized.set_message(std::string(message_ko));
  details.add_details()->PackFrom(localized);
  return details;
}

// Korean for errors that reach us without one (Abseil's, gRPC's).
std::string_view GenericKorean(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
      return "요청 내용이 올바르지 않습니다.";
    case absl::StatusCode::kUnauthenticated:
      return "로그인이 필요합니다.";
    case absl::StatusCode::kPermissionDenied:
      return "권한이 없습니다.";
    case absl::StatusCode::kNotFound:
      return "대상을 찾을 수 없습니다.";
    case absl::StatusCode::kAborted:
      return "다른 변경과 충돌했습니다. 다시 시도하십시오.";
    case absl::StatusCode::kDeadlineExceeded:
      return "제한 시간 안에 처리하지 못했습니다.";
    case absl::StatusCode::kResourceExhausted:
      return "요청이 많아 처리하지 못했습니다. 잠시 후 다시 시도하십시오.";
    case absl::StatusCode::kUnavailable:
      return "일시적으로 이용할 수 없습니다. 잠시 후 다시 시도하십시오.";
    default:
      return "처리 중 오류가 발생했습니다.";
  }
}

}  // namespace

absl::Status Error(absl::StatusCode code, std::string_view reason, std::string_view message,
                   std::string_view message_ko, const ErrorMetadata& metadata) {
  return WithDetails(Build(code, reason, message, message_ko, metadata));
}

absl::Status PermissionDenied() {
  return Error(absl::StatusCode::kPermissionDenied, "OUT_OF_SCOPE",
               "The caller may not do this here.", "이 대상에 대한 권한이 없습니다.");
}

absl::Status Unauthenticated(std::string_view reason, std::string_view message,
                             std::string_view message_ko) {
  return Error(absl::StatusCode::kUnauthenticated, reason, message, message_ko);
}

absl::Status NotFound(std::string_view what, std::string_view what_ko, std::string_view id) {
  return Error(absl::StatusCode::kNotFound, "NOT_FOUND", absl::StrCat("No such ", View(what), "."),
               absl::StrCat(View(what_ko), "을(를) 찾을 수 없습니다."), {{"id", std::string(id)}});
}

absl::Status EtagMismatch(std::string_view what, std::string_view what_ko) {
  return Error(absl::StatusCode::kAborted, "ETAG_MISMATCH",
               absl::StrCat("The ", View(what), " has changed since it was read; read it again."),
               absl::StrCat(View(what_ko), "이(가) 조회한 뒤 변경되었습니다. 다시 조회하십시오."));
}

absl::Status Internal() {
  return Error(absl::StatusCode::kInternal, "INTERNAL", "Something went wrong on our side.",
               "시스템 오류가 발생했습니다.");
}

void FieldErrors::Add(std::string_view field, std::string_view code, std::string_view message,
                      std::string_view message_ko) {
  violations_.push_back(
      {std::string(field), std::string(code), std::string(message), std::string(message_ko)});
}

void FieldErrors::Required(std::string_view field) {
  Add(field, "REQUIRED", "must be given", "필수 항목입니다.");
}

absl::Status FieldErrors::ToStatus() const {
  if (violations_.empty()) return absl::OkStatus();
  google::rpc::Status details = Build(
      absl::StatusCode::kInvalidArgument, "INVALID_FIELDS",
      absl::StrCat(violations_.size(), violations_.size() == 1 ? " field is" : " fields are",
                   " not valid: ", violations_.front().field, " ", violations_.front().message),
      absl::StrCat("올바르지 않은 항목이 ", violations_.size(), "개 있습니다: ",
                   violations_.front().field, " – ", violations_.front().message_ko),
      {{"violation_count", absl::StrCat(violations_.size())}});
  google::rpc::BadRequest bad;
  size_t used = details.ByteSizeLong() + 64;  // the Any around BadRequest
  for (const FieldViolation& violation : violations_) {
    google::rpc::BadRequest::FieldViolation one;
    one.set_field(violation.field);
    one.set_reason(violation.code);
    one.set_description(violation.message);
    one.mutable_localized_message()->set_locale("ko");
    one.mutable_localized_message()->set_message(violation.message_ko);
    used += one.ByteSizeLong() + 4;
    if (used > kMaxErrorDetailBytes) break;
    *bad.add_field_violations() = std::move(one);
  }
  details.add_details()->PackFrom(bad);
  return WithDetails(details);
}

std::string ErrorReason(const absl::Status& status) {
  const auto details = Details(status);
  if (!details) return "";
  for (const auto& any : details->details()) {
    google::rpc::ErrorInfo info;
    if (any.UnpackTo(&info)) return info.reason();
  }
  return "";
}

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  if (status.ok()) return {};
  if (auto details = Details(status)) return *std::move(details);
  return Build(status.code(), absl::StatusCodeToString(status.code()), Text(status.message()),
               GenericKorean(status.code()), {});
}

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status details = ToRpcStatus(status);
  return grpc::Status(static_cast<grpc::StatusCode>(details.code()), details.message(),
                      details.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status details;
  if (!status.error_details().empty() && details.ParseFromString(status.error_details()) &&
      details.code() == static_cast<int>(status.error_code())) {
    return WithDetails(details);
  }
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
}

}  // namespace sems
