#pragma once

#include <string_view>

namespace sems::registration {

enum class RequestReason { kNew, kNumberChange };  // 신규, 사업자변경

// 승인대기, 승인완료, 승인취소 (approval manual, 사업장등록승인이란?), and taken back by the
// applicant. The manual's 승인취소 acts on pending applications only: nothing leaves another state.
enum class ApplicationState { kPending, kApproved, kRejected, kWithdrawn };

// Why an application was not decided.
enum class Refusal {
  kNone,
  kNotInScope,      // or there is no such application: the answer is the same
  kAlreadyDecided,  // approving twice has no second effect
  kOwnApplication,  // nobody decides an application of his own
  kHandoverNeedsConfirmation,
  kNotAHandover,
  kPreviousSiteNotFound,
  kNumberRegistered,
};

// The code an answer carries, and the words beside it.
struct RefusalText {
  std::string_view code;
  std::string_view message;
  std::string_view message_ko;
};
RefusalText TextOf(Refusal refusal);

struct DecisionFacts {
  ApplicationState state = ApplicationState::kPending;
  bool own = false;  // the officer is the applicant
  RequestReason reason = RequestReason::kNew;
  // Of a change: there is a live site with the previous number, and …
  bool previous_site_in_scope = false;       // … it lies in the officer's jurisdiction
  bool applicant_operates_previous = false;  // … the applicant is an operator of it
  // Another live site carries the number applied for: one live site per (number, 구분번호).
  bool number_registered = false;
};

// A change of number by anyone but an operator of the site is a handover, whether or not there is
// such a site: the applicant must not learn which.
bool IsHandover(RequestReason reason, bool applicant_operates_previous);

// Approval of a selection. Handovers are confirmed one by one, never here.
Refusal CheckApproval(const DecisionFacts& facts);

// Approval of one handover, confirmed on its own.
Refusal CheckHandover(const DecisionFacts& facts);

Refusal CheckRejection(const DecisionFacts& facts);

}  // namespace sems::registration
