#include <thread>

#include "services/registration/registration_fixture.h"

namespace sems::registration {
namespace {

using Code = absl::StatusCode;

// 대상사업장관리
class SiteTest : public RegistrationTest {
 protected:
  void SetUp() override { site_id = Register(applicant, New("100-20-30000")); }

  v1::CorrectSiteRequest Correction(const std::string& etag = "v1") {
    v1::CorrectSiteRequest request;
    request.set_site_id(site_id);
    request.mutable_facts()->set_site_name("바른사업장");
    request.mutable_facts()->set_site_class(2);
    request.mutable_update_mask()->add_paths("site_name");
    request.mutable_update_mask()->add_paths("site_class");
    request.set_etag(etag);
    request.set_reason("허가증과 다름");
    return request;
  }

  absl::StatusOr<v1::SetSiteStateResponse> SetState(v1::SiteState state, const std::string& etag) {
    v1::SetSiteStateRequest request;
    request.set_site_id(site_id);
    request.set_state(state);
    request.set_etag(etag);
    request.set_reason("폐업 신고");
    return Ask(officer, &Sites::SetSiteState, request);
  }

  absl::StatusOr<v1::AddSiteOperatorResponse> Add(const testing::Person& person,
                                                  const std::string& account_id) {
    v1::AddSiteOperatorRequest request;
    request.set_site_id(site_id);
    request.set_account_id(account_id);
    return Ask(person, &Sites::AddSiteOperator, request);
  }

  absl::StatusOr<v1::RemoveSiteOperatorResponse> Remove(const testing::Person& person,
                                                        const std::string& account_id) {
    v1::RemoveSiteOperatorRequest request;
    request.set_site_id(site_id);
    request.set_account_id(account_id);
    return Ask(person, &Sites::RemoveSiteOperator, request);
  }

  std::string site_id;
};

TEST_F(SiteTest, IsCorrectedWithAReasonAndTheFormerValueKept) {
  harness.clock().Advance(absl::Minutes(5));
  auto corrected = Ask(officer, &Sites::CorrectSite, Correction());
  ASSERT_TRUE(corrected.ok()) << corrected.status();
  EXPECT_EQ(corrected->site().facts().site_name(), "바른사업장");
  EXPECT_EQ(corrected->site().facts().site_class(), 2);
  EXPECT_EQ(corrected->site().facts().contact_name(), "김철수");
  EXPECT_EQ(corrected->site().etag(), "v2");
  EXPECT_EQ(GetSite(applicant, site_id)->site().SerializeAsString(),
            corrected->site().SerializeAsString());

  v1::ListSiteHistoryRequest history;
  history.set_site_id(site_id);
  auto entries = Ask(officer, &Sites::ListSiteHistory, history);
  ASSERT_TRUE(entries.ok()) << entries.status();
  ASSERT_THAT(entries->entries(), SizeIs(2));
  EXPECT_EQ(entries->entries(0).former().facts().site_name(), "테스트사업장2");
  EXPECT_EQ(entries->entries(0).former().facts().site_class(), 1);
  EXPECT_EQ(entries->entries(0).changed_by_account_id(), officer.account_id);
  EXPECT_EQ(entries->entries(0).reason(), "허가증과 다름");
  EXPECT_THAT(entries->entries(0).changed_fields(),
              ElementsAre("facts.site_name", "facts.site_class"));

  // The site is told.
  v1::ListSiteNoticesRequest notices;
  notices.set_site_id(site_id);
  auto told = Ask(applicant, &Sites::ListSiteNotices, notices);
  ASSERT_TRUE(told.ok()) << told.status();
  ASSERT_THAT(told->notices(), SizeIs(2));
  EXPECT_EQ(told->notices(0).kind(), v1::SITE_CHANGE_KIND_CORRECTED);
  EXPECT_EQ(told->notices(0).reason(), "허가증과 다름");
  // And so are the other services, under the site's next version.
  EXPECT_EQ(Count("SELECT count(*) FROM outbox WHERE version = 2"), 2);
  EXPECT_EQ(Count("SELECT version FROM site_directory"), 2);
}

TEST_F(SiteTest, CorrectionsAreChecked) {
  EXPECT_REFUSED(Ask(officer, &Sites::CorrectSite, Correction("v9")), Code::kAborted,
                 "ETAG_MISMATCH");
  EXPECT_EQ(Ask(applicant, &Sites::CorrectSite, Correction()).status().code(),
            Code::kPermissionDenied);
  EXPECT_EQ(Ask(other_officer, &Sites::CorrectSite, Correction()).status().code(),
            Code::kPermissionDenied);

  v1::CorrectSiteRequest request = Correction();
  request.clear_reason();
  EXPECT_REFUSED(Ask(officer, &Sites::CorrectSite, request), Code::kInvalidArgument,
                 "INVALID_FIELDS");
  request = Correction();
  request.clear_update_mask();
  EXPECT_REFUSED(Ask(officer, &Sites::CorrectSite, request), Code::kInvalidArgument,
                 "INVALID_FIELDS");
  request = Correction();
  request.mutable_update_mask()->add_paths("business_number");  // by application only
  EXPECT_REFUSED(Ask(officer, &Sites::CorrectSite, request), Code::kInvalidArgument,
                 "INVALID_FIELDS");
  request = Correction();
  request.mutable_facts()->set_site_class(6);
  EXPECT_REFUSED(Ask(officer, &Sites::CorrectSite, request), Code::kInvalidArgument,
                 "INVALID_FIELDS");
  request = Correction();
  request.mutable_facts()->set_district_code(kSuwon);  // not the officer's to give
  request.mutable_update_mask()->add_paths("district_code");
  EXPECT_REFUSED(Ask(officer, &Sites::CorrectSite, request), Code::kInvalidArgument,
                 "INVALID_FIELDS");

  // Nothing to change is no change.
  request = Correction();
  request.mutable_facts()->set_site_name("테스트사업장2");
  request.mutable_facts()->set_site_class(1);
  auto same = Ask(officer, &Sites::CorrectSite, request);
  ASSERT_TRUE(same.ok()) << same.status();
  EXPECT_EQ(same->site().etag(), "v1");
  EXPECT_EQ(Count("SELECT count(*) FROM site_history"), 1);
}

TEST_F(SiteTest, ConcurrentCorrectionsDoNotOverwriteEachOther) {
  int saved = 0, stale = 0;
  absl::Mutex mutex;
  auto correct = [&] {
    auto response = Ask(officer, &Sites::CorrectSite, Correction());
    absl::MutexLock lock(&mutex);
    if (response.ok()) {
      ++saved;
    } else if (ErrorReason(response.status()) == "ETAG_MISMATCH") {
      ++stale;
    }
  };
  std::thread first(correct), second(correct);
  first.join();
  second.join();
  EXPECT_EQ(saved, 1);
  EXPECT_EQ(stale, 1);
}

TEST_F(SiteTest, OutsideTheScopeIsAnsweredAlike) {
  const std::string unknown = NewUuidV7(absl::Now());
  for (const testing::Person& outsider : {stranger, other_officer}) {
    auto existing = GetSite(outsider, site_id);
    EXPECT_EQ(existing.status().code(), Code::kPermissionDenied);
    EXPECT_EQ(existing.status(), GetSite(outsider, unknown).status());
  }
  EXPECT_EQ(GetSite(admin, unknown).status().code(), Code::kNotFound);
  EXPECT_TRUE(GetSite(admin, site_id).ok());
}

TEST_F(SiteTest, IsSuspendedClosedAndReopened) {
  ASSERT_TRUE(SetState(v1::SITE_STATE_SUSPENDED, "v1").ok());
  EXPECT_REFUSED(SetState(v1::SITE_STATE_SUSPENDED, "v2"), Code::kFailedPrecondition,
                 "STATE_UNCHANGED");
  EXPECT_REFUSED(SetState(v1::SITE_STATE_OPEN, "v1"), Code::kAborted, "ETAG_MISMATCH");
  EXPECT_REFUSED(SetState(v1::SITE_STATE_UNSPECIFIED, "v2"), Code::kInvalidArgument,
                 "INVALID_FIELDS");
  // A suspended site is live: its number is taken.
  const std::string twin = Submit(stranger, New("100-20-30000"));
  EXPECT_EQ(Approve(officer, {twin})->results(0).code(), "NUMBER_ALREADY_REGISTERED");

  auto closed = SetState(v1::SITE_STATE_CLOSED, "v2");
  ASSERT_TRUE(closed.ok()) << closed.status();
  EXPECT_EQ(closed->site().state(), v1::SITE_STATE_CLOSED);
  v1::ListSitesRequest list;
  EXPECT_EQ(Ask(officer, &Sites::ListSites, list)->total_size(), 0);
  list.add_states(v1::SITE_STATE_CLOSED);
  EXPECT_EQ(Ask(officer, &Sites::ListSites, list)->total_size(), 1);

  // A closed one has given its number up; it cannot be reopened while another has it.
  EXPECT_EQ(Approve(officer, {twin})->saved_count(), 1);
  EXPECT_REFUSED(SetState(v1::SITE_STATE_OPEN, "v3"), Code::kFailedPrecondition,
                 "NUMBER_ALREADY_REGISTERED");
}

TEST_F(SiteTest, IsReopenedWhileItsNumberIsFree) {
  ASSERT_TRUE(SetState(v1::SITE_STATE_CLOSED, "v1").ok());
  auto reopened = SetState(v1::SITE_STATE_OPEN, "v2");
  ASSERT_TRUE(reopened.ok()) << reopened.status();
  EXPECT_EQ(Count("SELECT count(*) FROM site_number"), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM site_history WHERE kind = 'STATE_SET'"), 2);
}

TEST_F(SiteTest, OperatorsNameOthersAndOneAlwaysStays) {
  EXPECT_REFUSED(Remove(applicant, applicant.account_id), Code::kFailedPrecondition,
                 "LAST_OPERATOR");
  EXPECT_EQ(Add(stranger, stranger.account_id).status().code(), Code::kPermissionDenied);
  EXPECT_EQ(Add(officer, stranger.account_id).status().code(), Code::kPermissionDenied);
  // No account, and an account of another role: the same answer.
  EXPECT_REFUSED(Add(applicant, NewUuidV7(absl::Now())), Code::kFailedPrecondition,
                 "ACCOUNT_NOT_ELIGIBLE");
  EXPECT_REFUSED(Add(applicant, officer.account_id), Code::kFailedPrecondition,
                 "ACCOUNT_NOT_ELIGIBLE");

  auto added = Add(applicant, stranger.account_id);
  ASSERT_TRUE(added.ok()) << added.status();
  EXPECT_EQ(added->operator_().account_id(), stranger.account_id);
  EXPECT_REFUSED(Add(applicant, stranger.account_id), Code::kAlreadyExists, "ALREADY_OPERATOR");
  EXPECT_TRUE(GetSite(stranger, site_id).ok());
  auto notices = Ask(stranger, &Sites::ListMyNotices, v1::ListMyNoticesRequest());
  ASSERT_TRUE(notices.ok());
  EXPECT_EQ(notices->notices(0).kind(), v1::SITE_CHANGE_KIND_OPERATOR_ADDED);

  // The one who was named may end the access of the one who named him: at once.
  ASSERT_TRUE(Remove(stranger, applicant.account_id).ok());
  EXPECT_EQ(GetSite(applicant, site_id).status().code(), Code::kPermissionDenied);
  EXPECT_REFUSED(Remove(stranger, applicant.account_id), Code::kNotFound, "NOT_AN_OPERATOR");
  EXPECT_EQ(GetSite(stranger, site_id)->site().etag(), "v3");
  EXPECT_EQ(Count("SELECT count(*) FROM operator_term"), 2);  // terms are ended, not erased
}

// Two operators who remove each other at the same moment: one of them stays.
TEST_F(SiteTest, TheLastOperatorStaysWhenTwoLeaveAtOnce) {
  for (int i = 0; i < 5; ++i) {
    const testing::Person second = harness.MakePerson(common::v1::ROLE_SITE_OPERATOR);
    site_id = Register(applicant, New("1234512345", i + 1));
    ASSERT_TRUE(Add(applicant, second.account_id).ok());
    std::thread one([&] { Remove(applicant, second.account_id).IgnoreError(); });
    std::thread two([&] { Remove(second, applicant.account_id).IgnoreError(); });
    one.join();
    two.join();
    EXPECT_EQ(Count("SELECT count(*) FROM operator_term WHERE until IS NULL AND site_id = '" +
                    site_id + "'"),
              1);
  }
}

TEST_F(SiteTest, ListsByScopeFilterAndPage) {
  for (int i = 2; i <= 6; ++i) {
    v1::SubmitApplicationRequest request = New("1234512345", i);
    request.mutable_facts()->set_site_name("사업장" + std::to_string(i));
    request.mutable_facts()->set_site_class(i % 2 + 1);
    request.mutable_facts()->set_permit_number("제 " + std::to_string(i) + "호");
    Register(stranger, request);
  }
  v1::ListSitesRequest request;
  EXPECT_EQ(Ask(officer, &Sites::ListSites, request)->total_size(), 6);
  EXPECT_EQ(Ask(applicant, &Sites::ListSites, request)->total_size(), 1);
  EXPECT_EQ(Ask(stranger, &Sites::ListSites, request)->total_size(), 5);
  EXPECT_EQ(Ask(other_officer, &Sites::ListSites, request)->total_size(), 0);
  EXPECT_EQ(Ask(admin, &Sites::ListSites, request)->total_size(), 6);
  EXPECT_EQ(Ask(officer, &Sites::ListSites, request)->sites(0).facts().contact_name(), "김*수");

  request.set_permit_number("제3호");
  EXPECT_EQ(Ask(officer, &Sites::ListSites, request)->total_size(), 1);
  request.clear_permit_number();
  request.set_business_number("123-45-12345");
  EXPECT_EQ(Ask(officer, &Sites::ListSites, request)->total_size(), 5);
  request.add_site_classes(1);
  EXPECT_EQ(Ask(officer, &Sites::ListSites, request)->total_size(), 3);

  for (const char* order : {"", "site_name desc", "business_number", "site_class", "approved_on"}) {
    v1::ListSitesRequest paged;
    paged.set_order_by(order);
    auto whole = Ask(officer, &Sites::ListSites, paged);
    ASSERT_TRUE(whole.ok()) << whole.status();
    paged.set_page_size(4);
    auto first = Ask(officer, &Sites::ListSites, paged);
    paged.set_page_token(first->next_page_token());
    auto second = Ask(officer, &Sites::ListSites, paged);
    ASSERT_TRUE(second.ok()) << second.status();
    ASSERT_EQ(first->sites_size() + second->sites_size(), 6) << order;
    for (int i = 0; i < 6; ++i) {
      EXPECT_EQ((i < 4 ? first->sites(i) : second->sites(i - 4)).site_id(),
                whole->sites(i).site_id());
    }
  }
}

TEST_F(SiteTest, HistoryAndNoticesArePaged) {
  for (int i = 1; i <= 3; ++i) {
    v1::CorrectSiteRequest request = Correction("v" + std::to_string(i));
    request.mutable_facts()->set_site_name("이름" + std::to_string(i));
    harness.clock().Advance(absl::Seconds(1));
    ASSERT_TRUE(Ask(officer, &Sites::CorrectSite, request).ok());
  }
  v1::ListSiteHistoryRequest history;
  history.set_site_id(site_id);
  history.set_page_size(3);
  auto first = Ask(officer, &Sites::ListSiteHistory, history);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->entries_size(), 3);
  history.set_page_token(first->next_page_token());
  auto rest = Ask(officer, &Sites::ListSiteHistory, history);
  ASSERT_TRUE(rest.ok()) << rest.status();
  ASSERT_THAT(rest->entries(), SizeIs(1));
  EXPECT_EQ(rest->entries(0).kind(), v1::SITE_CHANGE_KIND_REGISTERED);

  v1::ListSiteNoticesRequest notices;
  notices.set_site_id(site_id);
  notices.set_page_size(3);
  auto told = Ask(applicant, &Sites::ListSiteNotices, notices);
  ASSERT_TRUE(told.ok()) << told.status();
  notices.set_page_token(told->next_page_token());
  auto told_before = Ask(applicant, &Sites::ListSiteNotices, notices);
  ASSERT_TRUE(told_before.ok()) << told_before.status();
  EXPECT_THAT(told_before->notices(), SizeIs(1));
}

// As after a release that brings a service: `operations` was there from the first site on.
TEST_F(SiteTest, AServiceThatCameLaterIsToldOfTheSitesBeforeIt) {
  const std::string second = Register(applicant, New("100-20-30001"));
  Count("DELETE FROM outbox; DELETE FROM site_keeper WHERE service = 'facility'; SELECT 0");
  harness.Restart({});
  const absl::Time give_up = absl::Now() + absl::Seconds(20);
  const auto complete = [&] {
    return Count("SELECT count(*) FROM site_keeper WHERE service = 'facility' AND complete") == 1;
  };
  while (!complete() && absl::Now() < give_up) std::this_thread::yield();
  ASSERT_TRUE(complete());
  EXPECT_EQ(Count("SELECT count(*) FROM outbox WHERE target = 'facility' AND topic = 'site' AND "
                  "site_id IN ('" +
                  site_id + "', '" + second + "')"),
            2);
  EXPECT_EQ(Count("SELECT count(*) FROM outbox WHERE target = 'operations'"), 0);
  EXPECT_EQ(Count("SELECT count(*) FROM audit_row WHERE action = 'SITES_TOLD'"), 1);
}

}  // namespace
}  // namespace sems::registration
