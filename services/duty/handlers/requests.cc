#include "services/duty/handlers/requests.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/values/civil.h"
#include "common/values/uuid.h"

namespace sems::duty::handlers {

absl::StatusOr<Owner> ReadOwner(server::Call& call, const std::string& site_id) {
  if (!site_id.empty()) {
    if (call.caller().role != common::v1::ROLE_SITE_OPERATOR) return PermissionDenied();
    absl::StatusOr<server::SiteScope> site = call.Site(site_id);
    if (!site.ok()) return site.status();
    return Owner{OwnerKind::kSite, site->site_id()};
  }
  if (call.caller().role == common::v1::ROLE_ORGANISATION) {
    if (call.scope().kind() != server::Scope::Kind::kOrganisation) return PermissionDenied();
    return Owner{OwnerKind::kOrganisation, call.scope().organisation_id()};
  }
  FieldErrors errors;
  errors.Required("site_id");
  return errors.ToStatus();
}

std::string OfficeRole(const server::Call& call) {
  if (call.caller().role == common::v1::ROLE_SITE_OPERATOR) return "";
  return std::string(absl::StripPrefix(common::v1::Role_Name(call.caller().role), "ROLE_"));
}

void CheckName(std::string_view field, const std::string& text, size_t most, FieldErrors& errors) {
  if (text.empty()) {
    errors.Required(field);
    return;
  }
  const auto characters =
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
  if (static_cast<size_t>(characters) > most) {
    errors.Add(field, "TOO_LONG", absl::StrCat("has at most ", most, " characters"),
               absl::StrCat("최대 ", most, "자입니다"));
  }
  if (std::any_of(text.begin(), text.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) {
    errors.Add(field, "CONTROL_CHARACTER", "has no control characters",
               "제어 문자를 쓸 수 없습니다");
  }
}

void CheckId(std::string_view field, const std::string& id, FieldErrors& errors) {
  if (!IsUuid(id))
    errors.Add(field, "INVALID_ID", "must be a UUID", "식별자 형식이 올바르지 않습니다");
}

std::optional<absl::CivilDay> ReadDay(std::string_view field, const std::string& text,
                                      FieldErrors& errors) {
  if (text.empty()) return std::nullopt;
  const auto day = ParseDay(text);
  if (!day)
    errors.Add(field, "INVALID_DATE", "must be a day, as YYYY-MM-DD",
               "날짜를 YYYY-MM-DD 형식으로 입력해야 합니다");
  return day;
}

void CheckSources(const google::protobuf::RepeatedPtrField<std::string>& sources, bool with_records,
                  FieldErrors& errors) {
  for (const std::string& source : sources) {
    const bool of_case = source == "chemsafety" || source == "noise";
    const bool of_record = source == "operations" || source == "measurement";
    if (!of_case && !(with_records && of_record)) {
      errors.Add("sources", "UNKNOWN_VALUE", "names a service that keeps no duties of this list",
                 "이 목록에 없는 출처입니다");
      return;
    }
  }
}

absl::Status InvalidPageToken() {
  return Error(absl::StatusCode::kInvalidArgument, "INVALID_PAGE_TOKEN",
               "The page token is not one of this list.", "이 목록의 페이지 토큰이 아닙니다.");
}

}  // namespace sems::duty::handlers
