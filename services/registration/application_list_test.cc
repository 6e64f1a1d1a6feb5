#include <functional>

#include "services/registration/registration_fixture.h"

namespace sems::registration {
namespace {

using Code = absl::StatusCode;

class ApplicationListTest : public RegistrationTest {
 protected:
  std::vector<std::string> Names(const testing::Person& person,
                                 const v1::ListApplicationsRequest& request) {
    auto page = Ask(person, &Applications::ListApplications, request);
    EXPECT_TRUE(page.ok()) << page.status();
    std::vector<std::string> names;
    if (!page.ok()) return names;
    for (const v1::Application& application : page->applications()) {
      names.push_back(application.facts().site_name());
    }
    return names;
  }

  std::string SubmitNamed(const std::string& name, v1::SubmitApplicationRequest request) {
    request.mutable_facts()->set_site_name(name);
    harness.clock().Advance(absl::Seconds(1));
    return Submit(applicant, request);
  }
};

TEST_F(ApplicationListTest, HoldsTheJurisdictionAndWhatLiesBelow) {
  SubmitNamed("서구", New("1234512345", 1));
  SubmitNamed("장안구", New("1234512345", 2, kSuwonJangan));
  SubmitNamed("수원", New("1234512345", 3, kSuwon));

  const testing::Person province = harness.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  harness.SetJurisdictions(province, {kIncheon});
  const testing::Person city = harness.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  harness.SetJurisdictions(city, {kSuwon});
  const testing::Person ward = harness.MakePerson(common::v1::ROLE_LOCAL_OFFICER);
  harness.SetJurisdictions(ward, {kSuwonJangan});
  const testing::Person nobody = harness.MakePerson(common::v1::ROLE_LOCAL_OFFICER);

  const v1::ListApplicationsRequest all;
  EXPECT_THAT(Names(officer, all), ElementsAre("서구"));
  EXPECT_THAT(Names(province, all), ElementsAre("서구"));        // 시도 above 시군구
  EXPECT_THAT(Names(city, all), ElementsAre("장안구", "수원"));  // 시 above its 일반구
  EXPECT_THAT(Names(ward, all), ElementsAre("장안구"));
  EXPECT_THAT(Names(nobody, all), IsEmpty());  // none loaded: nothing
  EXPECT_THAT(Names(admin, all), SizeIs(3));
}

TEST_F(ApplicationListTest, Filters) {
  SubmitNamed("가나산업", New("1234512345", 1));
  v1::SubmitApplicationRequest other = New("128-85-22615", 7);
  other.mutable_facts()->set_site_class(3);
  other.mutable_facts()->set_permit_number("제 1234호");
  SubmitNamed("100%화학_공업", other);
  const std::string change = SubmitNamed("다라제강", Change("1234556789", "100-20-30000"));
  ASSERT_FALSE(change.empty());
  harness.clock().Advance(absl::Hours(24));
  const std::string rejected = SubmitNamed("마바시멘트", New("2208139938"));
  v1::RejectApplicationsRequest reject;
  reject.add_application_ids(rejected);
  reject.set_reason("허가번호를 확인해 주세요");
  ASSERT_TRUE(Ask(officer, &Applications::RejectApplications, reject).ok());

  struct Case {
    const char* why;
    std::function<void(v1::ApplicationFilter&)> narrow;
    std::vector<std::string> names;
  };
  const Case cases[] = {
      {"all but the withdrawn, pending first",
       [](auto&) {},
       {"가나산업", "100%화학_공업", "다라제강", "마바시멘트"}},
      {"state", [](auto& f) { f.add_states(v1::APPLICATION_STATE_REJECTED); }, {"마바시멘트"}},
      {"states", [](auto& f) { f.add_states(v1::APPLICATION_STATE_APPROVED); }, {}},
      {"reason",
       [](auto& f) { f.set_request_reason(v1::REQUEST_REASON_BUSINESS_NUMBER_CHANGE); },
       {"다라제강"}},
      {"class", [](auto& f) { f.add_site_classes(3); }, {"100%화학_공업"}},
      {"number, with hyphens",
       [](auto& f) { f.set_business_number("128-85-22615"); },
       {"100%화학_공업"}},
      {"previous number", [](auto& f) { f.set_business_number("1002030000"); }, {"다라제강"}},
      {"part of the name", [](auto& f) { f.set_site_name("산업"); }, {"가나산업"}},
      {"a name is no pattern", [](auto& f) { f.set_site_name("%화학_"); }, {"100%화학_공업"}},
      {"a name is no pattern", [](auto& f) { f.set_site_name("_나"); }, {}},
      {"district",
       [](auto& f) { f.set_district_code("28"); },
       {"가나산업", "100%화학_공업", "다라제강", "마바시멘트"}},
      {"another district of the province", [](auto& f) { f.set_district_code("28237"); }, {}},
      {"from a day", [](auto& f) { f.set_submitted_from("2026-11-11"); }, {"마바시멘트"}},
      {"to a day, included",
       [](auto& f) { f.set_submitted_to("2026-11-10"); },
       {"가나산업", "100%화학_공업", "다라제강"}},
      {"permit number, spaces ignored",
       [](auto& f) { f.set_permit_number("제1234호"); },
       {"100%화학_공업"}},
      {"handovers", [](auto& f) { f.set_is_handover(true); }, {"다라제강"}},
      {"others",
       [](auto& f) { f.set_is_handover(false); },
       {"가나산업", "100%화학_공업", "마바시멘트"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.why);
    v1::ListApplicationsRequest request;
    c.narrow(*request.mutable_filter());
    EXPECT_EQ(Names(officer, request), c.names);
  }

  auto counted = Ask(officer, &Applications::ListApplications, v1::ListApplicationsRequest());
  ASSERT_TRUE(counted.ok());
  EXPECT_EQ(counted->total_size(), 4);
  ASSERT_THAT(counted->counts(), SizeIs(4));
  EXPECT_EQ(counted->counts(0).count(), 3);  // 승인대기
  EXPECT_EQ(counted->counts(2).count(), 1);  // 승인취소
}

TEST_F(ApplicationListTest, RefusesAWrongFilter) {
  v1::ListApplicationsRequest request;
  request.mutable_filter()->set_submitted_from("2026/11/11");
  request.mutable_filter()->set_district_code("99");
  request.mutable_filter()->add_site_classes(6);
  request.set_order_by("contact_phone");
  EXPECT_REFUSED(Ask(officer, &Applications::ListApplications, request), Code::kInvalidArgument,
                 "INVALID_FIELDS");
  v1::ListApplicationsRequest negative;
  negative.set_page_size(-1);
  EXPECT_EQ(Ask(officer, &Applications::ListApplications, negative).status().code(),
            Code::kInvalidArgument);
  v1::ListApplicationsRequest garbled;
  garbled.set_page_token("garbled");
  EXPECT_EQ(Ask(officer, &Applications::ListApplications, garbled).status().code(),
            Code::kInvalidArgument);
}

TEST_F(ApplicationListTest, PagesInEveryOrderWithoutLossOrRepetition) {
  for (int i = 1; i <= 9; ++i) {
    v1::SubmitApplicationRequest request = New("1234512345", i);
    request.mutable_facts()->set_site_class(i % 3 + 1);
    const std::string id = SubmitNamed("사업장" + std::to_string(i % 4), request);
    if (i % 3 == 0) {
      ASSERT_TRUE(Approve(officer, {id}).ok());
    }
  }
  for (const char* column :
       {"", "submitted_at", "site_name", "business_number", "site_class", "decided_at"}) {
    for (const char* direction : {"", " desc"}) {
      if (*column == '\0' && *direction != '\0') continue;
      SCOPED_TRACE(std::string(column) + direction);
      v1::ListApplicationsRequest request;
      request.set_order_by(std::string(column) + direction);
      request.set_page_size(500);
      auto whole = Ask(officer, &Applications::ListApplications, request);
      ASSERT_TRUE(whole.ok()) << whole.status();
      ASSERT_THAT(whole->applications(), SizeIs(9));
      for (int i = 0; i < 9; ++i) {  // pending first, whatever the order
        EXPECT_EQ(whole->applications(i).state() == v1::APPLICATION_STATE_PENDING, i < 6);
      }
      request.set_page_size(2);
      int at = 0;
      do {
        auto page = Ask(officer, &Applications::ListApplications, request);
        ASSERT_TRUE(page.ok()) << page.status();
        for (const v1::Application& application : page->applications()) {
          ASSERT_LT(at, 9);
          EXPECT_EQ(application.application_id(), whole->applications(at++).application_id());
        }
        request.set_page_token(page->next_page_token());
      } while (!request.page_token().empty());
      EXPECT_EQ(at, 9);
    }
  }
}

TEST_F(ApplicationListTest, PagesOnWhileOthersApply) {
  for (int i = 1; i <= 4; ++i) SubmitNamed(std::to_string(i), New("1234512345", i));
  v1::ListApplicationsRequest request;
  request.set_page_size(2);
  auto first = Ask(officer, &Applications::ListApplications, request);
  ASSERT_TRUE(first.ok());
  SubmitNamed("5", New("1234512345", 5));
  request.set_page_token(first->next_page_token());
  EXPECT_THAT(Names(officer, request), ElementsAre("3", "4"));

  // A token goes on only in the list it came from.
  request.mutable_filter()->set_site_name("3");
  EXPECT_EQ(Ask(officer, &Applications::ListApplications, request).status().code(),
            Code::kInvalidArgument);
}

TEST_F(ApplicationListTest, IsExported) {
  SubmitNamed("=HYPERLINK(\"http://x\")", New("1234512345", 1));
  v1::ExportApplicationsRequest request;
  request.set_format(v1::LIST_FILE_FORMAT_CSV);
  auto csv = Ask(officer, &Applications::ExportApplications, request);
  ASSERT_TRUE(csv.ok()) << csv.status();
  EXPECT_EQ(csv->content_type(), "text/csv; charset=utf-8");
  EXPECT_THAT(csv->data(), ::testing::StartsWith("\xEF\xBB\xBF요청사유,처리상태,가입일자,"));
  EXPECT_THAT(csv->data(), ::testing::HasSubstr(
                               "\r\n신규,승인대기,2026-11-10,,\"'=HYPERLINK(\"\"http://x\"\")\","
                               "123-45-12345,1,대기-신-1234호,2018-10-01,1,대**사,"));
  EXPECT_THAT(csv->data(), ::testing::Not(::testing::HasSubstr("김철수")));
  EXPECT_EQ(Count("SELECT count(*) FROM look_row WHERE subject = '1 applications'"), 1);

  request.set_format(v1::LIST_FILE_FORMAT_XLSX);
  request.set_include_personal_data(true);
  auto xlsx = Ask(officer, &Applications::ExportApplications, request);
  ASSERT_TRUE(xlsx.ok()) << xlsx.status();
  EXPECT_THAT(xlsx->data(), ::testing::StartsWith("PK"));
}

}  // namespace
}  // namespace sems::registration
