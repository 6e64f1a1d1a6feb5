#include "services/registration/domain/site_facts.h"

#include <functional>
#include <string>
#include <vector>

#include "common/values/districts.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/registration/domain/number_change.h"
#include "services/registration/domain/warnings.h"

namespace sems::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::CivilDay kToday(2019, 2, 26);

// The rows of the approval manual's list of pending applications (사업장등록승인).
StatedSiteFacts ManualRow(const std::string& name, const std::string& number, int sequence,
                          const std::string& permit, const std::string& permit_date,
                          const std::string& representative, const std::string& contact) {
  return {.site_name = name,
          .district_code = "28260",  // 인천광역시 서구
          .business_number = number,
          .site_sequence = sequence,
          .permit_number = permit,
          .permit_date = permit_date,
          .site_class = 1,
          .representative_name = representative,
          .address = "인천광역시 서구 환경로 42 (경서동)",
          .detail_address = "국립환경과학원",
          .postal_code = "22689",
          .contact_name = contact,
          .contact_phone = "032)560-7316",
          .contact_mobile = "010)1111-1111",
          .contact_email = "sems01@naver.com"};
}

StatedSiteFacts Good() {
  return ManualRow("테스트사업장2", "123-45-56789", 1, "대기-신-1234호", "2018-10-01", "대표이사",
                   "김철수");
}

std::vector<std::string> Errors(const StatedSiteFacts& stated, absl::CivilDay today = kToday) {
  Violations violations;
  ReadSiteFacts(stated, "facts.", today, Districts::Table(), violations);
  std::vector<std::string> errors;
  for (const Violation& v : violations.found()) errors.push_back(v.field + " " + v.code);
  return errors;
}

TEST(SiteFacts, TakesTheThreeApplicationsOfTheManual) {
  struct Case {
    StatedSiteFacts stated;
    RequestReason reason;
    std::string number;
    std::string previous;
    std::vector<std::string> warnings;
  };
  const Case cases[] = {
      {Good(),
       RequestReason::kNew,
       "1234556789",
       "",
       {"facts.business_number BUSINESS_NUMBER_CHECK_DIGIT"}},
      {ManualRow("테스트사업장3", "123-45-12345", 2, "제1234호", "2018-10-01", "김경환", "고길동"),
       RequestReason::kNumberChange,
       "1234512345",
       "1002030000",
       {"facts.business_number BUSINESS_NUMBER_CHECK_DIGIT",
        "number_change.previous_business_number BUSINESS_NUMBER_CHECK_DIGIT"}},
      {ManualRow("테스트사업장", "123-45-12345", 1, "허가_제123호", "2019-01-01", "김환경",
                 "김영희"),
       RequestReason::kNew,
       "1234512345",
       "",
       {"facts.business_number BUSINESS_NUMBER_CHECK_DIGIT"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.stated.site_name);
    Violations violations;
    const SiteFacts facts =
        ReadSiteFacts(c.stated, "facts.", kToday, Districts::Table(), violations);
    EXPECT_TRUE(violations.empty());
    EXPECT_EQ(facts.business_number, c.number);
    std::vector<std::string> warnings;
    for (const Violation& w : OfficerWarnings(facts, c.reason, c.previous, {})) {
      warnings.push_back(w.field + " " + w.code);
    }
    EXPECT_EQ(warnings, c.warnings);
  }
}

TEST(SiteFacts, NamesWhatIsWrong) {
  struct Case {
    const char* why;
    std::function<void(StatedSiteFacts&)> spoil;
    std::vector<std::string> errors;
  };
  const Case cases[] = {
      {"종별 are 1 to 5", [](auto& f) { f.site_class = 6; }, {"facts.site_class OUT_OF_RANGE"}},
      {"종별 are 1 to 5", [](auto& f) { f.site_class = 0; }, {"facts.site_class OUT_OF_RANGE"}},
      {"the permit date is not in the future",
       [](auto& f) { f.permit_date = "2019-02-27"; },
       {"facts.permit_date IN_FUTURE"}},
      {"today is no future", [](auto& f) { f.permit_date = "2019-02-26"; }, {}},
      {"no such day",
       [](auto& f) { f.permit_date = "2019-02-31"; },
       {"facts.permit_date DATE_FORM"}},
      {"the manual's print form is not the contract's",
       [](auto& f) { f.permit_date = "2018/10/01"; },
       {"facts.permit_date DATE_FORM"}},
      {"nor is the compact one",
       [](auto& f) { f.permit_date = "20181001"; },
       {"facts.permit_date DATE_FORM"}},
      {"nine digits",
       [](auto& f) { f.business_number = "123-45-1234"; },
       {"facts.business_number BUSINESS_NUMBER_FORM"}},
      {"hyphens elsewhere",
       [](auto& f) { f.business_number = "1234-5-12345"; },
       {"facts.business_number BUSINESS_NUMBER_FORM"}},
      {"letters",
       [](auto& f) { f.business_number = "12345123AB"; },
       {"facts.business_number BUSINESS_NUMBER_FORM"}},
      {"without hyphens", [](auto& f) { f.business_number = "1234512345"; }, {}},
      {"구분번호 begin with 1",
       [](auto& f) { f.site_sequence = 0; },
       {"facts.site_sequence OUT_OF_RANGE"}},
      {"a province has no local office of its own for sites",
       [](auto& f) { f.district_code = "28"; },
       {"facts.district_code DISTRICT_UNKNOWN"}},
      {"no such district",
       [](auto& f) { f.district_code = "28999"; },
       {"facts.district_code DISTRICT_UNKNOWN"}},
      {"the postal code has five digits",
       [](auto& f) { f.postal_code = "404-808"; },
       {"facts.postal_code POSTAL_CODE_FORM"}},
      {"no telephone",
       [](auto& f) { f.contact_phone = "없음"; },
       {"facts.contact_phone PHONE_FORM"}},
      {"mobile and e-mail may be missing",
       [](auto& f) { f.contact_mobile = f.contact_email = ""; },
       {}},
      {"no e-mail",
       [](auto& f) { f.contact_email = "sems01@naver"; },
       {"facts.contact_email EMAIL_FORM"}},
      {"spaces are no name",
       [](auto& f) { f.site_name = " \u3000 "; },
       {"facts.site_name REQUIRED"}},
      {"100 characters, not bytes",
       [](auto& f) {
         f.site_name.clear();
         for (int i = 0; i < 100; ++i) f.site_name += "가";
       },
       {}},
      {"101 characters",
       [](auto& f) { f.site_name = std::string(101, 'x'); },
       {"facts.site_name TOO_LONG"}},
      {"one line", [](auto& f) { f.address = "인천\n서구"; }, {"facts.address CONTROL_CHARACTER"}},
      {"all at once",
       [](auto& f) {
         f.site_class = 9;
         f.permit_number = "";
         f.representative_name = "";
       },
       {"facts.permit_number REQUIRED", "facts.site_class OUT_OF_RANGE",
        "facts.representative_name REQUIRED"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.why);
    StatedSiteFacts stated = Good();
    c.spoil(stated);
    EXPECT_EQ(Errors(stated), c.errors);
  }
}

// 군위군 moved from 경상북도 (47720) to 대구광역시 (27720) on 2023-07-01.
TEST(SiteFacts, TakesTheDistrictCodesOfTheDay) {
  StatedSiteFacts stated = Good();
  stated.district_code = "47720";
  EXPECT_THAT(Errors(stated, absl::CivilDay(2023, 6, 30)), IsEmpty());
  EXPECT_THAT(Errors(stated, absl::CivilDay(2023, 7, 1)),
              ElementsAre("facts.district_code DISTRICT_NOT_VALID"));
  stated.district_code = "27720";
  EXPECT_THAT(Errors(stated, absl::CivilDay(2023, 6, 30)),
              ElementsAre("facts.district_code DISTRICT_NOT_VALID"));
  EXPECT_THAT(Errors(stated, absl::CivilDay(2023, 7, 1)), IsEmpty());
}

TEST(SiteFacts, NamesWhatChanged) {
  SiteFacts before;
  before.site_name = "테스트사업장";
  SiteFacts after = before;
  EXPECT_THAT(ChangedFields(before, after), IsEmpty());
  after.site_class = 2;
  after.contact_phone = "032-560-7315";
  EXPECT_THAT(ChangedFields(before, after), ElementsAre("site_class", "contact_phone"));
}

TEST(NumberChange, NamesWhatIsWrong) {
  const SiteNumber next{"1234512345", 2};
  struct Case {
    const char* why;
    StatedNumberChange stated;
    std::vector<std::string> errors;
  };
  const Case cases[] = {
      {"the manual's change, in the contract's form", {"2019-01-25", "100-20-30000", 1}, {}},
      {"the manual's print form", {"20190125", "100-20-30000", 1}, {"changed_on DATE_FORM"}},
      {"tomorrow", {"2019-02-27", "100-20-30000", 1}, {"changed_on IN_FUTURE"}},
      {"nothing given",
       {},
       {"changed_on REQUIRED", "previous_business_number REQUIRED",
        "previous_site_sequence OUT_OF_RANGE"}},
      {"the number applied for",
       {"2019-01-25", "123-45-12345", 2},
       {"previous_business_number NUMBER_UNCHANGED"}},
      {"another 구분번호 of the same number is another site",
       {"2019-01-25", "123-45-12345", 1},
       {}},
      {"no number", {"2019-01-25", "백", 1}, {"previous_business_number BUSINESS_NUMBER_FORM"}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.why);
    Violations violations;
    ReadNumberChange(c.stated, next, "", kToday, violations);
    std::vector<std::string> errors;
    for (const Violation& v : violations.found()) errors.push_back(v.field + " " + v.code);
    EXPECT_EQ(errors, c.errors);
  }
}

}  // namespace
}  // namespace sems::registration
