#include "common/casework/service/refusal.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"

namespace sems::casework {
namespace {

using Kind = Problem::Kind;

// What is answered first: who may not do it at all is told nothing else.
constexpr std::pair<Kind, absl::StatusCode> kByPrecedence[] = {
    {Kind::kRole, absl::StatusCode::kPermissionDenied},
    {Kind::kNotFound, absl::StatusCode::kNotFound},
    {Kind::kField, absl::StatusCode::kInvalidArgument},
    {Kind::kPrecondition, absl::StatusCode::kFailedPrecondition},
};

google::rpc::BadRequest::FieldViolation ToFieldViolation(const Problem& problem) {
  google::rpc::BadRequest::FieldViolation violation;
  violation.set_field(problem.field);
  violation.set_reason(problem.reason);
  violation.set_description(problem.article.empty()
                                ? problem.message
                                : absl::StrCat(problem.message, " (", problem.article, ")"));
  violation.mutable_localized_message()->set_locale("ko");
  violation.mutable_localized_message()->set_message(problem.message_ko);
  return violation;
}

google::rpc::PreconditionFailure::Violation ToViolation(const Problem& problem) {
  google::rpc::PreconditionFailure::Violation violation;
  violation.set_type(problem.reason);
  violation.set_subject(problem.article);
  violation.set_description(absl::StrCat(problem.message, " / ", problem.message_ko));
  return violation;
}

}  // namespace

absl::Status ToStatus(const std::vector<Problem>& problems) {
  for (const auto& [kind, code] : kByPrecedence) {
    std::vector<const Problem*> of_kind;
    for (const Problem& problem : problems) {
      if (problem.kind == kind) of_kind.push_back(&problem);
    }
    if (of_kind.empty()) continue;
    const Problem& first = *of_kind.front();
    ErrorMetadata metadata(first.metadata.begin(), first.metadata.end());
    if (!first.article.empty()) metadata.emplace_back("article", first.article);
    if (!first.field.empty()) metadata.emplace_back("field", first.field);
    metadata.emplace_back("violation_count", absl::StrCat(of_kind.size()));
    google::rpc::Status details =
        ToRpcStatus(Error(code, first.reason, first.message, first.message_ko, metadata));

    google::rpc::BadRequest bad;
    google::rpc::PreconditionFailure failure;
    size_t used = details.ByteSizeLong() + 64;  // the Any around the list
    for (const Problem* problem : of_kind) {
      if (kind == Kind::kField) {
        auto violation = ToFieldViolation(*problem);
        used += violation.ByteSizeLong() + 4;
        if (used > kMaxErrorDetailBytes) break;
        *bad.add_field_violations() = std::move(violation);
      } else if (kind == Kind::kPrecondition) {
        auto violation = ToViolation(*problem);
        used += violation.ByteSizeLong() + 4;
        if (used > kMaxErrorDetailBytes) break;
        *failure.add_violations() = std::move(violation);
      }
    }
    if (bad.field_violations_size() > 0) details.add_details()->PackFrom(bad);
    if (failure.violations_size() > 0) details.add_details()->PackFrom(failure);
    return FromGrpc(grpc::Status(static_cast<grpc::StatusCode>(code), details.message(),
                                 details.SerializeAsString()));
  }
  return Internal();
}

absl::Status NoCase(const Sight& sight, const std::string& case_id) {
  const server::Scope::Kind kind = sight.scope.kind();
  const bool sees_all = !sight.procedures && (kind == server::Scope::Kind::kNation ||
                                              kind == server::Scope::Kind::kSystem);
  return sees_all ? NotFound("case", "건", case_id) : PermissionDenied();
}

}  // namespace sems::casework
