#include "services/registration/handlers/errors.h"

#include "common/values/uuid.h"
#include "services/registration/domain/text.h"

namespace sems::registration::handlers {
namespace {

constexpr std::size_t kMaxReason = 500;

}  // namespace

absl::Status NoApplication(const server::Scope& scope, const std::string& id) {
  if (scope.kind() == server::Scope::Kind::kNation) return NotFound("application", "신청", id);
  return PermissionDenied();
}

absl::Status ToStatus(Refusal refusal) {
  if (refusal == Refusal::kNone) return absl::OkStatus();
  if (refusal == Refusal::kNotInScope) return PermissionDenied();
  const RefusalText text = TextOf(refusal);
  return Error(absl::StatusCode::kFailedPrecondition, text.code, text.message, text.message_ko);
}

absl::Status NumberRegistered() { return ToStatus(Refusal::kNumberRegistered); }

void CheckId(std::string_view field, const std::string& id, FieldErrors& errors) {
  if (id.empty()) {
    errors.Required(field);
  } else if (!IsUuid(id)) {
    errors.Add(field, "NOT_AN_ID", "must be a UUID", "식별자가 올바르지 않습니다");
  }
}

std::string ReadReason(std::string_view field, const std::string& stated, FieldErrors& errors) {
  std::string reason = Trimmed(stated);
  if (reason.empty()) {
    errors.Required(field);
  } else if (CountCharacters(reason) > kMaxReason) {
    errors.Add(field, "TOO_LONG", "must have at most 500 characters",
               "최대 500자까지 입력할 수 있습니다");
  } else if (reason.find('\0') != std::string::npos) {
    errors.Add(field, "CONTROL_CHARACTER", "must be text", "제어 문자는 쓸 수 없습니다");
  }
  return reason;
}

}  // namespace sems::registration::handlers
