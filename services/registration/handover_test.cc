#include "services/registration/registration_fixture.h"

namespace sems::registration {
namespace {

using Code = absl::StatusCode;

// 사업자변경: the site keeps its id, its history and records follow (고시 제2018-43호 제5조①).
class HandoverTest : public RegistrationTest {
 protected:
  absl::StatusOr<v1::ApproveHandoverResponse> Confirm(const testing::Person& person,
                                                      const std::string& application_id,
                                                      const std::string& site_id,
                                                      const std::string& etag) {
    v1::ApproveHandoverRequest request;
    request.set_application_id(application_id);
    request.set_site_id(site_id);
    request.set_site_etag(etag);
    return Ask(person, &Applications::ApproveHandover, request);
  }

  std::vector<v1::SiteNotice> NoticesOf(const testing::Person& person) {
    auto response = Ask(person, &Sites::ListMyNotices, v1::ListMyNoticesRequest());
    EXPECT_TRUE(response.ok()) << response.status();
    if (!response.ok()) return {};
    return {response->notices().begin(), response->notices().end()};
  }
};

TEST_F(HandoverTest, AChangeByAnOperatorIsPlain) {
  const std::string site_id = Register(applicant, New("100-20-30000"));
  v1::SubmitApplicationRequest change = Change("123-45-12345", "100-20-30000");
  change.mutable_facts()->set_site_name("테스트사업장3");
  const std::string id = Submit(applicant, change);
  EXPECT_FALSE(Get(officer, id).is_handover());
  EXPECT_REFUSED(Confirm(officer, id, site_id, "v1"), Code::kFailedPrecondition, "NOT_A_HANDOVER");

  auto response = Approve(officer, {id});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->results(0).site_id(), site_id) << response->DebugString();
  auto site = GetSite(applicant, site_id);
  ASSERT_TRUE(site.ok()) << site.status();
  EXPECT_EQ(site->site().facts().business_number(), "1234512345");
  EXPECT_EQ(site->site().etag(), "v2");

  v1::ListSiteHistoryRequest history;
  history.set_site_id(site_id);
  auto entries = Ask(applicant, &Sites::ListSiteHistory, history);
  ASSERT_TRUE(entries.ok()) << entries.status();
  ASSERT_THAT(entries->entries(), SizeIs(2));
  EXPECT_EQ(entries->entries(0).kind(), v1::SITE_CHANGE_KIND_NUMBER_CHANGED);
  EXPECT_EQ(entries->entries(0).former().facts().business_number(), "1002030000");
  EXPECT_THAT(entries->entries(0).changed_fields(),
              ElementsAre("facts.site_name", "facts.business_number"));
  EXPECT_EQ(entries->entries(1).kind(), v1::SITE_CHANGE_KIND_REGISTERED);
  EXPECT_FALSE(entries->entries(1).has_former());

  // The former number is free again.
  EXPECT_NE(Register(stranger, New("100-20-30000")), site_id);
}

TEST_F(HandoverTest, AStrangersChangeIsAcceptedAlikeWhetherTheNumberExistsOrNot) {
  Register(applicant, New("100-20-30000"));
  auto existing =
      Ask(stranger, &Applications::SubmitApplication, Change("123-45-12345", "100-20-30000"));
  auto missing =
      Ask(stranger, &Applications::SubmitApplication, Change("123-45-56789", "220-81-39938"));
  ASSERT_TRUE(existing.ok()) << existing.status();
  ASSERT_TRUE(missing.ok()) << missing.status();
  // But for what the applicant himself stated, and the id, the answers are the same.
  for (auto* response : {&*existing, &*missing}) {
    response->mutable_application()->clear_application_id();
    response->mutable_application()->mutable_facts()->clear_business_number();
    response->mutable_application()->mutable_number_change()->clear_previous_business_number();
    EXPECT_TRUE(response->application().is_handover());
  }
  EXPECT_EQ(existing->SerializeAsString(), missing->SerializeAsString());
}

TEST_F(HandoverTest, IsConfirmedOnItsOwnAndEndsTheFormerAccess) {
  const std::string site_id = Register(applicant, New("100-20-30000"));
  v1::SubmitApplicationRequest change = Change("123-45-12345", "100-20-30000");
  change.mutable_facts()->set_site_name("새사업장");
  const std::string id = Submit(stranger, change);

  // Not within a bulk approval, by ids or by list.
  auto bulk = Approve(officer, {id});
  ASSERT_TRUE(bulk.ok());
  EXPECT_EQ(bulk->results(0).code(), "HANDOVER_NEEDS_CONFIRMATION");
  v1::ApproveApplicationsRequest all;
  all.mutable_filter();
  auto listed = Ask(officer, &Applications::ApproveApplications, all);
  ASSERT_TRUE(listed.ok());
  EXPECT_EQ(listed->results(0).code(), "HANDOVER_NEEDS_CONFIRMATION");

  // The officer sees the present operator beside the applicant; the look at both is kept.
  const v1::Application shown = Get(officer, id);
  EXPECT_TRUE(shown.is_handover());
  EXPECT_EQ(shown.applicant_account_id(), stranger.account_id);
  EXPECT_EQ(shown.handover().site_id(), site_id);
  EXPECT_EQ(shown.handover().present_facts().business_number(), "1002030000");
  EXPECT_THAT(shown.handover().present_operator_account_ids(), ElementsAre(applicant.account_id));
  EXPECT_EQ(Count("SELECT count(*) FROM look_row WHERE subject = 'site " + site_id + "'"), 1);
  EXPECT_FALSE(Get(stranger, id).has_handover());

  EXPECT_EQ(Confirm(other_officer, id, site_id, "v1").status().code(), Code::kPermissionDenied);
  EXPECT_REFUSED(Confirm(officer, id, site_id, "v7"), Code::kAborted, "ETAG_MISMATCH");
  EXPECT_REFUSED(Confirm(officer, id, NewUuidV7(absl::Now()), "v1"), Code::kAborted,
                 "ETAG_MISMATCH");
  ASSERT_TRUE(GetSite(applicant, site_id).ok());
  EXPECT_EQ(GetSite(stranger, site_id).status().code(), Code::kPermissionDenied);

  auto confirmed = Confirm(officer, id, site_id, shown.handover().site_etag());
  ASSERT_TRUE(confirmed.ok()) << confirmed.status();
  EXPECT_EQ(confirmed->application().state(), v1::APPLICATION_STATE_APPROVED);
  EXPECT_EQ(confirmed->application().site_id(), site_id);
  EXPECT_TRUE(confirmed->application().is_handover());

  // The applicant is the only operator now; the former one has lost the site and was told.
  auto site = GetSite(stranger, site_id);
  ASSERT_TRUE(site.ok()) << site.status();
  EXPECT_EQ(site->site().facts().business_number(), "1234512345");
  EXPECT_EQ(GetSite(applicant, site_id).status().code(), Code::kPermissionDenied);
  v1::ListSiteOperatorsRequest operators;
  operators.set_site_id(site_id);
  auto present = Ask(stranger, &Sites::ListSiteOperators, operators);
  ASSERT_TRUE(present.ok());
  ASSERT_THAT(present->operators(), SizeIs(1));
  EXPECT_EQ(present->operators(0).account_id(), stranger.account_id);
  const std::vector<v1::SiteNotice> told = NoticesOf(applicant);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].kind(), v1::SITE_CHANGE_KIND_HANDED_OVER);
  EXPECT_EQ(told[0].site_name(), "테스트사업장2");  // as he knew it
  EXPECT_THAT(told[0].message_ko(), ::testing::HasSubstr("접근 권한이 종료"));
  v1::ListSitesRequest mine;
  EXPECT_EQ(Ask(applicant, &Sites::ListSites, mine)->total_size(), 0);
  EXPECT_EQ(Ask(stranger, &Sites::ListSites, mine)->total_size(), 1);

  EXPECT_REFUSED(Confirm(officer, id, site_id, "v2"), Code::kFailedPrecondition, "ALREADY_DECIDED");
}

TEST_F(HandoverTest, OfASiteThatIsNotThereIsRefusedToTheOfficer) {
  const std::string id = Submit(stranger, Change("123-45-12345", "100-20-30000"));
  const v1::Application shown = Get(officer, id);
  EXPECT_TRUE(shown.handover().site_id().empty());
  EXPECT_EQ(shown.warnings(shown.warnings_size() - 1).code(), "PREVIOUS_SITE_NOT_FOUND");
  EXPECT_REFUSED(Confirm(officer, id, NewUuidV7(absl::Now()), "v1"), Code::kFailedPrecondition,
                 "PREVIOUS_SITE_NOT_FOUND");
}

TEST_F(HandoverTest, OfASiteOutsideTheJurisdictionIsRefusedAlike) {
  harness.SetJurisdictions(other_officer, {kSuwon});
  const std::string elsewhere = Submit(applicant, New("100-20-30000", 1, kSuwon));
  auto approved = Approve(other_officer, {elsewhere});
  ASSERT_TRUE(approved.ok()) << approved.status();
  const std::string site_id = approved->results(0).site_id();

  const std::string id = Submit(stranger, Change("123-45-12345", "100-20-30000"));
  EXPECT_TRUE(Get(officer, id).handover().site_id().empty());
  EXPECT_REFUSED(Confirm(officer, id, site_id, "v1"), Code::kFailedPrecondition,
                 "PREVIOUS_SITE_NOT_FOUND");
  // Nor does an operator move a site into another jurisdiction by changing its number.
  auto plain = Approve(officer, {Submit(applicant, Change("123-45-12345", "100-20-30000"))});
  ASSERT_TRUE(plain.ok());
  EXPECT_EQ(plain->results(0).code(), "PREVIOUS_SITE_NOT_FOUND");
}

TEST_F(HandoverTest, ToANumberInUseIsRefused) {
  const std::string site_id = Register(applicant, New("100-20-30000"));
  Register(stranger, New("123-45-12345", 1));
  const testing::Person third = harness.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  const std::string id = Submit(third, Change("123-45-12345", "100-20-30000"));
  EXPECT_REFUSED(Confirm(officer, id, site_id, "v1"), Code::kFailedPrecondition,
                 "NUMBER_ALREADY_REGISTERED");
  EXPECT_TRUE(GetSite(applicant, site_id).ok());
}

TEST_F(HandoverTest, BecomesOneWhenTheApplicantLosesTheSiteMeanwhile) {
  const std::string site_id = Register(applicant, New("100-20-30000"));
  v1::AddSiteOperatorRequest add;
  add.set_site_id(site_id);
  add.set_account_id(stranger.account_id);
  ASSERT_TRUE(Ask(applicant, &Sites::AddSiteOperator, add).ok());
  const std::string id = Submit(stranger, Change("123-45-12345", "100-20-30000"));
  EXPECT_FALSE(Get(officer, id).is_handover());
  v1::RemoveSiteOperatorRequest remove;
  remove.set_site_id(site_id);
  remove.set_account_id(stranger.account_id);
  ASSERT_TRUE(Ask(applicant, &Sites::RemoveSiteOperator, remove).ok());
  EXPECT_TRUE(Get(officer, id).is_handover());
  EXPECT_EQ(Approve(officer, {id})->results(0).code(), "HANDOVER_NEEDS_CONFIRMATION");
}

TEST_F(HandoverTest, TwoChangesOfOneSiteInOneCallChangeItOnce) {
  const std::string site_id = Register(applicant, New("100-20-30000"));
  const std::string first = Submit(applicant, Change("123-45-12345", "100-20-30000"));
  const std::string second = Submit(applicant, Change("123-45-56789", "100-20-30000"));
  auto response = Approve(officer, {first, second});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->saved_count(), 1);
  EXPECT_EQ(GetSite(applicant, site_id)->site().etag(), "v2");
}

}  // namespace
}  // namespace sems::registration
