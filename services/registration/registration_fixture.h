#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/testing/harness.h"
#include "common/values/uuid.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "sems/registration/v1/application_service.grpc.pb.h"
#include "sems/registration/v1/site_service.grpc.pb.h"
#include "services/registration/module.h"

// Tests of the service ask it over gRPC, as real services do, with PostgreSQL behind it.
namespace sems::registration {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

inline constexpr char kIncheonSeo[] = "28260";  // 인천광역시 서구, as in the approval manual
inline constexpr char kIncheon[] = "28";
inline constexpr char kSuwon[] = "41110";        // 수원시
inline constexpr char kSuwonJangan[] = "41111";  // 수원시 장안구

class RegistrationTest : public ::testing::Test {
 protected:
  using Applications = v1::ApplicationService::Stub;
  using Sites = v1::SiteService::Stub;

  RegistrationTest() {
    harness.SetJurisdictions(officer, {kIncheonSeo});
    harness.SetJurisdictions(other_officer, {"11110"});  // 서울특별시 종로구
  }

  template <class Request, class Response>
  absl::StatusOr<Response> Ask(const testing::Person& person,
                               grpc::Status (Applications::*method)(grpc::ClientContext*,
                                                                    const Request&, Response*),
                               const Request& request) {
    return testing::Ask(harness, person, *applications, method, request);
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Ask(const testing::Person& person,
                               grpc::Status (Sites::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                               const Request& request) {
    return testing::Ask(harness, person, *sites, method, request);
  }

  // 신규, with the facts of the manual's first row under this number.
  static v1::SubmitApplicationRequest New(const std::string& number, int sequence = 1,
                                          const std::string& district = kIncheonSeo) {
    v1::SubmitApplicationRequest request;
    request.set_request_reason(v1::REQUEST_REASON_NEW);
    v1::SiteFacts& facts = *request.mutable_facts();
    facts.set_site_name("테스트사업장2");
    facts.set_district_code(district);
    facts.set_business_number(number);
    facts.set_site_sequence(sequence);
    facts.set_permit_number("대기-신-1234호");
    facts.set_permit_date("2018-10-01");
    facts.set_site_class(1);
    facts.set_representative_name("대표이사");
    facts.set_address("인천광역시 서구 환경로 42 (경서동)");
    facts.set_detail_address("국립환경과학원");
    facts.set_postal_code("22689");
    facts.set_contact_name("김철수");
    facts.set_contact_phone("032)560-7316");
    facts.set_contact_mobile("010)1111-1111");
    facts.set_contact_email("sems01@naver.com");
    return request;
  }

  // 사업자변경 from the previous number, 구분번호 1.
  static v1::SubmitApplicationRequest Change(const std::string& number,
                                             const std::string& previous) {
    v1::SubmitApplicationRequest request = New(number);
    request.set_request_reason(v1::REQUEST_REASON_BUSINESS_NUMBER_CHANGE);
    request.mutable_number_change()->set_changed_on("2019-01-25");
    request.mutable_number_change()->set_previous_business_number(previous);
    request.mutable_number_change()->set_previous_site_sequence(1);
    return request;
  }

  // Files it and returns its id.
  std::string Submit(const testing::Person& person, const v1::SubmitApplicationRequest& request) {
    harness.clock().Advance(absl::Milliseconds(1));  // no two at once: lists and ids have an order
    auto response = Ask(person, &Applications::SubmitApplication, request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? response->application().application_id() : NewUuidV7(absl::Now());
  }

  absl::StatusOr<v1::ApproveApplicationsResponse> Approve(const testing::Person& person,
                                                          const std::vector<std::string>& ids) {
    v1::ApproveApplicationsRequest request;
    for (const std::string& id : ids) request.add_application_ids(id);
    return Ask(person, &Applications::ApproveApplications, request);
  }

  // Files and approves; returns the id of the site.
  std::string Register(const testing::Person& person, const v1::SubmitApplicationRequest& request) {
    auto response = Approve(officer, {Submit(person, request)});
    EXPECT_TRUE(response.ok()) << response.status();
    if (!response.ok()) return "";
    EXPECT_EQ(response->outcome(), common::v1::BATCH_OUTCOME_SAVED) << response->DebugString();
    return response->results(0).site_id();
  }

  v1::Application Get(const testing::Person& person, const std::string& id) {
    v1::GetApplicationRequest request;
    request.set_application_id(id);
    auto response = Ask(person, &Applications::GetApplication, request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? response->application() : v1::Application();
  }

  absl::StatusOr<v1::GetSiteResponse> GetSite(const testing::Person& person,
                                              const std::string& site_id) {
    v1::GetSiteRequest request;
    request.set_site_id(site_id);
    return Ask(person, &Sites::GetSite, request);
  }

  // One number out of the service's schema.
  long Count(const std::string& sql);

  // Two that keep sites and are not here.
  const server::ModuleInfo facility_{"facility", nullptr, nullptr};
  const server::ModuleInfo operations_{"operations", nullptr, nullptr};
  testing::Harness harness{{&Info()}, absl::CivilDay(2026, 11, 10), {}, {&facility_, &operations_}};
  std::unique_ptr<Applications> applications =
      v1::ApplicationService::NewStub(harness.Channel("registration"));
  std::unique_ptr<Sites> sites = v1::SiteService::NewStub(harness.Channel("registration"));
  testing::Person applicant = harness.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  testing::Person stranger = harness.MakePerson(common::v1::ROLE_SITE_OPERATOR);
  testing::Person officer = harness.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  testing::Person other_officer = harness.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  testing::Person admin = harness.MakePerson(common::v1::ROLE_NIER_ADMIN);
};

// The status of a refused call: its code and its reason together.
#define EXPECT_REFUSED(result, expected_code, expected_reason)                   \
  do {                                                                           \
    const absl::Status refused_status = (result).status();                       \
    EXPECT_EQ(refused_status.code(), (expected_code)) << refused_status;         \
    EXPECT_EQ(ErrorReason(refused_status), (expected_reason)) << refused_status; \
  } while (false)

}  // namespace sems::registration
