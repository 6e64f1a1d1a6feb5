#include <algorithm>
#include <filesystem>
#include <fstream>

#include "services/chemsafety/cases_fixture.h"

// What this domain's cases have beside the shared stories (services/noise): numbers that the
// sources leave open, files, and law data that is broken.
namespace sems::chemsafety {
namespace {

using absl::StatusCode;

class CasesTest : public CasesFixture {
 protected:
  // 자체점검: the sources give no cycle.
  cw::Case OpenSelfInspection() {
    casework::testing::OpenSpec spec;
    spec.procedure = "chem_self_inspection";
    spec.subject.set_site_id(people.site_id());
    auto opened = cases.Open(people.Of("SITE_OPERATOR"), spec);
    EXPECT_TRUE(opened.ok()) << opened.status();
    return opened.ok() ? *opened : cw::Case();
  }
  static const cw::Clock* Find(const cw::Case& file, const std::string& id) {
    for (const cw::Clock& clock : file.clocks()) {
      if (clock.clock_id() == id) return &clock;
    }
    return nullptr;
  }
};

TEST_F(CasesTest, AnUnsetNumberHoldsUpOnlyWhatDependsOnIt) {
  const cw::Case opened = OpenSelfInspection();
  const cw::Clock* cycle = Find(opened, "cycle");
  ASSERT_NE(cycle, nullptr) << opened.DebugString();
  EXPECT_EQ(cycle->status(), cw::CLOCK_STATUS_UNSET);
  GoTo(absl::CivilDay(2026, 12, 10));
  EXPECT_EQ(*cases.RunTimers(), 0);

  v1::SetLawParameterRequest request;
  request.set_parameter_id("chem_self_inspection.every");
  request.mutable_period()->set_amount(7);
  request.mutable_period()->set_unit(cw::PERIOD_UNIT_DAYS);
  request.set_effective_from("2026-01-01");
  request.set_legal_basis("법 제26조제1항");
  const auto set = [&](const std::string& role) {
    return cases.Ask(people.Of(role), &v1::CaseService::Stub::SetLawParameter, request);
  };
  EXPECT_EQ(set("MINISTRY").status().code(), StatusCode::kPermissionDenied);
  auto stored = set("NIER_ADMIN");
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(stored->parameter().etag(), "v1");
  request.set_etag("v7");
  EXPECT_EQ(set("NIER_ADMIN").status().code(), StatusCode::kAborted);

  // The case that waited is looked at again, and what has come due meanwhile rings.
  auto rung = cases.RunTimers();
  ASSERT_TRUE(rung.ok()) << rung.status();
  EXPECT_GE(*rung, 1);
  auto now = cases.Get(people.Of("SITE_OPERATOR"), opened.case_id());
  ASSERT_TRUE(now.ok()) << now.status();
  cycle = Find(*now, "cycle");
  ASSERT_NE(cycle, nullptr);
  EXPECT_NE(cycle->status(), cw::CLOCK_STATUS_UNSET);

  request.set_etag("");
  request.set_parameter_id("nothing");
  EXPECT_EQ(set("NIER_ADMIN").status().code(), StatusCode::kNotFound);
  request.set_parameter_id("chem_prevention_plan_submission.d1");
  EXPECT_EQ(ErrorReason(set("NIER_ADMIN").status()), "NUMBER_FIXED_BY_LAW");
}

TEST_F(CasesTest, FilesAreLinkedByThoseOfTheCase) {
  casework::testing::OpenSpec spec;
  spec.procedure = "chem_prevention_plan_submission";
  spec.subject.set_site_id(people.site_id());
  const sems::testing::Person& owner = people.Of("SITE_OPERATOR");
  auto opened = cases.Open(owner, spec);
  ASSERT_TRUE(opened.ok()) << opened.status();
  ASSERT_GT(opened->missing_attachments_size(), 0);
  const std::string item = opened->missing_attachments(0).item_id();
  const std::string file = "0192f0c0-0000-7000-8000-00000000000a";
  for (const auto& [role, stranger] : people.strangers()) {
    EXPECT_EQ(cases.Attach(stranger, opened->case_id(), file, item).status().code(),
              StatusCode::kPermissionDenied)
        << role;
  }
  auto attached = cases.Attach(owner, opened->case_id(), file, item);
  ASSERT_TRUE(attached.ok()) << attached.status();
  ASSERT_EQ(attached->attachments_size(), 1);
  EXPECT_EQ(attached->attachments(0).item_id(), item);
  EXPECT_EQ(attached->attachments(0).size_bytes(), 1234);
  EXPECT_EQ(attached->missing_attachments_size(), opened->missing_attachments_size() - 1);
}

TEST(LawTest, ABrokenFileStopsTheStartAndNamesItsLine) {
  const std::filesystem::path directory =
      std::filesystem::path(::testing::TempDir()) / "sems_broken_law";
  std::filesystem::create_directories(directory);
  std::ofstream(directory / "hazard_machines.yaml")
      << "machines:\n  - id: hazard_plan_machine\n    initial: nowhere\n";
  try {
    sems::testing::Harness harness({&Info()}, absl::CivilDay(2026, 11, 10),
                                   {{"chemsafety.law_dir", directory.string()}});
    ADD_FAILURE() << "it started";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("hazard_machines.yaml:"), std::string::npos)
        << error.what();
  }
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace sems::chemsafety
