#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/casework/law_files_of_tests.h"

namespace sems::casework {
namespace {

const Law& LawOf(const std::string& procedure) {
  static const Law& noise = *new Law(std::get<Law>(ReadLaw(NoiseLawFiles())));
  static const Law& chemsafety = *new Law(std::get<Law>(ReadLaw(ChemsafetyLawFiles())));
  return procedure.rfind("noise_", 0) == 0 ? noise : chemsafety;
}

Machine FlowOf(const std::string& id) {
  const Law& law = LawOf(id);
  const Procedure& procedure = *law.FindProcedure(id);
  return WithProcedureClocks(*law.FindMachine(procedure.machines.front()), procedure);
}

// "d1: from facility_operation_started, 7 days, again and again, rings g_due on the day"
std::string Told(const Clock& clock) {
  std::vector<std::string> parts;
  if (!clock.start.empty()) parts.push_back("from " + clock.start);
  if (!clock.due_before.empty()) parts.push_back("before " + clock.due_before);
  if (!clock.date.empty()) parts.push_back("until " + clock.date);
  if (!clock.month_day.empty()) parts.push_back("each " + clock.month_day);
  if (clock.period) {
    const char* unit = clock.period->unit == calendar::Unit::kDays     ? "days"
                       : clock.period->unit == calendar::Unit::kMonths ? "months"
                                                                       : "years";
    parts.push_back(absl::StrCat(clock.period->amount, " ", unit));
  }
  if (!clock.parameter.empty()) parts.push_back("number " + clock.parameter);
  if (clock.set_by_authority) parts.push_back("as set");
  if (clock.repeat) parts.push_back("again and again");
  if (!clock.auto_event.empty()) {
    parts.push_back(
        absl::StrCat("rings ", clock.auto_event, clock.auto_on_due_day ? " on the day" : ""));
  }
  return absl::StrCat(clock.id, ": ", absl::StrJoin(parts, ", "));
}

struct FlowCase {
  const char* procedure;
  std::vector<std::string> clocks;
};

class FlowClocks : public ::testing::TestWithParam<FlowCase> {};

TEST_P(FlowClocks, AreTheDeadlinesOfTheProcedure) {
  std::vector<std::string> told;
  for (const Clock& clock : FlowOf(GetParam().procedure).clocks) told.push_back(Told(clock));
  EXPECT_THAT(told, ::testing::ElementsAreArray(GetParam().clocks));
}

INSTANTIATE_TEST_SUITE_P(
    Procedures, FlowClocks,
    ::testing::Values(
        // A cycle comes round on its day; not recorded by the end of it, it is overdue.
        FlowCase{"noise_operation_log",
                 {"d1: from facility_operation_started, 7 days, again and again, rings g_due on "
                  "the day",
                  "due_day: from g_due, rings g_expired"}},
        // The sources give no number: a law parameter does.
        FlowCase{"noise_self_measurement",
                 {"cycle: from case_opened, number noise_self_measurement.every, again and again, "
                  "rings g_due on the day",
                  "due_day: from g_due, rings g_expired"}},
        FlowCase{"chem_self_inspection",
                 {"cycle: from case_opened, number chem_self_inspection.every, again and again, "
                  "rings g_due on the day",
                  "due_day: from g_due, rings g_expired"}},
        // The length of a course rings nothing.
        FlowCase{"noise_education_duty",
                 {"d1: from training_cycle_start, 3 years, again and again, rings g_due on the day",
                  "d2: from course_start, 14 days"}},
        // What is planned falls due on the planned day.
        FlowCase{"noise_education_supervision", {"planned: from planned, rings g_due on the day"}},
        // An order without a number has the period that its authority sets.
        FlowCase{"hazard_work_stop_order", {"period: from g_issued, as set, rings g_expired"}},
        // A flow without timers only shows its days.
        FlowCase{"noise_trans91_manager_appointment",
                 {"d1: from rule_effective_1991_02_02, 6 months"}},
        FlowCase{"noise_trans92_emission_limit",
                 {"d1: from rule_effective_1992_08_08, 9 months",
                  "d2: from rule_effective_1992_08_08, 2 months"}},
        FlowCase{"noise_trans91_living_noise", {"d1: from case_opened, until 1991-05-02"}},
        FlowCase{"noise_self_design_approval", {}}),
    [](const auto& info) { return std::string(info.param.procedure); });

TEST(FlowClocks, RaiseEveryTimerEventOfTheirFlow) {
  int flows = 0;
  for (const char* any : {"noise_", "chem_"}) {
    for (const Procedure& procedure : LawOf(any).procedures) {
      if (procedure.machines.empty() || procedure.machines.front().rfind("default_", 0) != 0)
        continue;
      ++flows;
      const Machine flow = FlowOf(procedure.id);
      for (const Transition& transition : flow.transitions) {
        if (transition.by != std::vector<std::string>{"system"}) continue;
        const bool raised = std::ranges::any_of(
            flow.clocks, [&](const Clock& clock) { return clock.auto_event == transition.event; });
        EXPECT_TRUE(raised) << procedure.id << ": no clock raises " << transition.event;
      }
      for (const Clock& clock : flow.clocks) EXPECT_EQ(clock.article, procedure.article);
    }
  }
  EXPECT_EQ(flows, 38);
}

TEST(FlowClocks, AreTakenByTheStepThatDoesWhatIsDue) {
  const auto ends = [](const std::string& procedure, const std::string& clock) {
    for (const Clock& each : FlowOf(procedure).clocks) {
      if (each.id == clock) return each.end;
    }
    return std::vector<std::string>{"no such clock"};
  };
  using ::testing::ElementsAre;
  EXPECT_THAT(ends("noise_operation_log", "due_day"), ElementsAre("g_recorded"));
  EXPECT_THAT(ends("noise_trans91_manager_appointment", "d1"), ElementsAre("g_submitted"));
  EXPECT_THAT(ends("hazard_work_stop_order", "period"), ElementsAre("g_reported"));
  EXPECT_THAT(ends("noise_education_supervision", "planned"), ElementsAre("g_done"));
}

}  // namespace
}  // namespace sems::casework
