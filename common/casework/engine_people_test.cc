#include "common/casework/engine_rules.h"
#include "gmock/gmock.h"

// Who may do what, and what they have to judge.
namespace sems::casework {
namespace {

using calendar::Period;
using calendar::Unit;
using testing::HasSubstr;

TEST_F(EngineRules, WhoMayNotIsToldSo) {
  Drive drive = Start("2026-03-02");
  ASSERT_EQ(drive.Open(Of("permit"), kOwner), "");
  struct {
    const char* event;
    Actor actor;
    const char* as_role;
    const char* problems;
  } const kCases[] = {
      {"granted", kOffice, "", "EVENT_NOT_ALLOWED_NOW"},
      {"nonsense", kOffice, "", "UNKNOWN_EVENT"},
      {"applied", kOffice, "", "ROLE_MAY_NOT_RAISE"},
      {"applied", kStranger, "", "ROLE_MAY_NOT_RAISE"},
      {"applied", kOwner, "firm", "ROLE_MAY_NOT_RAISE"},
      // The role without the side: another owner's account.
      {"applied", Who("owner", 0), "", "ROLE_MAY_NOT_RAISE"},
  };
  for (const auto& c : kCases) {
    Input input = Event(c.event);
    input.as_role = c.as_role;
    EXPECT_EQ(drive.Raise(input, c.actor), c.problems) << c.event;
  }
  EXPECT_EQ(drive.Raise("granted", kOffice), "EVENT_NOT_ALLOWED_NOW");
  EXPECT_EQ(drive.problems()[0].metadata.at("allowed"), "applied");
  EXPECT_EQ(drive.problems()[0].kind, Problem::Kind::kPrecondition);

  Drive under_review = Start("2026-03-02");
  File(under_review, "2026-03-02");
  EXPECT_EQ(under_review.Raise(Grant("a"), kOfficeOfItsOwn), "OWN_CASE");
  EXPECT_EQ(under_review.problems()[0].kind, Problem::Kind::kRole);
  EXPECT_EQ(under_review.Answer("conforms", true, kOfficeOfItsOwn), "OWN_CASE");
  EXPECT_EQ(under_review.Answer("conforms", true, kOwner), "ROLE_MAY_NOT_JUDGE");
}

TEST_F(EngineRules, ARoleOfBothSidesIsToldApartByWhoOpened) {
  const Actor opener = Who("office", kParty | kOwn);
  const Actor other_office = Who("office", 0);
  const Actor minister = Who("minister", kAuthority);
  Opening opening = Of("zone");
  opening.variant = "with_approval";
  Drive drive = Start("2026-03-02");
  ASSERT_EQ(drive.Open(opening, opener), "");
  EXPECT_EQ(drive.Raise("zone_set", opener), "EVENT_NOT_ALLOWED_NOW");  // the other variant's
  EXPECT_EQ(drive.Raise("approval_asked", other_office), "ROLE_MAY_NOT_RAISE");
  EXPECT_EQ(drive.Raise("approval_asked", opener), "");
  EXPECT_EQ(drive.Raise("approved", opener), "ROLE_MAY_NOT_RAISE");
  EXPECT_EQ(drive.Raise("approved", Who("minister", kAuthority | kOwn)), "OWN_CASE");
  EXPECT_EQ(drive.Raise("approved", minister), "");
  EXPECT_EQ(drive.Raise("zone_set", opener), "");
  EXPECT_EQ(drive.Raise("zone_set", opener), "EVENT_NOT_ALLOWED_NOW");
  EXPECT_THAT(drive.problems()[0].message_ko, HasSubstr("종결"));

  Drive at_once = Start("2026-03-02");
  opening.variant = "without_approval";
  ASSERT_EQ(at_once.Open(opening, opener), "");
  EXPECT_EQ(at_once.Raise("zone_set", opener), "");
}

TEST_F(EngineRules, BodiesAreNamedByBothSidesForRolesOfTheCase) {
  Drive drive = Start("2026-03-02");
  ASSERT_EQ(drive.Open(Of("permit"), kOwner), "");
  const auto name = [&](const Body& body, const Actor& actor) {
    return drive.Take(engine_.NameBody(drive.file(), body, actor, drive.today()));
  };
  EXPECT_EQ(name({.role = "lab", .organisation_id = "o", .account_id = {}}, kOffice),
            "ROLE_NOT_IN_CASE");
  EXPECT_EQ(name({.role = "office", .organisation_id = {}, .account_id = {}}, kOffice),
            "ORGANISATION_OR_ACCOUNT");
  EXPECT_EQ(name({.role = "office", .organisation_id = "o", .account_id = {}}, kStranger),
            "NOT_OF_THIS_CASE");
  EXPECT_EQ(name({.role = "office", .organisation_id = "o", .account_id = {}}, kOwner), "");
  EXPECT_EQ(drive.file().bodies.size(), 1u);
}

TEST_F(EngineRules, GuardsDecideWhereItGoes) {
  struct {
    std::vector<GuardAnswer> answers;
    const char* problems;
    const char* to;
  } const kCases[] = {
      {{}, "GUARD_UNANSWERED GUARD_UNANSWERED", "review"},
      {{{"conforms", true, "seen"}}, "GUARD_UNANSWERED", "review"},
      {{{"conforms", true, "seen"}, {"special_case", false, "no"}}, "", "granted"},
      {{{"conforms", true, "seen"}, {"special_case", true, "yes"}}, "", "special"},
      {{{"conforms", false, "seen"}, {"special_case", false, "no"}}, "GUARD_NOT_MET", "review"},
      {{{"conforms", true, ""}, {"special_case", false, "no"}}, "REASON_REQUIRED", "review"},
      {{{"conforms", true, "a"}, {"conforms", true, "b"}, {"special_case", false, "no"}},
       "GUARD_ANSWERED_TWICE",
       "review"},
      {{{"more_time_left", true, "x"}, {"conforms", true, "a"}, {"special_case", false, "no"}},
       "GUARD_IS_COMPUTED",
       "review"},
  };
  for (const auto& c : kCases) {
    Drive drive = Start("2026-03-02");
    File(drive, "2026-03-02");
    Input input = Grant("a");
    input.guards = c.answers;
    EXPECT_EQ(drive.Raise(input, kOffice), c.problems);
    EXPECT_EQ(drive.file().state, c.to);
  }
}

TEST_F(EngineRules, AJudgementIsUsedUpByItsEventAndAFactStands) {
  Drive drive = Start("2026-03-02");
  File(drive, "2026-03-02");
  ASSERT_EQ(drive.Answer("conforms", true, kOffice), "");  // beforehand
  ASSERT_EQ(drive.Answer("big", true, kOwner), "");
  EXPECT_TRUE(drive.file().guards.at("big").declared_only);
  Input input = Grant("a");
  input.guards = {{"special_case", false, "none"}};
  ASSERT_EQ(drive.Raise(input, kOffice), "");
  EXPECT_TRUE(drive.file().guards.at("conforms").spent);
  EXPECT_TRUE(drive.file().guards.at("special_case").spent);
  EXPECT_FALSE(drive.file().guards.at("big").spent);
  // What it frees from is confirmed by the authority's own word.
  ASSERT_EQ(drive.Answer("big", true, kOffice), "");
  EXPECT_FALSE(drive.file().guards.at("big").declared_only);

  Input ordered = Event("ordered");
  ordered.set_period = Period{60, Unit::kDays};
  ASSERT_EQ(drive.Raise(ordered, kOffice), "");
  Input extended = Event("order_extended");
  extended.extension = Period{30, Unit::kDays};
  EXPECT_EQ(drive.Raise(extended, kOffice), "GUARD_UNANSWERED");
  extended.guards = {{"unavoidable", true, "flood"}};
  EXPECT_EQ(drive.Raise(extended, kOffice), "");
}

TEST_F(EngineRules, ValuesComeWithTheirEventOnly) {
  Drive drive = Start("2026-03-02");
  File(drive, "2026-03-02");
  Input input = Grant("a");
  input.values = {};
  EXPECT_EQ(drive.Raise(input, kOffice), "VALUE_REQUIRED");
  input.values = {{"grade", "z"}};
  EXPECT_EQ(drive.Raise(input, kOffice), "VALUE_NOT_ALLOWED");
  input.values = {{"grade", "a"}, {"colour", "red"}};
  EXPECT_EQ(drive.Raise(input, kOffice), "UNKNOWN_VALUE");
  Input planned = Event("works_start", "2026-06-01");
  planned.values = {{"grade", "b"}};
  EXPECT_EQ(drive.Raise(planned, kOwner), "VALUE_NOT_EXPECTED");
}

}  // namespace
}  // namespace sems::casework
