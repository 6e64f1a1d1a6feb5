#include "services/identity/reason.h"

#include <nlohmann/json.hpp>

#include "common/status/error.h"
#include "services/identity/domain/utf8.h"

namespace sems::identity {
namespace {

constexpr size_t kLongestReason = 500;

}  // namespace

absl::Status CheckReason(const std::string& reason) {
  FieldErrors errors;
  if (reason.find_first_not_of(" \t\r\n") == std::string::npos) {
    errors.Required("reason");
  } else if (Characters(reason).size() > kLongestReason) {
    errors.Add("reason", "TOO_LONG", "at most 500 characters", "사유는 500자 이하여야 합니다.");
  }
  return errors.ToStatus();
}

std::string ReasonDetail(const std::string& reason) {
  return nlohmann::json{{"reason", reason}}.dump();
}

}  // namespace sems::identity
