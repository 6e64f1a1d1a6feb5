// What an authority may set and grant at most, and how often, over the product's own law data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/values/civil.h"
#include "tests/law/clocks/told_case.h"

namespace sems::casework {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

const absl::CivilDay kToday(2026, 3, 10);

template <class T>
std::vector<std::string> Reasons(const Checked<T>& checked) {
  std::vector<std::string> reasons;
  if (const auto* problems = std::get_if<std::vector<Problem>>(&checked)) {
    for (const Problem& problem : *problems) reasons.push_back(problem.reason);
  }
  return reasons;
}

struct Limit {
  const char* machine;
  const char* procedure;
  const char* variant;
  const char* role;      // of the authority
  const char* starting;  // the event that the period comes with; empty: the opening
  const char* longest;
  const char* too_long;
  const char* extending;
  const char* clock;
  const char* state;  // from which it is extended
  const char* longest_extension;
  const char* too_long_extension;
  const char* at;
};

// The two-stage designations: Art. 49(2) and 73(2).
constexpr Limit kLimits[] = {
    {"noise_improvement_order_machine", "noise_improvement_order", "", "governor", "", "12 months",
     "13 months", "improvement_extension_granted", "improvement_period", "issued", "6 months",
     "7 months", "N97, N98"},
    {"noise_relocation_order_machine", "noise_relocation_order", "", "governor", "", "24 months",
     "25 months", "relocation_extension_granted", "relocation_period", "issued", "12 months",
     "13 months", "N108, N109"},
    {"noise_two_stage_designation_machine", "noise_inspection_trustee_designation",
     "inspection_trustee", "env_minister_1992", "securing_notice_received", "12 months",
     "13 months", "securing_extension_granted", "securing_period", "securing", "6 months",
     "7 months", "N233"},
    {"noise_two_stage_designation_machine", "noise_inspection_agent_designation",
     "inspection_agent_vehicle", "regional_env_office_1992", "securing_notice_received",
     "12 months", "13 months", "securing_extension_granted", "securing_period", "securing",
     "6 months", "7 months", "N352"},
    {"chem_improvement_order_machine", "chem_improvement_order", "", "regional_env_office", "",
     "12 months", "13 months", "improvement_extension_granted", "execution_period", "plan_review",
     "6 months", "7 months", "C229, C235"},
};

class Limits : public ::testing::TestWithParam<Limit> {
 protected:
  const Limit& limit() const { return GetParam(); }
  const Domain& domain() const { return DomainOf(limit().machine); }
  Actor Authority() const {
    return {.account_id = "officer", .roles = {limit().role}, .authority = true};
  }
  // In the state from which it is extended, with a period of three months set.
  ToldCase Running() const {
    ToldCase told(domain(),
                  {.procedure = limit().procedure,
                   .machine = limit().machine,
                   .variant = limit().variant,
                   .on = kToday,
                   .set_period = *limit().starting == '\0' ? std::optional(PeriodOf("3 months"))
                                                           : std::nullopt});
    if (*limit().starting != '\0') told.Happened(limit().starting, kToday, PeriodOf("3 months"));
    if (told.file().state != limit().state) told.Happened("execution_plan_submitted", kToday);
    EXPECT_EQ(told.file().state, limit().state);
    return told;
  }
  Input Extending(const char* by) const {
    Input input;
    input.event = limit().extending;
    input.occurred_on = kToday;
    input.extension = PeriodOf(by);
    input.guards = {{"force_majeure", true, "천재지변"}};
    return input;
  }
};

TEST_P(Limits, OfThePeriodThatIsSet) {
  const auto set = [&](const char* period) {
    if (*limit().starting == '\0') {
      Opening opening;
      opening.case_id = "told";
      opening.procedure = limit().procedure;
      opening.machine = limit().machine;
      opening.variant = limit().variant;
      opening.by_authority = true;
      opening.input.occurred_on = kToday;
      opening.input.set_period = PeriodOf(period);
      return Reasons(domain().engine.Open(opening, Authority(), kToday));
    }
    const ToldCase told(domain(), {.procedure = limit().procedure,
                                   .machine = limit().machine,
                                   .variant = limit().variant,
                                   .on = kToday});
    Input input;
    input.event = limit().starting;
    input.occurred_on = kToday;
    input.set_period = PeriodOf(period);
    return Reasons(domain().engine.Raise(told.file(), input, Authority(), kToday));
  };
  EXPECT_THAT(set(limit().longest), Not(Contains("PERIOD_ABOVE_MAXIMUM"))) << limit().at;
  EXPECT_THAT(set(limit().too_long), Contains("PERIOD_ABOVE_MAXIMUM")) << limit().at;
}

TEST_P(Limits, OfOneExtension) {
  const ToldCase told = Running();
  const auto extend = [&](const char* by) {
    return Reasons(domain().engine.Raise(told.file(), Extending(by), Authority(), kToday));
  };
  EXPECT_THAT(extend(limit().longest_extension), Not(Contains("PERIOD_ABOVE_MAXIMUM")));
  EXPECT_THAT(extend(limit().too_long_extension), Contains("PERIOD_ABOVE_MAXIMUM"));
}

TEST_P(Limits, OfHowOften) {
  ToldCase told = Running();
  told.Happened(limit().extending, kToday, std::nullopt, PeriodOf("1 months"), limit().state);
  const Checked<Entry> again =
      domain().engine.Raise(told.file(), Extending("1 months"), Authority(), kToday);
  EXPECT_THAT(Reasons(again), Contains("EXTENSIONS_USED_UP"));
  // Counted from the old last day.
  EXPECT_EQ(FormatDay(*told.Clock(limit().clock)->date.due), "2026-07-10");
}

INSTANTIATE_TEST_SUITE_P(Texts, Limits, ::testing::ValuesIn(kLimits), [](const auto& info) {
  return absl::StrCat(info.param.procedure, "_", info.index);
});

// Art. 19-2(6): thirty days, and twice up to thirty more.
class Supplement : public ::testing::Test {
 protected:
  Supplement()
      : told_(DomainOf("chem_"), {.procedure = "chem_prevention_plan_submission",
                                  .machine = "chem_prevention_plan_machine",
                                  .on = kToday}) {
    told_.Happened("plan_received", kToday);
    told_.Happened("supplement_requested", kToday);
  }
  std::vector<std::string> Extend(const char* by) {
    Input input;
    input.event = "supplement_extension_granted";
    input.occurred_on = kToday;
    input.extension = PeriodOf(by);
    const Actor nics{.account_id = "reviewer", .roles = {"nics_head"}, .authority = true};
    return Reasons(told_.engine().Raise(told_.file(), input, nics, kToday));
  }
  void Extended(const char* by) {
    told_.Happened("supplement_extension_granted", kToday, std::nullopt, PeriodOf(by));
  }
  ToldCase told_;
};

TEST_F(Supplement, IsExtendedByThirtyDaysAtMost) {
  EXPECT_THAT(Extend("30 days"), IsEmpty());
  EXPECT_THAT(Extend("31 days"), ElementsAre("PERIOD_ABOVE_MAXIMUM"));
}

TEST_F(Supplement, IsExtendedTwice) {
  Extended("30 days");
  EXPECT_THAT(Extend("30 days"), IsEmpty());
  Extended("30 days");
  EXPECT_EQ(FormatDay(*told_.Clock("supplement")->date.due), "2026-06-08");
  // Refused by the fact that stands in the way and by the clock, each by its own number.
  EXPECT_THAT(Extend("30 days"), Contains("EXTENSIONS_USED_UP"));
}

}  // namespace
}  // namespace sems::casework
