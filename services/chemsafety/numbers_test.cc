#include <pqxx/pqxx>

#include "common/casework/service/law_files.h"
#include "common/casework/testing/replay.h"
#include "services/chemsafety/cases_fixture.h"

// Numbers that the sources leave open, set while cases run by them.
namespace sems::chemsafety {

std::span<const EmbeddedFile> DataFiles();

namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class NumbersTest : public CasesFixture {
 protected:
  // 자체점검: the sources give no cycle.
  std::string OpenSelfInspection() {
    casework::testing::OpenSpec spec;
    spec.procedure = "chem_self_inspection";
    spec.subject.set_site_id(people.site_id());
    auto opened = cases.Open(people.Of("SITE_OPERATOR"), spec);
    EXPECT_TRUE(opened.ok()) << opened.status();
    return opened.ok() ? opened->case_id() : "";
  }
  void Set(int days) {
    v1::SetLawParameterRequest request;
    request.set_parameter_id("chem_self_inspection.every");
    if (days > 0) {
      request.mutable_period()->set_amount(days);
      request.mutable_period()->set_unit(cw::PERIOD_UNIT_DAYS);
    }
    request.set_effective_from("2026-01-01");
    request.set_legal_basis("법 제26조제1항");
    auto set = cases.Ask(people.Of("NIER_ADMIN"), &v1::CaseService::Stub::SetLawParameter, request);
    EXPECT_TRUE(set.ok()) << set.status();
  }
  cw::Clock Cycle(const std::string& case_id) {
    auto now = cases.Get(people.Of("SITE_OPERATOR"), case_id);
    EXPECT_TRUE(now.ok()) << now.status();
    for (const cw::Clock& clock : now->clocks()) {
      if (clock.clock_id() == "cycle" && clock.ended_on().empty()) return clock;
    }
    ADD_FAILURE() << now->DebugString();
    return {};
  }
  int Told() {
    pqxx::connection connection(harness.database().AdminConninfo());
    pqxx::nontransaction work(connection);
    return work.exec("SELECT count(*) FROM chemsafety.outbox WHERE topic = 'duty'")[0][0].as<int>();
  }
};

TEST_F(NumbersTest, CasesFollowThemAndTheCalendarOfDutiesIsTold) {
  const std::string id = OpenSelfInspection();
  ASSERT_EQ(Cycle(id).status(), cw::CLOCK_STATUS_UNSET);
  const int told = Told();

  Set(7);
  ASSERT_TRUE(cases.RunTimers().ok());
  EXPECT_EQ(Cycle(id).status(), cw::CLOCK_STATUS_RUNNING);
  EXPECT_EQ(Cycle(id).due_on(), "2026-11-17");
  EXPECT_EQ(Told(), told + 1);
  auto history = cases.History(people.Of("SITE_OPERATOR"), id);
  ASSERT_TRUE(history.ok()) << history.status();
  ASSERT_THAT(*history, SizeIs(2));
  EXPECT_EQ(history->back().kind(), "RECOMPUTED");
  EXPECT_THAT(history->back().causes(), ElementsAre("NUMBERS"));
  ASSERT_THAT(history->back().moved_clocks(), SizeIs(1));
  EXPECT_EQ(history->back().moved_clocks(0).from_due_on(), "");
  EXPECT_EQ(history->back().moved_clocks(0).to_due_on(), "2026-11-17");

  // Another number for a clock that has one, and none again.
  Set(9);
  ASSERT_TRUE(cases.RunTimers().ok());
  EXPECT_EQ(Cycle(id).due_on(), "2026-11-19");
  EXPECT_EQ(Told(), told + 2);
  Set(0);
  ASSERT_TRUE(cases.RunTimers().ok());
  EXPECT_EQ(Cycle(id).status(), cw::CLOCK_STATUS_UNSET);
  EXPECT_EQ(Told(), told + 3);
  Set(5);
  ASSERT_TRUE(cases.RunTimers().ok());
  EXPECT_EQ(Cycle(id).due_on(), "2026-11-15");
  EXPECT_EQ(Told(), told + 4);
  EXPECT_EQ(
      casework::testing::CompareWithReplays(
          harness, "chemsafety",
          casework::LawFilesNamed(DataFiles(), {"chem_procedures.yaml", "chem_machines.yaml",
                                                "hazard_procedures.yaml", "hazard_machines.yaml"})),
      1);
}

TEST_F(NumbersTest, CasesOfOtherKindsAreLeftAlone) {
  casework::testing::OpenSpec spec;
  spec.procedure = "hazard_plan_industry_new";
  spec.subject.set_site_id(people.site_id());
  auto opened = cases.Open(people.Of("SITE_OPERATOR"), spec);
  ASSERT_TRUE(opened.ok()) << opened.status();
  const int told = Told();
  Set(7);
  ASSERT_TRUE(cases.RunTimers().ok());
  EXPECT_EQ(cases.Get(people.Of("SITE_OPERATOR"), opened->case_id())->etag(), opened->etag());
  EXPECT_EQ(Told(), told);
}

}  // namespace
}  // namespace sems::chemsafety
