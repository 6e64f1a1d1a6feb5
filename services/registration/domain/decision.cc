#include "services/registration/domain/decision.h"

namespace sems::registration {
namespace {

Refusal CheckDecidable(const DecisionFacts& facts) {
  if (facts.state != ApplicationState::kPending) return Refusal::kAlreadyDecided;
  if (facts.own) return Refusal::kOwnApplication;
  return Refusal::kNone;
}

}  // namespace

RefusalText TextOf(Refusal refusal) {
  switch (refusal) {
    case Refusal::kNone:
      return {};
    case Refusal::kNotInScope:
      return {"PERMISSION_DENIED", "No such application is in your jurisdiction.",
              "관할에 해당 신청이 없습니다."};
    case Refusal::kAlreadyDecided:
      return {"ALREADY_DECIDED", "The application has been decided or withdrawn already.",
              "이미 처리되었거나 철회된 신청입니다."};
    case Refusal::kOwnApplication:
      return {"OWN_APPLICATION", "Nobody decides an application of their own.",
              "본인이 낸 신청은 처리할 수 없습니다."};
    case Refusal::kHandoverNeedsConfirmation:
      return {"HANDOVER_NEEDS_CONFIRMATION",
              "The applicant does not operate the site with the previous number; confirm the "
              "handover on its own.",
              "신청인이 이전 사업자번호 사업장의 사용자가 아닙니다. 인수인계를 개별 확인하세요."};
    case Refusal::kNotAHandover:
      return {"NOT_A_HANDOVER", "The application takes nothing over; approve it as such.",
              "인수인계 신청이 아닙니다. 일반 승인으로 처리하세요."};
    case Refusal::kPreviousSiteNotFound:
      return {"PREVIOUS_SITE_NOT_FOUND",
              "No live site in your jurisdiction carries the previous number.",
              "관할에 이전 사업자등록번호·구분번호의 사업장이 없습니다."};
    case Refusal::kNumberRegistered:
      return {"NUMBER_ALREADY_REGISTERED",
              "A live site with this business number and site sequence is registered already.",
              "같은 사업자등록번호·구분번호의 사업장이 이미 등록되어 있습니다."};
  }
  return {};
}

bool IsHandover(RequestReason reason, bool applicant_operates_previous) {
  return reason == RequestReason::kNumberChange && !applicant_operates_previous;
}

Refusal CheckApproval(const DecisionFacts& facts) {
  if (Refusal refusal = CheckDecidable(facts); refusal != Refusal::kNone) return refusal;
  if (IsHandover(facts.reason, facts.applicant_operates_previous)) {
    return Refusal::kHandoverNeedsConfirmation;
  }
  if (facts.reason == RequestReason::kNumberChange && !facts.previous_site_in_scope) {
    return Refusal::kPreviousSiteNotFound;
  }
  if (facts.number_registered) return Refusal::kNumberRegistered;
  return Refusal::kNone;
}

Refusal CheckHandover(const DecisionFacts& facts) {
  if (Refusal refusal = CheckDecidable(facts); refusal != Refusal::kNone) return refusal;
  if (!IsHandover(facts.reason, facts.applicant_operates_previous)) return Refusal::kNotAHandover;
  if (!facts.previous_site_in_scope) return Refusal::kPreviousSiteNotFound;
  if (facts.number_registered) return Refusal::kNumberRegistered;
  return Refusal::kNone;
}

Refusal CheckRejection(const DecisionFacts& facts) { return CheckDecidable(facts); }

}  // namespace sems::registration
