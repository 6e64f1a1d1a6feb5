#include "services/registration/domain/warnings.h"

#include "common/values/business_number.h"

namespace sems::registration {

std::vector<Violation> OfficerWarnings(const SiteFacts& facts, RequestReason reason,
                                       const std::string& previous_business_number,
                                       const RegisterFacts& known) {
  Violations warnings;
  // Never a refusal: the approval manual's own samples (123-45-56789, 123-45-12345, 100-20-30000)
  // have wrong check digits.
  constexpr std::string_view kCheckDigit = "BUSINESS_NUMBER_CHECK_DIGIT";
  if (!HasValidCheckDigit(facts.business_number)) {
    warnings.Add("facts.business_number", kCheckDigit, "The check digit is wrong.",
                 "사업자등록번호 검증번호가 맞지 않습니다.");
  }
  if (reason == RequestReason::kNumberChange && !HasValidCheckDigit(previous_business_number)) {
    warnings.Add("number_change.previous_business_number", kCheckDigit, "The check digit is wrong.",
                 "이전 사업자등록번호 검증번호가 맞지 않습니다.");
  }
  if (known.number_registered) {
    warnings.Add("facts.business_number", "NUMBER_ALREADY_REGISTERED",
                 "A live site with this business number and site sequence is registered already.",
                 "같은 사업자등록번호·구분번호의 사업장이 이미 등록되어 있습니다.");
  }
  if (known.number_also_applied_for) {
    warnings.Add("facts.business_number", "NUMBER_ALSO_APPLIED_FOR",
                 "Another pending application is for the same number.",
                 "같은 사업자등록번호·구분번호로 승인대기 중인 다른 신청이 있습니다.");
  }
  if (known.permit_number_in_use) {
    warnings.Add("facts.permit_number", "PERMIT_NUMBER_IN_USE",
                 "A registered site of the district has the same permit number.",
                 "관내에 같은 허가번호로 등록된 사업장이 있습니다.");
  }
  if (reason == RequestReason::kNumberChange && known.previous_site_missing) {
    warnings.Add("number_change.previous_business_number", "PREVIOUS_SITE_NOT_FOUND",
                 "No live site in your jurisdiction carries the previous number.",
                 "관할에 이전 사업자등록번호·구분번호의 사업장이 없습니다.");
  }
  return warnings.found();
}

}  // namespace sems::registration
