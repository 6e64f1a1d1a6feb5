#include <variant>

#include "common/casework/drive.h"
#include "common/casework/law_files_of_tests.h"
#include "gmock/gmock.h"

// Cases of the real law, told from beginning to end. Every day here was counted by hand.
namespace sems::casework {
namespace {

using calendar::Period;
using calendar::Unit;
using testing::ElementsAre;
using testing::IsEmpty;

Law MustRead(const std::vector<LawFile>& files) {
  std::variant<Law, LawProblems> read = ReadLaw(files);
  if (std::holds_alternative<LawProblems>(read)) {
    for (const std::string& problem : std::get<LawProblems>(read)) ADD_FAILURE() << problem;
    return {};
  }
  return std::get<Law>(std::move(read));
}

struct Told {
  explicit Told(const std::vector<LawFile>& files) : law(MustRead(files)) {}
  const Law law;
  const Engine engine{law, calendar::Holidays::BuiltIn(), nullptr};
};
const Told& Noise() {
  static const Told& told = *new Told(NoiseLawFiles());
  return told;
}
const Told& Chemicals() {
  static const Told& told = *new Told(ChemsafetyLawFiles());
  return told;
}

// What goes with an event, beside its day.
struct With {
  std::vector<std::pair<std::string, bool>> guards = {};
  std::map<std::string, std::string> values = {};
  std::map<std::string, std::string> dates = {};
  std::optional<Period> set_period = {};
  std::optional<Period> extension = {};
  std::string as_role = {};
};

// A case whose people may do anything on either side, but do it on the day that is told.
class Story {
 public:
  Story(const Told& told, const std::string& day) : told_(told), drive_(told.engine, Day(day)) {
    actor_.account_id = "anybody";
    for (const Role& role : told.law.roles) actor_.roles.push_back(role.id);
    actor_.party = actor_.authority = true;
  }

  std::string Open(const std::string& procedure, const With& with = {}, bool by_authority = false,
                   const std::string& variant = {}, const std::string& machine = {}) {
    Opening opening;
    opening.procedure = procedure;
    opening.variant = variant;
    opening.machine = machine;
    opening.by_authority = by_authority;
    Fill(with, opening.input);
    return drive_.Open(opening, actor_);
  }
  // On a day, today or before, with all the papers it needs.
  std::string Do(const std::string& event, const std::string& day, const With& with = {}) {
    Today(day);
    for (const NextEvent& next : told_.engine.Next(drive_.file(), actor_, drive_.today())) {
      if (next.event->id != event) continue;
      for (const MissingAttachment& missing : next.missing_attachments) {
        AttachmentLink link;
        link.attachment_id = "file-" + missing.key;
        link.item = missing.key;
        drive_.Take(told_.engine.Attach(drive_.file(), link, actor_, drive_.today()));
      }
      for (const MissingContent& missing : next.missing_contents) {
        drive_.Take(told_.engine.ChangeForm(drive_.file(), {{missing.key, "text"}}, actor_,
                                            drive_.today()));
      }
    }
    return DoWithout(event, day, with);
  }
  std::string DoWithout(const std::string& event, const std::string& day, const With& with = {}) {
    Today(day);
    return Plan(event, day, with);
  }
  // A day, also one ahead, told today.
  std::string Plan(const std::string& event, const std::string& day, const With& with = {}) {
    Input input;
    input.event = event;
    input.occurred_on = Day(day);
    Fill(with, input);
    return drive_.Raise(input, actor_);
  }
  std::string Pay(int64_t krw) {
    return drive_.Take(
        told_.engine.Pay(drive_.file(), krw, drive_.today(), "R", actor_, drive_.today()));
  }
  std::string Answer(const std::string& guard, bool holds) {
    return drive_.Answer(guard, holds, actor_);
  }
  std::vector<std::string> RingOn(const std::string& day) {
    Today(day);
    return drive_.RingAll();
  }
  void Today(const std::string& day) {
    if (Day(day) > drive_.today()) drive_.On(Day(day));
  }
  std::string Clock(const std::string& id, int run = 0) {
    return drive_.Status(id, run) + " " + drive_.Due(id, run);
  }
  const std::string& state() { return drive_.file().state; }
  Drive& drive() { return drive_; }

 private:
  static void Fill(const With& with, Input& input) {
    for (const auto& [guard, holds] : with.guards) input.guards.push_back({guard, holds, "judged"});
    for (const auto& [event, day] : with.dates) input.dates[event] = Day(day);
    input.values = with.values;
    input.set_period = with.set_period;
    input.extension = with.extension;
    input.as_role = with.as_role;
  }

  const Told& told_;
  Drive drive_;
  Actor actor_;
};

TEST(Story, APreventionPlanFromSubmissionToItsResubmission) {
  Story story(Chemicals(), "2026-03-03");
  ASSERT_EQ(story.Open("chem_prevention_plan_submission", {.values = {{"size_class", "major"}}}),
            "");
  // Art. 19(1): 60 days before the inspection begins, D-60 and one stricter to warn.
  ASSERT_EQ(story.Plan("facility_inspection_start", "2026-06-15"), "");
  EXPECT_EQ(story.Clock("submit_before_inspection"), "RUNNING 2026-04-16");
  EXPECT_EQ(story.DoWithout("plan_received", "2026-03-04", {.guards = {{"plan_required", true}}}),
            "ATTACHMENT_MISSING");
  ASSERT_EQ(story.Do("plan_received", "2026-03-04", {.guards = {{"plan_required", true}}}), "");
  EXPECT_EQ(story.Clock("submit_before_inspection"), "MET 2026-04-16");
  EXPECT_EQ(story.Clock("review"), "RUNNING 2026-04-03");

  // Art. 19-2(4)-(8): three stops that overlap from 10 March to 24 April, 46 days.
  ASSERT_EQ(story.Do("site_investigation_prior_notice", "2026-03-10",
                     {.guards = {{"site_investigation_case", true}}}),
            "");
  ASSERT_EQ(story.Do("supplement_requested", "2026-03-12"), "");
  EXPECT_EQ(story.Clock("supplement"), "RUNNING 2026-04-13");  // 11 April is a Saturday
  ASSERT_EQ(story.Do("supplement_request_received", "2026-03-13"), "");
  EXPECT_EQ(story.Clock("supplement"), "RUNNING 2026-04-13");  // 12 April is a Sunday
  ASSERT_EQ(story.Do("site_investigation_done", "2026-03-16"), "");
  ASSERT_EQ(story.Do("local_consultation_requested", "2026-03-18"), "");
  EXPECT_EQ(story.Do("supplement_extension_granted", "2026-04-10",
                     {.extension = Period{31, Unit::kDays}}),
            "PERIOD_ABOVE_MAXIMUM");
  ASSERT_EQ(story.Do("supplement_extension_granted", "2026-04-10",
                     {.extension = Period{30, Unit::kDays}}),
            "");
  EXPECT_EQ(story.Clock("supplement"), "RUNNING 2026-05-12");  // from 12 April, the old expiry
  ASSERT_EQ(story.Do("supplement_extension_granted", "2026-04-15",
                     {.extension = Period{10, Unit::kDays}}),
            "");
  EXPECT_EQ(
      story.Do("supplement_extension_granted", "2026-04-15", {.extension = Period{1, Unit::kDays}}),
      "EXTENSIONS_USED_UP");
  ASSERT_EQ(story.Do("local_opinion_received", "2026-04-20"), "");
  ASSERT_EQ(story.Do("supplement_received", "2026-04-24"), "");
  EXPECT_EQ(story.Clock("supplement"), "MET 2026-05-22");
  EXPECT_EQ(story.Clock("review"), "RUNNING 2026-05-19");  // 3 April and 46 days

  EXPECT_EQ(story.Do("plan_fit_notified", "2026-05-19"), "VALUE_REQUIRED");
  ASSERT_EQ(story.Do("plan_fit_notified", "2026-05-19", {.values = {{"risk_grade", "ga"}}}), "");
  EXPECT_EQ(story.Clock("review"), "MET 2026-05-19");

  // Art. 19(9): five years from the fit notice; the working lead opens 180 days before.
  EXPECT_EQ(story.Clock("resubmission"), "RUNNING 2031-05-19");
  EXPECT_THAT(story.RingOn("2030-11-19"), IsEmpty());
  EXPECT_THAT(story.RingOn("2030-11-25"), ElementsAre("resubmission_window_opened 2030-11-20"));
  EXPECT_EQ(story.state(), "resubmission_due");
  ASSERT_EQ(story.Do("plan_received", "2031-05-19"), "");
  EXPECT_EQ(story.Clock("resubmission", 1), "MET 2031-05-19");
  EXPECT_EQ(story.Clock("review"), "RUNNING 2031-06-18");
  ASSERT_EQ(story.Do("plan_fit_notified", "2031-06-10", {.values = {{"risk_grade", "na"}}}), "");
  EXPECT_EQ(story.Clock("resubmission"), "RUNNING 2036-06-10");
}

TEST(Story, AnUnfitPlanIsRevisedInThreeMonthsWhereTheFacilityIsKept) {
  Story story(Chemicals(), "2026-03-03");
  ASSERT_EQ(story.Open("chem_prevention_plan_submission"), "");
  ASSERT_EQ(story.Do("plan_received", "2026-03-03", {.guards = {{"plan_required", true}}}), "");
  ASSERT_EQ(story.Do("supplement_requested", "2026-03-10"), "");
  // Decided without waiting for the supplement: its period is over with the review.
  ASSERT_EQ(story.Do("plan_unfit_notified", "2026-03-20"), "");
  EXPECT_EQ(story.Clock("supplement"), "ENDED 2026-04-09");
  EXPECT_EQ(story.Clock("revise_after_unfit"), "WAITING 2026-06-22");  // 20 June is a Saturday
  EXPECT_EQ(story.DoWithout("plan_received", "2026-03-21"), "GUARD_UNANSWERED");
  ASSERT_EQ(story.Answer("keeps_facility", true), "");
  EXPECT_EQ(story.Clock("revise_after_unfit"), "RUNNING 2026-06-22");
  ASSERT_EQ(story.Do("plan_received", "2026-06-22"), "");
  EXPECT_EQ(story.Clock("revise_after_unfit"), "MET 2026-06-22");
  EXPECT_EQ(story.Clock("review"), "RUNNING 2026-07-22");  // 30 days again, no stop left over
}

TEST(Story, ANoiseFacilityFromItsPermitToRegularOperation) {
  Story story(Noise(), "2026-03-03");
  ASSERT_EQ(story.Open("noise_facility_install_permit"), "");
  ASSERT_EQ(story.Do("install_permit_applied", "2026-03-03"), "");
  EXPECT_EQ(story.Do("install_permit_issued", "2026-03-20"), "FEE_UNPAID");
  ASSERT_EQ(story.Pay(10'000), "");
  ASSERT_EQ(story.Do("install_permit_issued", "2026-03-20"), "");
  ASSERT_EQ(story.Do("completion_notice_received", "2026-04-01"), "");
  EXPECT_EQ(story.Clock("install_inspection"), "RUNNING 2026-04-08");  // Art. 18(1): 7 days
  EXPECT_EQ(story.Do("installation_fit_notified", "2026-04-08",
                     {.guards = {{"conforms_to_permit", true}}}),
            "GUARD_UNANSWERED GUARD_UNANSWERED");
  ASSERT_EQ(story.Do("installation_fit_notified", "2026-04-08",
                     {.guards = {{"conforms_to_permit", true}, {"emission_test_skipped", false}}}),
            "");
  EXPECT_EQ(story.Clock("install_inspection"), "MET 2026-04-08");
  EXPECT_EQ(story.Clock("normal_operation"), "RUNNING 2026-05-08");  // Art. 18(2): 30 days
  EXPECT_THAT(story.RingOn("2026-05-08"), IsEmpty());
  EXPECT_THAT(story.RingOn("2026-05-20"), ElementsAre("normal_operation_period_ended 2026-05-09"));
  EXPECT_EQ(story.Clock("normal_operation"), "MET 2026-05-08");
  EXPECT_EQ(story.Clock("emission_test"), "RUNNING 2026-05-29");  // Art. 18(4): 20 days
  ASSERT_EQ(story.Do("emission_test_exceeded", "2026-05-29",
                     {.guards = {{"within_emission_limit", false}}}),
            "");
  EXPECT_EQ(story.Clock("emission_test"), "MET 2026-05-29");
  ASSERT_EQ(story.Do("order_compliance_confirmed", "2026-11-02"), "");
  EXPECT_EQ(story.state(), "operating");
}

TEST(Story, AnImprovementOrderOfAYearAndSixMonths) {
  Story story(Noise(), "2026-05-29");
  With with{.set_period = Period{13, Unit::kMonths}};
  EXPECT_EQ(story.Open("noise_improvement_order", with, true), "PERIOD_ABOVE_MAXIMUM");
  with.set_period = Period{1, Unit::kYears};
  EXPECT_EQ(
      story.Open("noise_improvement_order", with, false, {}, "noise_improvement_order_machine"),
      "OPENED_BY_AUTHORITY");
  ASSERT_EQ(story.Open("noise_improvement_order", with, true), "");
  EXPECT_EQ(story.Clock("improvement_period"), "RUNNING 2027-05-31");  // 29 May 2027 is a Saturday
  EXPECT_EQ(story.DoWithout("improvement_plan_filed", "2026-06-10"),
            "CONTENT_MISSING CONTENT_MISSING CONTENT_MISSING CONTENT_MISSING");
  ASSERT_EQ(story.Do("improvement_plan_filed", "2026-06-10"), "");
  EXPECT_THAT(story.RingOn("2027-05-31"), IsEmpty());
  EXPECT_THAT(story.RingOn("2027-06-02"), ElementsAre("improvement_period_expired 2027-06-01"));
  // Art. 20(2): for one who has not finished in time, so it may be granted afterwards.
  const With extension{.guards = {{"force_majeure", true}}, .extension = Period{6, Unit::kMonths}};
  ASSERT_EQ(story.Do("improvement_extension_granted", "2027-06-03", extension), "");
  EXPECT_EQ(story.Clock("improvement_period"), "RUNNING 2027-11-29");  // from 29 May
  EXPECT_EQ(story.Do("improvement_extension_granted", "2027-06-04", extension),
            "EVENT_NOT_ALLOWED_NOW");
  EXPECT_THAT(story.RingOn("2027-11-29"), IsEmpty());
  ASSERT_EQ(story.Do("compliance_report_filed", "2027-11-29"), "");
  EXPECT_EQ(story.Clock("improvement_period"), "MET 2027-11-29");
  ASSERT_EQ(story.Do("order_compliance_confirmed", "2027-12-10"), "");
  EXPECT_EQ(story.state(), "complied");
}

TEST(Story, AChemicalsOrderIsExtendedOnlyWhenAskedTenDaysBefore) {
  const auto in_progress = [](Story& story) {
    ASSERT_EQ(story.Open("chem_improvement_order", {.set_period = Period{6, Unit::kMonths}}, true),
              "");
    ASSERT_EQ(story.Do("improvement_order_received", "2026-04-06"), "");
    EXPECT_EQ(story.Clock("execution_period"), "RUNNING 2026-10-06");
    EXPECT_EQ(story.Clock("extension_request"), "RUNNING 2026-09-26");
    ASSERT_EQ(story.Do("execution_plan_submitted", "2026-04-10"), "");
    ASSERT_EQ(story.Do("execution_plan_accepted", "2026-04-20"), "");
  };
  const With extension{.guards = {{"force_majeure", true}}, .extension = Period{6, Unit::kMonths}};
  Story late(Chemicals(), "2026-04-03");
  in_progress(late);
  EXPECT_EQ(late.Do("improvement_extension_granted", "2026-09-27", extension),
            "EXTENSION_TOO_LATE");
  Story asked(Chemicals(), "2026-04-03");
  in_progress(asked);
  ASSERT_EQ(asked.Do("improvement_extension_requested", "2026-09-26"), "");
  EXPECT_EQ(asked.Clock("extension_request"), "MET 2026-09-26");
  ASSERT_EQ(asked.Do("improvement_extension_granted", "2026-10-05", extension), "");
  EXPECT_EQ(asked.Clock("execution_period"), "RUNNING 2027-04-06");
  EXPECT_THAT(asked.RingOn("2027-04-08"), ElementsAre("improvement_period_expired 2027-04-07"));
  // Art. 25(4) extends nothing that has expired.
  EXPECT_EQ(asked.Do("improvement_extension_granted", "2027-04-08", extension),
            "EVENT_NOT_ALLOWED_NOW");
  ASSERT_EQ(asked.Do("shutdown_order_received", "2027-04-09"), "");
  ASSERT_EQ(asked.Do("shutdown_lifted", "2027-06-01"), "");
  EXPECT_EQ(asked.state(), "shutdown_lifted");
}

TEST(Story, ATwoStageDesignationWithItsOneExtension) {
  Story story(Noise(), "2026-03-20");
  EXPECT_EQ(story.Open("noise_inspection_agent_designation"), "VARIANT_REQUIRED");
  ASSERT_EQ(story.Open("noise_inspection_agent_designation", {}, false, "inspection_agent_vehicle"),
            "");
  EXPECT_EQ(
      story.Do("securing_notice_received", "2026-04-01", {.set_period = Period{1, Unit::kYears}}),
      "FEE_UNPAID");
  ASSERT_EQ(story.Pay(10'000), "");
  EXPECT_EQ(
      story.Do("securing_notice_received", "2026-04-01", {.set_period = Period{366, Unit::kDays}}),
      "PERIOD_ABOVE_MAXIMUM");
  ASSERT_EQ(
      story.Do("securing_notice_received", "2026-04-01", {.set_period = Period{1, Unit::kYears}}),
      "");
  EXPECT_EQ(story.Clock("securing_period"), "RUNNING 2027-04-01");
  const With extension{.guards = {{"force_majeure", true}}, .extension = Period{6, Unit::kMonths}};
  ASSERT_EQ(story.Do("securing_extension_granted", "2027-03-25", extension), "");
  EXPECT_EQ(story.Clock("securing_period"), "RUNNING 2027-10-01");
  EXPECT_EQ(story.Do("securing_extension_granted", "2027-03-26", extension),
            "EVENT_NOT_ALLOWED_NOW");
  // Art. 73(3): cancelled only where there is no good reason, which somebody has to judge.
  EXPECT_THAT(story.RingOn("2027-10-05"), IsEmpty());
  EXPECT_EQ(story.Do("securing_documents_filed", "2027-10-05"), "GUARD_NOT_MET");  // not in time
  ASSERT_EQ(story.Answer("no_good_reason", true), "");
  EXPECT_THAT(story.RingOn("2027-10-05"), ElementsAre("securing_period_expired 2027-10-02"));
  EXPECT_EQ(story.state(), "notice_cancelled");
}

TEST(Story, AnInstrumentKeepsItsGridOfSixMonths) {
  Story story(Noise(), "2026-02-02");
  ASSERT_EQ(story.Open("noise_instrument_type_approval"), "");
  ASSERT_EQ(story.Do("type_approval_applied", "2026-02-02"), "");
  ASSERT_EQ(story.Do("type_approved", "2026-03-02"), "");
  ASSERT_EQ(story.Do("instrument_first_inspection", "2026-03-10"), "");
  EXPECT_EQ(story.Clock("precision_cycle"), "RUNNING 2026-09-30");
  EXPECT_THAT(story.RingOn("2026-10-03"), ElementsAre("precision_month_reached 2026-09-01",
                                                      "precision_month_ended 2026-10-01"));
  EXPECT_EQ(story.state(), "overdue");
  ASSERT_EQ(story.Do("precision_inspection_passed", "2026-11-15"), "");
  EXPECT_EQ(story.Clock("precision_month"), "MISSED 2026-09-30");
  EXPECT_EQ(story.Clock("precision_cycle", 1), "MISSED 2026-09-30");
  EXPECT_EQ(story.Clock("precision_cycle"),
            "RUNNING 2027-03-31");  // from March 2026, not from November
  EXPECT_THAT(story.RingOn("2027-03-31"), ElementsAre("precision_month_reached 2027-03-01"));
  ASSERT_EQ(story.Do("precision_inspection_passed", "2027-03-31"), "");
  EXPECT_EQ(story.Clock("precision_month"), "MET 2027-03-31");
  // Late through two of its months: what was missed is missed, and the instrument is valid again.
  EXPECT_THAT(story.RingOn("2028-04-10"), ElementsAre("precision_month_reached 2027-09-01",
                                                      "precision_month_ended 2027-10-01"));
  ASSERT_EQ(story.Do("precision_inspection_passed", "2028-04-10"), "");
  EXPECT_THAT(story.RingOn("2028-04-10"), IsEmpty());
  EXPECT_EQ(story.state(), "valid");
  EXPECT_EQ(story.Clock("precision_cycle"), "RUNNING 2028-09-30");
}

TEST(Story, ADiagnosisFollowsTheGradeAndKeepsItsAnchor) {
  Story story(Chemicals(), "2026-03-03");
  ASSERT_EQ(story.Open("chem_safety_diagnosis_periodic"), "");
  EXPECT_EQ(story.Clock("cycle"), "WAITING ");
  ASSERT_EQ(
      story.Do("plan_review_result_received", "2026-03-13", {.values = {{"risk_grade", "ga"}}}),
      "");
  EXPECT_EQ(story.Clock("cycle"), "WAITING 2030-03-13");  // nobody has said that a plan is required
  ASSERT_EQ(story.Answer("plan_required", true), "");
  EXPECT_EQ(story.Clock("cycle"), "RUNNING 2030-03-13");  // Art. 24(2)1: 4 years
  EXPECT_THAT(story.RingOn("2030-03-20"), ElementsAre("diagnosis_cycle_expired 2030-03-13"));
  EXPECT_EQ(story.Clock("carry_out"),
            "RUNNING 2030-05-13");  // Art. 24(3): 60 days, 12 May is a Sunday
  ASSERT_EQ(story.Do("diagnosis_done", "2030-05-10"), "");
  EXPECT_EQ(story.Clock("carry_out"), "MET 2030-05-13");
  ASSERT_EQ(story.Do("diagnosis_report_filed", "2030-05-20"), "");
  EXPECT_EQ(story.Clock("cycle"), "RUNNING 2034-03-13");
  // Form 33의2: another grade on the same grid; form 33: a grid of its own.
  ASSERT_EQ(
      story.Do("change_review_result_received", "2031-05-02", {.values = {{"risk_grade", "da"}}}),
      "");
  EXPECT_EQ(story.Clock("cycle"), "RUNNING 2038-03-13");
  ASSERT_EQ(
      story.Do("plan_review_result_received", "2031-06-10", {.values = {{"risk_grade", "na"}}}),
      "");
  EXPECT_EQ(story.Clock("cycle"), "RUNNING 2039-06-10");
}

TEST(Story, AHearingIsNotifiedSevenDaysBefore) {
  for (const auto& [day, status] :
       {std::pair{"2026-04-13", "MET"}, std::pair{"2026-04-14", "MISSED"}}) {
    Story story(Noise(), "2026-04-01");
    ASSERT_EQ(story.Open("noise_hearing", {}, true), "");
    ASSERT_EQ(story.Do("hearing_notified", day, {.dates = {{"hearing_date", "2026-04-20"}}}), "");
    EXPECT_EQ(story.Clock("hearing_notice"), std::string(status) + " 2026-04-13");
  }
}

TEST(Story, AYearOfTraining) {
  Story story(Noise(), "2026-10-05");
  ASSERT_EQ(story.Open("noise_education_plan_approval"), "");
  EXPECT_EQ(story.Clock("plan_deadline"), "RUNNING 2026-11-30");
  EXPECT_EQ(story.Clock("plan_notice"),
            "RUNNING 2027-01-31");  // a Sunday; the minister's does not move
  ASSERT_EQ(story.Do("training_plan_submitted", "2026-11-30"), "");
  EXPECT_EQ(story.Clock("plan_deadline"), "MET 2026-11-30");
  ASSERT_EQ(story.Do("training_plan_approved", "2027-01-15"), "");
  ASSERT_EQ(story.Do("training_plan_notified", "2027-02-01"), "");
  EXPECT_EQ(story.Clock("plan_notice"), "MISSED 2027-01-31");
  ASSERT_EQ(story.Plan("course_start", "2027-03-22"), "");
  EXPECT_EQ(story.Clock("trainee_list"), "RUNNING 2027-03-07");
  ASSERT_EQ(story.Do("trainees_selected", "2027-03-05"), "");
  EXPECT_EQ(story.Clock("trainee_list"), "MET 2027-03-07");
  ASSERT_EQ(story.Do("course_start", "2027-03-22"), "");
  EXPECT_EQ(story.Clock("quarterly_report"), "RUNNING 2027-04-15");
  EXPECT_EQ(story.Clock("course_length"), "RUNNING 2027-04-05");
  ASSERT_EQ(story.Do("training_result_reported", "2027-04-15"), "");
  EXPECT_EQ(story.Clock("quarterly_report", 1), "MET 2027-04-15");
  EXPECT_EQ(story.Clock("quarterly_report"), "RUNNING 2027-07-15");
  ASSERT_EQ(story.Do("training_result_reported", "2027-07-20"), "");
  EXPECT_EQ(story.Clock("quarterly_report", 2), "MISSED 2027-07-15");
  ASSERT_EQ(story.Do("training_result_reported", "2027-10-01"), "");
  EXPECT_EQ(story.state(), "running");
  // The last quarter's, filed in January: the year is over.
  EXPECT_EQ(story.Clock("quarterly_report"), "RUNNING 2028-01-17");  // 15 January is a Saturday
  ASSERT_EQ(story.Do("training_result_reported", "2028-01-12"), "");
  EXPECT_EQ(story.state(), "reported");
}

TEST(Story, NoticeToTheCommunityInThreeMonthsAndTheSameYear) {
  Story story(Chemicals(), "2026-05-20");
  ASSERT_EQ(
      story.Open("chem_community_notice_register", {}, false, {}, "chem_community_notice_machine"),
      "");
  EXPECT_EQ(story.Clock("register"), "WAITING ");
  ASSERT_EQ(story.Do("plan_fit_notified", "2026-05-19"), "");
  EXPECT_EQ(story.Clock("register"), "RUNNING 2026-08-19");
  EXPECT_EQ(story.Clock("direct"), "RUNNING 2026-12-31");
  ASSERT_EQ(story.Do("notice_registered", "2026-08-20"), "");
  EXPECT_EQ(story.Clock("register"), "MISSED 2026-08-19");
  ASSERT_EQ(story.Do("notice_delivered", "2026-12-31"), "");
  EXPECT_EQ(story.Clock("direct"), "MET 2026-12-31");
  EXPECT_EQ(story.state(), "complete");
}

TEST(Story, APeriodicInspectionCountsFromTheLastFitOne) {
  Story story(Chemicals(), "2026-03-03");
  ASSERT_EQ(story.Open("chem_install_inspection"), "");
  ASSERT_EQ(story.Do("facility_inspection_start", "2026-03-03"), "");
  ASSERT_EQ(story.Do("inspection_fit_notified", "2026-03-10"), "");
  ASSERT_EQ(story.Answer("business_permit_required", true), "");
  EXPECT_EQ(story.Clock("periodic_business"), "RUNNING 2027-03-10");
  EXPECT_EQ(story.Clock("periodic_other"), "ENDED 2028-03-10");
  ASSERT_EQ(story.Do("inspection_fit_notified", "2027-02-20"), "");
  EXPECT_EQ(story.Clock("periodic_business", 1), "MET 2027-03-10");
  EXPECT_EQ(story.Clock("periodic_business"), "RUNNING 2028-02-20");
  ASSERT_EQ(story.Do("chemical_accident", "2027-05-03"), "");
  EXPECT_EQ(story.Clock("accident"), "RUNNING 2027-05-10");
  ASSERT_EQ(story.Do("facility_inspection_taken", "2027-05-10"), "");
  EXPECT_EQ(story.Clock("accident"), "MET 2027-05-10");
  ASSERT_EQ(story.Do("inspection_fit_notified", "2027-05-20"), "");
  EXPECT_THAT(story.RingOn("2028-05-20"), ElementsAre("periodic_inspection_due 2028-05-20"));
  // Art. 23(2): extended by the minister; the law names no longest time.
  ASSERT_EQ(story.Do("inspection_extension_granted", "2028-05-22",
                     {.guards = {{"force_majeure", true}}, .extension = Period{3, Unit::kMonths}}),
            "");
  EXPECT_EQ(story.state(), "operating");
  EXPECT_THAT(story.RingOn("2028-08-25"), ElementsAre("periodic_inspection_due 2028-08-20"));
  ASSERT_EQ(story.Do("inspection_fit_notified", "2028-08-25"), "");
  EXPECT_EQ(story.Clock("periodic_business", 3), "MISSED 2028-08-20");
  EXPECT_EQ(story.Clock("periodic_business"), "RUNNING 2029-08-25");
}

TEST(Story, AWeeklyLogFallsDueIsMissedAndCaughtUp) {
  Story story(Noise(), "2026-03-02");
  ASSERT_EQ(
      story.Open("noise_operation_log", {.dates = {{"facility_operation_started", "2026-03-02"}}}),
      "");
  EXPECT_THAT(story.RingOn("2026-03-09"), ElementsAre("g_due 2026-03-09"));
  ASSERT_EQ(story.Do("g_recorded", "2026-03-09"), "");
  // Two weeks pass over it. Each week is owed by itself.
  EXPECT_THAT(story.RingOn("2026-03-24"), ElementsAre("g_due 2026-03-16", "g_expired 2026-03-17"));
  ASSERT_EQ(story.Do("g_recorded", "2026-03-24"), "");
  EXPECT_THAT(story.RingOn("2026-03-24"), ElementsAre("g_due 2026-03-23", "g_expired 2026-03-24"));
  ASSERT_EQ(story.Do("g_recorded", "2026-03-24"), "");
  EXPECT_THAT(story.RingOn("2026-03-24"), IsEmpty());
}

TEST(Story, ThePlannedDayOfAnInspectionIsItsDay) {
  Story story(Noise(), "2026-03-03");
  ASSERT_EQ(story.Open("noise_education_supervision", {.dates = {{"planned", "2026-04-10"}}}, true),
            "");
  EXPECT_THAT(story.RingOn("2026-04-09"), IsEmpty());
  EXPECT_THAT(story.RingOn("2026-04-10"), ElementsAre("g_due 2026-04-10"));
  ASSERT_EQ(story.Do("g_done", "2026-04-11"), "");
  EXPECT_EQ(story.Clock("planned"), "MISSED 2026-04-10");
}

TEST(Story, TheRegionalPlanIsCheckedOnceAYear) {
  Story story(Chemicals(), "2026-05-04");
  ASSERT_EQ(story.Open("chem_regional_response_plan", {}, true), "");
  EXPECT_THAT(story.RingOn("2026-05-04"), ElementsAre("yearly_check_due 2026-05-04"));
  EXPECT_EQ(story.Clock("yearly"), "RUNNING 2026-12-31");
  ASSERT_EQ(story.Do("yearly_check_done", "2026-12-31"), "");
  EXPECT_EQ(story.Clock("yearly", 1), "MET 2026-12-31");
  EXPECT_THAT(story.RingOn("2027-03-01"), ElementsAre("yearly_check_due 2027-01-01"));
  EXPECT_EQ(story.Clock("yearly"), "RUNNING 2027-12-31");
}

TEST(Story, AProvisionalDesignationLapsesTheDayAfterThreeMonths) {
  Story story(Noise(), "2026-03-03");
  ASSERT_EQ(story.Open("noise_measurement_agent_provisional_designation"), "");
  ASSERT_EQ(story.Do("provisional_designation_date", "2026-03-10"), "");
  EXPECT_THAT(story.RingOn("2026-06-10"), IsEmpty());
  EXPECT_THAT(story.RingOn("2026-06-11"), ElementsAre("provisional_designation_lapsed 2026-06-11"));
  EXPECT_EQ(story.state(), "lapsed");
}

}  // namespace
}  // namespace sems::casework
