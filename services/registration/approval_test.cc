#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "services/registration/registration_fixture.h"

namespace sems::registration {
namespace {

using Code = absl::StatusCode;

class ApprovalTest : public RegistrationTest {
 protected:
  absl::StatusOr<v1::RejectApplicationsResponse> Reject(const testing::Person& person,
                                                        const std::vector<std::string>& ids,
                                                        const std::string& reason = "보완 필요") {
    v1::RejectApplicationsRequest request;
    for (const std::string& id : ids) request.add_application_ids(id);
    request.set_reason(reason);
    return Ask(person, &Applications::RejectApplications, request);
  }
};

TEST_F(ApprovalTest, OpensTheSiteForItsApplicant) {
  const std::string id = Submit(applicant, New("123-45-56789"));
  auto response = Approve(officer, {id});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->outcome(), common::v1::BATCH_OUTCOME_SAVED);
  EXPECT_EQ(response->saved_count(), 1);
  EXPECT_EQ(response->remaining_count(), 0);
  EXPECT_TRUE(response->continuation_token().empty());
  ASSERT_THAT(response->results(), SizeIs(1));
  EXPECT_TRUE(response->results(0).decided());
  EXPECT_EQ(response->results(0).state(), v1::APPLICATION_STATE_APPROVED);
  const std::string site_id = response->results(0).site_id();

  const v1::Application approved = Get(applicant, id);
  EXPECT_EQ(approved.state(), v1::APPLICATION_STATE_APPROVED);
  EXPECT_EQ(approved.approved_on(), "2026-11-10");
  EXPECT_EQ(approved.site_id(), site_id);

  auto site = GetSite(applicant, site_id);
  ASSERT_TRUE(site.ok()) << site.status();
  EXPECT_EQ(site->site().state(), v1::SITE_STATE_OPEN);
  EXPECT_EQ(site->site().approved_on(), "2026-11-10");
  EXPECT_EQ(site->site().local_officer_account_id(), officer.account_id);
  EXPECT_EQ(site->site().facts().SerializeAsString(), approved.facts().SerializeAsString());

  // The event for each of the others waits until it has arrived: none of them runs here.
  EXPECT_EQ(Count("SELECT count(DISTINCT target) FROM outbox WHERE site_id = '" + site_id + "'"),
            2);
  // Both the application's stream and the site's tell of it.
  EXPECT_EQ(Count("SELECT count(*) FROM audit_row WHERE stream_id = '" + id +
                  "' AND action = 'APPLICATION_APPROVED'"),
            1);
  EXPECT_EQ(Count("SELECT count(*) FROM audit_row WHERE stream_id = '" + site_id +
                  "' AND action = 'SITE_REGISTERED'"),
            1);
}

TEST_F(ApprovalTest, TwiceHasNoSecondEffect) {
  const std::string id = Submit(applicant, New("123-45-56789"));
  auto first = Approve(officer, {id});
  auto second = Approve(officer, {id});
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(second->outcome(), common::v1::BATCH_OUTCOME_NOT_SAVED);
  EXPECT_FALSE(second->results(0).decided());
  EXPECT_EQ(second->results(0).code(), "ALREADY_DECIDED");
  EXPECT_EQ(second->results(0).state(), v1::APPLICATION_STATE_APPROVED);
  EXPECT_EQ(second->results(0).site_id(), first->results(0).site_id());
  EXPECT_EQ(Count("SELECT count(*) FROM site"), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM audit_row WHERE action = 'APPLICATION_APPROVED'"), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM outbox"), 2);

  // Nor is an approval undone by a refusal.
  auto rejection = Reject(officer, {id});
  ASSERT_TRUE(rejection.ok());
  EXPECT_EQ(rejection->results(0).code(), "ALREADY_DECIDED");
  EXPECT_EQ(Get(applicant, id).state(), v1::APPLICATION_STATE_APPROVED);
}

TEST_F(ApprovalTest, AnswersEachItemOnItsOwn) {
  const std::string good = Submit(applicant, New("1234512345", 1));
  const std::string decided = Submit(applicant, New("1234512345", 2));
  ASSERT_TRUE(Reject(officer, {decided}).ok());
  const std::string elsewhere = Submit(applicant, New("1234512345", 3, kSuwon));
  const std::string unknown = NewUuidV7(absl::Now());
  const std::string handover = Submit(stranger, Change("2208139938", "1002030000"));
  Register(applicant, New("1288522615", 1));
  const std::string taken = Submit(stranger, New("1288522615", 1));
  harness.clock().Advance(absl::Seconds(1));  // ids follow time: the earlier one has the number
  const std::string twin = Submit(stranger, New("1234512345", 1));

  auto response =
      Approve(officer, {twin, good, decided, elsewhere, unknown, handover, taken, good});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->outcome(), common::v1::BATCH_OUTCOME_PARTLY_SAVED);
  EXPECT_EQ(response->saved_count(), 1);
  std::map<std::string, std::string> codes;
  std::string last;
  for (const v1::DecisionResult& result : response->results()) {
    EXPECT_LT(last, result.application_id());  // in id order, each once
    last = result.application_id();
    codes[result.application_id()] = result.code();
  }
  EXPECT_EQ(codes, (std::map<std::string, std::string>{{good, ""},
                                                       {decided, "ALREADY_DECIDED"},
                                                       {elsewhere, "PERMISSION_DENIED"},
                                                       {unknown, "PERMISSION_DENIED"},
                                                       {handover, "HANDOVER_NEEDS_CONFIRMATION"},
                                                       {taken, "NUMBER_ALREADY_REGISTERED"},
                                                       {twin, "NUMBER_ALREADY_REGISTERED"}}));
  EXPECT_EQ(Get(stranger, taken).state(), v1::APPLICATION_STATE_PENDING);
}

TEST_F(ApprovalTest, IsNotForOnesOwnApplication) {
  // The same person, once as applicant and once as officer.
  const testing::Person double_role{officer.account_id, common::v1::ROLE_SITE_OPERATOR};
  const std::string id = Submit(double_role, New("123-45-56789"));
  auto approval = Approve(officer, {id});
  ASSERT_TRUE(approval.ok()) << approval.status();
  EXPECT_EQ(approval->results(0).code(), "OWN_APPLICATION");
  auto rejection = Reject(officer, {id});
  ASSERT_TRUE(rejection.ok());
  EXPECT_EQ(rejection->results(0).code(), "OWN_APPLICATION");
  EXPECT_EQ(Get(double_role, id).state(), v1::APPLICATION_STATE_PENDING);
}

TEST_F(ApprovalTest, IsForLocalOfficersOnly) {
  const std::string id = Submit(applicant, New("123-45-56789"));
  for (const testing::Person& person : {applicant, admin}) {
    EXPECT_EQ(Approve(person, {id}).status().code(), Code::kPermissionDenied);
    EXPECT_EQ(Reject(person, {id}).status().code(), Code::kPermissionDenied);
  }
}

TEST_F(ApprovalTest, RejectionShowsItsReasonToTheApplicant) {
  const std::string id = Submit(applicant, New("123-45-56789"));
  EXPECT_REFUSED(Reject(officer, {id}, "  "), Code::kInvalidArgument, "INVALID_FIELDS");
  EXPECT_REFUSED(Reject(officer, {id}, std::string(501, 'x')), Code::kInvalidArgument,
                 "INVALID_FIELDS");
  auto response = Reject(officer, {id}, "허가번호를 확인해 주세요");
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->outcome(), common::v1::BATCH_OUTCOME_SAVED);
  const v1::Application rejected = Get(applicant, id);
  EXPECT_EQ(rejected.state(), v1::APPLICATION_STATE_REJECTED);
  EXPECT_EQ(rejected.rejection_reason(), "허가번호를 확인해 주세요");
  EXPECT_EQ(Count("SELECT count(*) FROM site"), 0);
  // The applicant corrects and applies anew.
  EXPECT_NE(Register(applicant, New("123-45-56789")), "");
}

TEST_F(ApprovalTest, RefusesACallThatSelectsNothingOrTwice) {
  EXPECT_REFUSED(Approve(officer, {}), Code::kInvalidArgument, "INVALID_FIELDS");
  EXPECT_REFUSED(Approve(officer, {"1"}), Code::kInvalidArgument, "INVALID_FIELDS");
  v1::ApproveApplicationsRequest both;
  both.add_application_ids(NewUuidV7(absl::Now()));
  both.mutable_filter();
  EXPECT_REFUSED(Ask(officer, &Applications::ApproveApplications, both), Code::kInvalidArgument,
                 "INVALID_FIELDS");
}

TEST_F(ApprovalTest, TakesAllOfAFilteredListAsItWasSeen) {
  const std::string seen = Submit(applicant, New("1234512345", 1));
  v1::SubmitApplicationRequest class_two = New("1234512345", 2);
  class_two.mutable_facts()->set_site_class(2);
  const std::string other_class = Submit(applicant, class_two);
  v1::ListApplicationsRequest list;
  list.mutable_filter()->add_site_classes(1);
  auto shown = Ask(officer, &Applications::ListApplications, list);
  ASSERT_TRUE(shown.ok());
  harness.clock().Advance(absl::Seconds(1));
  const std::string later = Submit(applicant, New("1234512345", 3));
  harness.clock().Advance(absl::Seconds(1));

  v1::ApproveApplicationsRequest request;
  *request.mutable_filter() = list.filter();
  *request.mutable_as_of() = shown->as_of();
  auto response = Ask(officer, &Applications::ApproveApplications, request);
  ASSERT_TRUE(response.ok()) << response.status();
  ASSERT_THAT(response->results(), SizeIs(1));
  EXPECT_EQ(response->results(0).application_id(), seen);
  EXPECT_EQ(Get(applicant, other_class).state(), v1::APPLICATION_STATE_PENDING);
  EXPECT_EQ(Get(applicant, later).state(), v1::APPLICATION_STATE_PENDING);

  // Nothing left to do is no error.
  auto again = Ask(officer, &Applications::ApproveApplications, request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_THAT(again->results(), IsEmpty());
  EXPECT_EQ(again->outcome(), common::v1::BATCH_OUTCOME_NOT_SAVED);
}

TEST_F(ApprovalTest, AnswersARepeatedRequestAsBefore) {
  v1::ApproveApplicationsRequest request;
  request.add_application_ids(Submit(applicant, New("1234512345", 1)));
  request.set_request_id(NewUuidV7(absl::Now()));
  auto first = Ask(officer, &Applications::ApproveApplications, request);
  auto second = Ask(officer, &Applications::ApproveApplications, request);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
  EXPECT_EQ(first->saved_count(), 1);
  request.add_application_ids(Submit(applicant, New("1234512345", 2)));
  EXPECT_REFUSED(Ask(officer, &Applications::ApproveApplications, request), Code::kInvalidArgument,
                 "REQUEST_ID_REUSED");
}

TEST_F(ApprovalTest, TakesAThousandACallAndGoesOn) {
  // 2,105 applications: one over the API, the others copied from it.
  const std::string first = Submit(applicant, New("1234512345", 1));
  Count(R"(WITH copied AS (
             INSERT INTO application (id, applicant_account_id, reason, state, version, submitted_at,
               applied_on, site_name, district_code, business_number, site_sequence, permit_number,
               permit_key, permit_date, site_class, representative_name, address, detail_address,
               postal_code, contact_name, contact_phone, contact_mobile, contact_email)
             SELECT gen_random_uuid(), applicant_account_id, reason, state, version, submitted_at,
               applied_on, site_name, district_code, business_number, n, permit_number,
               permit_key, permit_date, site_class, representative_name, address, detail_address,
               postal_code, contact_name, contact_phone, contact_mobile, contact_email
             FROM application, generate_series(2, 2105) AS n RETURNING 1)
           SELECT count(*) FROM copied)");

  v1::ApproveApplicationsRequest request;
  request.mutable_filter()->set_district_code(kIncheonSeo);
  std::set<std::string> approved;
  std::vector<int> remaining;
  do {
    request.set_request_id(NewUuidV7(absl::Now()));
    auto response = Ask(officer, &Applications::ApproveApplications, request);
    ASSERT_TRUE(response.ok()) << response.status();
    EXPECT_EQ(response->outcome(), common::v1::BATCH_OUTCOME_SAVED);
    for (const v1::DecisionResult& result : response->results()) {
      EXPECT_TRUE(approved.insert(result.application_id()).second);
    }
    remaining.push_back(response->remaining_count());
    request.set_continuation_token(response->continuation_token());
  } while (!request.continuation_token().empty());
  EXPECT_THAT(remaining, ElementsAre(1105, 105, 0));
  EXPECT_THAT(approved, SizeIs(2105));
  EXPECT_EQ(Count("SELECT count(*) FROM site"), 2105);

  // By ids it is the same; the token belongs to its selection.
  v1::RejectApplicationsRequest by_ids;
  for (const std::string& id : approved) by_ids.add_application_ids(id);
  by_ids.set_reason("중복");
  auto rejection = Ask(officer, &Applications::RejectApplications, by_ids);
  ASSERT_TRUE(rejection.ok()) << rejection.status();
  EXPECT_EQ(rejection->results_size(), 1000);
  EXPECT_EQ(rejection->remaining_count(), 1105);
  by_ids.set_continuation_token(rejection->continuation_token());
  auto next = Ask(officer, &Applications::RejectApplications, by_ids);
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_EQ(next->remaining_count(), 105);
  EXPECT_LT(rejection->results(999).application_id(), next->results(0).application_id());
  by_ids.mutable_application_ids()->RemoveLast();
  EXPECT_REFUSED(Ask(officer, &Applications::RejectApplications, by_ids), Code::kInvalidArgument,
                 "INVALID_FIELDS");
}

// Two officers with the same list: each application is decided once, by one of them, and the other
// is told so. The selections overlap in opposite orders, which must not deadlock.
TEST_F(ApprovalTest, ByTwoOfficersAtOnceHasOneWinner) {
  const testing::Person colleague = harness.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  harness.SetJurisdictions(colleague, {kIncheon});
  std::vector<std::string> ids;
  for (int i = 1; i <= 20; ++i) ids.push_back(Submit(applicant, New("1234512345", i)));
  const std::vector<std::string> reversed(ids.rbegin(), ids.rend());

  std::atomic<int> approved = 0, rejected = 0, already = 0;
  std::thread first([&] {
    for (int i = 0; i < 20; i += 5) {
      auto response = Approve(officer, {ids.begin() + i, ids.begin() + i + 5});
      ASSERT_TRUE(response.ok()) << response.status();
      approved += response->saved_count();
      already += 5 - response->saved_count();
    }
  });
  std::thread second([&] {
    for (int i = 0; i < 20; i += 4) {
      auto response = Reject(colleague, {reversed.begin() + i, reversed.begin() + i + 4});
      ASSERT_TRUE(response.ok()) << response.status();
      rejected += response->saved_count();
      for (const v1::DecisionResult& result : response->results()) {
        EXPECT_EQ(result.code(), result.decided() ? "" : "ALREADY_DECIDED");
      }
      already += 4 - response->saved_count();
    }
  });
  first.join();
  second.join();
  EXPECT_EQ(approved + rejected, 20);
  EXPECT_EQ(already, 20);
  EXPECT_EQ(Count("SELECT count(*) FROM site"), approved);
  EXPECT_EQ(Count("SELECT count(*) FROM application WHERE state = 'REJECTED'"), rejected);
}

// Two applications for one number, approved at the same moment by two officers: one site.
TEST_F(ApprovalTest, OfOneNumberAtOnceMakesOneSite) {
  const testing::Person colleague = harness.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  harness.SetJurisdictions(colleague, {kIncheonSeo});
  for (int i = 1; i <= 10; ++i) {
    const std::string mine = Submit(applicant, New("1234512345", i));
    const std::string theirs = Submit(stranger, New("1234512345", i));
    std::atomic<int> approved = 0;
    auto approve = [&](const testing::Person& person, const std::string& id) {
      auto response = Approve(person, {id});
      ASSERT_TRUE(response.ok()) << response.status();
      approved += response->saved_count();
      if (response->saved_count() == 0) {
        EXPECT_EQ(response->results(0).code(), "NUMBER_ALREADY_REGISTERED");
      }
    };
    std::thread first(approve, officer, mine);
    std::thread second(approve, colleague, theirs);
    first.join();
    second.join();
    EXPECT_EQ(approved, 1);
  }
  EXPECT_EQ(Count("SELECT count(*) FROM site"), 10);
}

}  // namespace
}  // namespace sems::registration
