#include "services/registration/domain/decision.h"

#include "gtest/gtest.h"
#include "services/registration/domain/warnings.h"

namespace sems::registration {
namespace {

using State = ApplicationState;
using Reason = RequestReason;

// core.md's rules of approval, after the approval manual (2-3 승인 방법, 2-5 승인 취소).
TEST(Decision, Table) {
  struct Case {
    const char* why;
    DecisionFacts facts;
    Refusal approval;
    Refusal handover;
    Refusal rejection;
  };
  const Case cases[] = {
      {"신규",
       {State::kPending, false, Reason::kNew, false, false, false},
       Refusal::kNone,
       Refusal::kNotAHandover,
       Refusal::kNone},
      {"approving twice",
       {State::kApproved, false, Reason::kNew, false, false, false},
       Refusal::kAlreadyDecided,
       Refusal::kAlreadyDecided,
       Refusal::kAlreadyDecided},
      {"a refused one is applied for anew",
       {State::kRejected, false, Reason::kNew, false, false, false},
       Refusal::kAlreadyDecided,
       Refusal::kAlreadyDecided,
       Refusal::kAlreadyDecided},
      {"taken back",
       {State::kWithdrawn, false, Reason::kNew, false, false, false},
       Refusal::kAlreadyDecided,
       Refusal::kAlreadyDecided,
       Refusal::kAlreadyDecided},
      {"one's own",
       {State::kPending, true, Reason::kNew, false, false, false},
       Refusal::kOwnApplication,
       Refusal::kOwnApplication,
       Refusal::kOwnApplication},
      {"number taken",
       {State::kPending, false, Reason::kNew, false, false, true},
       Refusal::kNumberRegistered,
       Refusal::kNotAHandover,
       Refusal::kNone},
      {"사업자변경 by an operator",
       {State::kPending, false, Reason::kNumberChange, true, true, false},
       Refusal::kNone,
       Refusal::kNotAHandover,
       Refusal::kNone},
      {"사업자변경 to a number in use",
       {State::kPending, false, Reason::kNumberChange, true, true, true},
       Refusal::kNumberRegistered,
       Refusal::kNotAHandover,
       Refusal::kNone},
      {"사업자변경 by a stranger",
       {State::kPending, false, Reason::kNumberChange, true, false, false},
       Refusal::kHandoverNeedsConfirmation,
       Refusal::kNone,
       Refusal::kNone},
      {"of a site nobody knows: the same to the applicant, no site to hand over",
       {State::kPending, false, Reason::kNumberChange, false, false, false},
       Refusal::kHandoverNeedsConfirmation,
       Refusal::kPreviousSiteNotFound,
       Refusal::kNone},
      {"by an operator, of a site in another jurisdiction: the officer cannot take it over",
       {State::kPending, false, Reason::kNumberChange, false, true, false},
       Refusal::kPreviousSiteNotFound,
       Refusal::kNotAHandover,
       Refusal::kNone},
      {"by a stranger, to a number in use",
       {State::kPending, false, Reason::kNumberChange, true, false, true},
       Refusal::kHandoverNeedsConfirmation,
       Refusal::kNumberRegistered,
       Refusal::kNone},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.why);
    EXPECT_EQ(CheckApproval(c.facts), c.approval);
    EXPECT_EQ(CheckHandover(c.facts), c.handover);
    EXPECT_EQ(CheckRejection(c.facts), c.rejection);
  }
}

TEST(Decision, EveryRefusalHasWords) {
  for (Refusal refusal : {Refusal::kNotInScope, Refusal::kAlreadyDecided, Refusal::kOwnApplication,
                          Refusal::kHandoverNeedsConfirmation, Refusal::kNotAHandover,
                          Refusal::kPreviousSiteNotFound, Refusal::kNumberRegistered}) {
    EXPECT_FALSE(TextOf(refusal).code.empty());
    EXPECT_FALSE(TextOf(refusal).message.empty());
    EXPECT_FALSE(TextOf(refusal).message_ko.empty());
  }
  EXPECT_TRUE(TextOf(Refusal::kNone).code.empty());
}

TEST(Warnings, Table) {
  SiteFacts facts;
  facts.business_number = "1288522615";  // passes its check digit
  struct Case {
    Reason reason;
    RegisterFacts known;
    std::vector<std::string> codes;
  };
  const Case cases[] = {
      {Reason::kNew, {}, {}},
      {Reason::kNew, {.number_registered = true}, {"NUMBER_ALREADY_REGISTERED"}},
      {Reason::kNew, {.number_also_applied_for = true}, {"NUMBER_ALSO_APPLIED_FOR"}},
      {Reason::kNew, {.permit_number_in_use = true}, {"PERMIT_NUMBER_IN_USE"}},
      {Reason::kNumberChange, {.previous_site_missing = true}, {"PREVIOUS_SITE_NOT_FOUND"}},
  };
  for (const Case& c : cases) {
    std::vector<std::string> codes;
    for (const Violation& w : OfficerWarnings(facts, c.reason, "1288522615", c.known)) {
      codes.push_back(w.code);
    }
    EXPECT_EQ(codes, c.codes);
  }
}

}  // namespace
}  // namespace sems::registration
