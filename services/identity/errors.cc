#include "services/identity/errors.h"

#include "absl/strings/str_cat.h"
#include "common/status/error.h"

namespace sems::identity {

absl::Status SignInFailed() {
  return Unauthenticated("SIGN_IN_FAILED", "The login or the password is wrong.",
                         "아이디 또는 비밀번호가 올바르지 않습니다.");
}

absl::Status SignInLocked(absl::Time until) {
  return Error(absl::StatusCode::kUnauthenticated, "SIGN_IN_LOCKED",
               "Too many failed sign-ins with this login; try again later.",
               "로그인 실패가 반복되어 잠시 로그인할 수 없습니다. 나중에 다시 시도하십시오.",
               {{"locked_until", absl::FormatTime(absl::RFC3339_sec, until, absl::UTCTimeZone())}});
}

absl::Status SignInBusy() {
  return Error(absl::StatusCode::kResourceExhausted, "SIGN_IN_BUSY",
               "Too many sign-ins at once; try again in a moment.",
               "로그인 요청이 많습니다. 잠시 후 다시 시도하십시오.");
}

absl::Status AccountLocked() {
  return Error(absl::StatusCode::kPermissionDenied, "ACCOUNT_LOCKED",
               "The account has been locked by an administrator.",
               "관리자가 사용을 중지한 계정입니다.");
}

absl::Status RefreshTokenInvalid() {
  return Unauthenticated("REFRESH_TOKEN_INVALID",
                         "The refresh token is not good any more; sign in again.",
                         "로그인 정보가 만료되었습니다. 다시 로그인하십시오.");
}

absl::Status LoginTaken() {
  return Error(absl::StatusCode::kAlreadyExists, "LOGIN_TAKEN", "This login is taken.",
               "이미 사용 중인 아이디입니다.");
}

absl::Status PrivacyNoticeOutdated() {
  return Error(absl::StatusCode::kFailedPrecondition, "PRIVACY_NOTICE_OUTDATED",
               "Another version of the privacy notice is in force; read and accept that one.",
               "개인정보처리방침이 바뀌었습니다. 현재 방침을 확인하고 동의해 주십시오.");
}

absl::Status PrivacyConsentRequired() {
  return Error(absl::StatusCode::kFailedPrecondition, "PRIVACY_CONSENT_REQUIRED",
               "Personal data is kept after consent to the privacy notice in force.",
               "개인정보처리방침에 동의해야 사용자 정보를 저장할 수 있습니다.");
}

absl::Status CurrentPasswordWrong() {
  return Error(absl::StatusCode::kInvalidArgument, "CURRENT_PASSWORD_WRONG",
               "The present password is wrong.", "현재 비밀번호가 올바르지 않습니다.");
}

absl::Status OwnAccount() {
  return Error(absl::StatusCode::kFailedPrecondition, "OWN_ACCOUNT",
               "One's own account cannot be locked.", "본인 계정은 잠글 수 없습니다.");
}

absl::Status NotAnOfficer() {
  return Error(
      absl::StatusCode::kFailedPrecondition, "NOT_AN_OFFICER",
      "Only officers of local governments and regional environment offices and reviewers of KOSHA "
      "offices have jurisdictions.",
      "관할은 지자체 담당자, 지방환경관서, 안전보건공단 일선기관 계정에만 지정할 수 있습니다.");
}

absl::Status SiteClosed() {
  return Error(absl::StatusCode::kFailedPrecondition, "SITE_CLOSED", "The site is closed.",
               "폐쇄된 사업장입니다.");
}

absl::Status DelegationOverlaps() {
  return Error(absl::StatusCode::kAlreadyExists, "DELEGATION_OVERLAPS",
               "The agent holds a delegation of this site for some of these days.",
               "같은 측정대행업자에게 위임한 기간과 겹칩니다.");
}

absl::Status HasOrganisation() {
  return Error(absl::StatusCode::kFailedPrecondition, "HAS_ORGANISATION",
               "The account belongs to an organisation already.",
               "이미 업체·기관에 소속된 계정입니다.");
}

absl::Status OrganisationExists() {
  return Error(
      absl::StatusCode::kAlreadyExists, "ORGANISATION_EXISTS",
      "An organisation with this business number is registered; its owner can invite you.",
      "같은 사업자등록번호의 업체·기관이 이미 있습니다. 등록한 사용자에게 초대를 요청하십시오.");
}

absl::Status NoOrganisation() {
  return Error(absl::StatusCode::kNotFound, "NO_ORGANISATION",
               "The account belongs to no organisation.", "소속된 업체·기관이 없습니다.");
}

absl::Status InvitationInvalid() {
  return Error(absl::StatusCode::kInvalidArgument, "INVITATION_INVALID",
               "The code is unknown, used or too old.",
               "초대 코드가 없거나 이미 사용되었거나 기한이 지났습니다.");
}

absl::Status OwnerStays() {
  return Error(absl::StatusCode::kFailedPrecondition, "OWNER_STAYS",
               "The owner of the organisation cannot be removed.",
               "업체·기관을 등록한 사용자는 제외할 수 없습니다.");
}

absl::Status PartnerSignInFailed() {
  return Unauthenticated("PARTNER_SIGN_IN_FAILED",
                         "No partner system signed this assertion with its registered key.",
                         "등록된 연계 기관 시스템의 서명이 아닙니다.");
}

absl::Status AssertionRefused(std::string_view why) {
  return Error(absl::StatusCode::kUnauthenticated, "ASSERTION_REFUSED",
               absl::StrCat("The assertion is refused: ", std::string(why), "."),
               "로그인 요청 서명문이 규격에 맞지 않습니다.");
}

absl::Status AssertionReused() {
  return Unauthenticated("ASSERTION_REUSED", "This assertion has been used; sign a new one.",
                         "이미 사용된 로그인 요청 서명문입니다.");
}

absl::Status PartnerSuspended() {
  return Error(absl::StatusCode::kPermissionDenied, "PARTNER_SUSPENDED",
               "The partner system has been suspended by an administrator.",
               "관리자가 사용을 중지한 연계 기관 시스템입니다.");
}

absl::Status PartnerNotFound(std::string_view partner_id) {
  return NotFound("partner", "연계 기관 시스템", partner_id);
}

absl::Status AccountNotFound(std::string_view account_id) {
  return NotFound("account", "계정", account_id);
}

}  // namespace sems::identity
