#include "services/registration/registration_fixture.h"

namespace sems::registration {
namespace {

using Code = absl::StatusCode;

class ApplicationTest : public RegistrationTest {};

TEST_F(ApplicationTest, TakesTheThreeApplicationsOfTheManual) {
  // Approval manual, list of pending applications (사업장등록승인): two 신규, one 사업자변경.
  const v1::SubmitApplicationRequest second_row = New("123-45-56789");
  v1::SubmitApplicationRequest change = Change("123-45-12345", "100-20-30000");
  change.mutable_facts()->set_site_name("테스트사업장3");
  change.mutable_facts()->set_site_sequence(2);
  change.mutable_facts()->set_permit_number("제1234호");
  v1::SubmitApplicationRequest third = New("123-45-12345", 1);
  third.mutable_facts()->set_site_name("테스트사업장");
  third.mutable_facts()->set_permit_number("허가_제123호");
  third.mutable_facts()->set_permit_date("2019-01-01");

  auto filed = Ask(applicant, &Applications::SubmitApplication, second_row);
  ASSERT_TRUE(filed.ok()) << filed.status();
  EXPECT_EQ(filed->application().state(), v1::APPLICATION_STATE_PENDING);
  EXPECT_EQ(filed->application().facts().business_number(), "1234556789");
  EXPECT_EQ(filed->application().applied_on(), "2026-11-10");
  EXPECT_FALSE(filed->application().is_handover());
  EXPECT_THAT(filed->application().warnings(), IsEmpty());  // for the officer only
  Submit(applicant, change);
  Submit(applicant, third);

  v1::ListApplicationsRequest request;
  auto list = Ask(officer, &Applications::ListApplications, request);
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_EQ(list->total_size(), 3);
  ASSERT_THAT(list->applications(), SizeIs(3));
  EXPECT_EQ(list->applications(0).facts().site_name(), "테스트사업장2");
  EXPECT_EQ(list->applications(1).facts().site_name(), "테스트사업장3");
  EXPECT_EQ(list->applications(1).number_change().previous_business_number(), "1002030000");
  EXPECT_TRUE(list->applications(1).is_handover());
  // The samples' check digits are wrong: the officer is warned, nothing is refused.
  EXPECT_EQ(list->applications(0).warnings(0).code(), "BUSINESS_NUMBER_CHECK_DIGIT");
  // Lists are masked.
  EXPECT_EQ(list->applications(0).facts().contact_name(), "김*수");
  EXPECT_EQ(list->applications(0).facts().contact_phone(), "032)560-****");
  EXPECT_EQ(list->applications(0).facts().contact_email(), "se****@naver.com");
  // One application is shown in full, and the look is kept.
  const v1::Application full = Get(officer, list->applications(0).application_id());
  EXPECT_EQ(full.facts().contact_name(), "김철수");
  EXPECT_EQ(Count("SELECT count(*) FROM look_row WHERE actor = '" + officer.account_id +
                  "' AND subject = 'application " + full.application_id() + "'"),
            1);
}

TEST_F(ApplicationTest, SaysAllThatIsWrongAtOnce) {
  v1::SubmitApplicationRequest request = New("123-45-1234");
  request.mutable_facts()->set_site_class(6);
  request.mutable_facts()->set_permit_date("2026-02-31");
  request.mutable_facts()->set_postal_code("404-808");
  auto response = Ask(applicant, &Applications::SubmitApplication, request);
  EXPECT_REFUSED(response, Code::kInvalidArgument, "INVALID_FIELDS");
  const google::rpc::Status status = ToRpcStatus(response.status());
  const std::string details = status.DebugString();
  for (const char* field :
       {"facts.business_number", "facts.site_class", "facts.permit_date", "facts.postal_code"}) {
    EXPECT_THAT(details, ::testing::HasSubstr(field));
  }
  EXPECT_EQ(Count("SELECT count(*) FROM application"), 0);
}

TEST_F(ApplicationTest, TakesAnEmptyRequestForAWrongOne) {
  EXPECT_REFUSED(Ask(applicant, &Applications::SubmitApplication, v1::SubmitApplicationRequest()),
                 Code::kInvalidArgument, "INVALID_FIELDS");
  v1::SubmitApplicationRequest change = Change("123-45-12345", "100-20-30000");
  change.clear_number_change();
  EXPECT_REFUSED(Ask(applicant, &Applications::SubmitApplication, change), Code::kInvalidArgument,
                 "INVALID_FIELDS");
  v1::SubmitApplicationRequest with_change = New("123-45-12345");
  with_change.mutable_number_change()->set_changed_on("2019-01-25");
  EXPECT_REFUSED(Ask(applicant, &Applications::SubmitApplication, with_change),
                 Code::kInvalidArgument, "INVALID_FIELDS");
}

TEST_F(ApplicationTest, ReadsTheRoleAndTheToken) {
  EXPECT_EQ(Ask(officer, &Applications::SubmitApplication, New("1234512345")).status().code(),
            Code::kPermissionDenied);
  EXPECT_EQ(Ask(applicant, &Applications::ListApplications, v1::ListApplicationsRequest())
                .status()
                .code(),
            Code::kPermissionDenied);
  grpc::ClientContext anonymous;
  v1::SubmitApplicationResponse response;
  EXPECT_EQ(applications->SubmitApplication(&anonymous, New("1234512345"), &response).error_code(),
            grpc::StatusCode::UNAUTHENTICATED);
}

TEST_F(ApplicationTest, RefusesTheSamePendingApplication) {
  const std::string first = Submit(applicant, New("123-45-12345", 1));
  EXPECT_REFUSED(Ask(applicant, &Applications::SubmitApplication, New("1234512345", 1)),
                 Code::kAlreadyExists, "APPLICATION_PENDING");
  Submit(applicant, New("123-45-12345", 2));  // another site of the same number

  // Somebody else learns nothing; the officer is told.
  const std::string strangers = Submit(stranger, New("1234512345", 1));
  const v1::Application seen = Get(officer, strangers);
  ASSERT_THAT(seen.warnings(), SizeIs(2));
  EXPECT_EQ(seen.warnings(0).code(), "BUSINESS_NUMBER_CHECK_DIGIT");
  EXPECT_EQ(seen.warnings(1).code(), "NUMBER_ALSO_APPLIED_FOR");
  EXPECT_EQ(Get(stranger, strangers).warnings_size(), 0);

  // Once it is taken back it may be filed again.
  v1::WithdrawApplicationRequest withdraw;
  withdraw.set_application_id(first);
  ASSERT_TRUE(Ask(applicant, &Applications::WithdrawApplication, withdraw).ok());
  Submit(applicant, New("1234512345", 1));
}

TEST_F(ApplicationTest, RefusesANumberOneOperatesAlready) {
  Register(applicant, New("123-45-12345", 1));
  EXPECT_REFUSED(Ask(applicant, &Applications::SubmitApplication, New("1234512345", 1)),
                 Code::kAlreadyExists, "SITE_REGISTERED");
  // A stranger's is accepted, and shown to the officer.
  const std::string id = Submit(stranger, New("1234512345", 1));
  EXPECT_EQ(Get(officer, id).warnings(1).code(), "NUMBER_ALREADY_REGISTERED");
}

TEST_F(ApplicationTest, AnswersARepeatedRequestOnce) {
  v1::SubmitApplicationRequest request = New("123-45-12345");
  request.set_request_id(NewUuidV7(absl::Now()));
  auto first = Ask(applicant, &Applications::SubmitApplication, request);
  auto second = Ask(applicant, &Applications::SubmitApplication, request);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
  EXPECT_EQ(Count("SELECT count(*) FROM application"), 1);

  request.mutable_facts()->set_site_class(2);
  EXPECT_REFUSED(Ask(applicant, &Applications::SubmitApplication, request), Code::kInvalidArgument,
                 "REQUEST_ID_REUSED");
}

TEST_F(ApplicationTest, ShowsAnApplicationToItsApplicantAndItsOfficerOnly) {
  const std::string id = Submit(applicant, New("123-45-12345"));
  EXPECT_EQ(Get(applicant, id).facts().contact_name(), "김철수");
  EXPECT_EQ(Get(officer, id).applicant_account_id(), applicant.account_id);
  EXPECT_EQ(Get(admin, id).application_id(), id);

  v1::GetApplicationRequest known, unknown, malformed;
  known.set_application_id(id);
  unknown.set_application_id(NewUuidV7(absl::Now()));
  malformed.set_application_id("1");
  for (const testing::Person& outsider : {stranger, other_officer}) {
    auto existing = Ask(outsider, &Applications::GetApplication, known);
    auto missing = Ask(outsider, &Applications::GetApplication, unknown);
    EXPECT_EQ(existing.status().code(), Code::kPermissionDenied);
    EXPECT_EQ(existing.status(), missing.status());  // the same whether it exists or not
  }
  EXPECT_EQ(Ask(admin, &Applications::GetApplication, unknown).status().code(), Code::kNotFound);
  EXPECT_REFUSED(Ask(applicant, &Applications::GetApplication, malformed), Code::kInvalidArgument,
                 "INVALID_FIELDS");
}

TEST_F(ApplicationTest, IsWithdrawnByItsApplicantWhileItIsPending) {
  const std::string id = Submit(applicant, New("123-45-12345"));
  v1::WithdrawApplicationRequest request;
  request.set_application_id(id);
  EXPECT_EQ(Ask(stranger, &Applications::WithdrawApplication, request).status().code(),
            Code::kPermissionDenied);
  request.set_etag("v99");
  EXPECT_REFUSED(Ask(applicant, &Applications::WithdrawApplication, request), Code::kAborted,
                 "ETAG_MISMATCH");
  request.set_etag(Get(applicant, id).etag());
  auto withdrawn = Ask(applicant, &Applications::WithdrawApplication, request);
  ASSERT_TRUE(withdrawn.ok()) << withdrawn.status();
  EXPECT_EQ(withdrawn->application().state(), v1::APPLICATION_STATE_WITHDRAWN);
  request.clear_etag();
  EXPECT_REFUSED(Ask(applicant, &Applications::WithdrawApplication, request),
                 Code::kFailedPrecondition, "NOT_PENDING");
  auto approval = Approve(officer, {id});
  ASSERT_TRUE(approval.ok());
  EXPECT_EQ(approval->results(0).code(), "ALREADY_DECIDED");
  EXPECT_EQ(approval->results(0).state(), v1::APPLICATION_STATE_WITHDRAWN);
}

TEST_F(ApplicationTest, ListsOnesOwnNewestFirst) {
  for (int i = 1; i <= 5; ++i) {
    Submit(applicant, New("123-45-12345", i));
    harness.clock().Advance(absl::Seconds(1));
  }
  Submit(stranger, New("123-45-12345", 1));
  v1::ListMyApplicationsRequest request;
  request.set_page_size(2);
  std::vector<int> sequences;
  do {
    auto page = Ask(applicant, &Applications::ListMyApplications, request);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_EQ(page->total_size(), 5);
    for (const v1::Application& application : page->applications()) {
      sequences.push_back(application.facts().site_sequence());
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(sequences, ElementsAre(5, 4, 3, 2, 1));
}

}  // namespace
}  // namespace sems::registration
