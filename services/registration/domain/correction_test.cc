#include "services/registration/domain/correction.h"

#include "common/values/districts.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sems::registration {
namespace {

using ::testing::ElementsAre;

const absl::CivilDay kToday(2026, 11, 25);

SiteFacts Site() {
  return {.site_name = "테스트사업장",
          .district_code = "47720",  // 군위군 before it moved to 대구 in 2023
          .business_number = "1234512345",
          .site_sequence = 1,
          .permit_number = "허가_제123호",
          .permit_date = absl::CivilDay(2019, 1, 1),
          .site_class = 1,
          .representative_name = "김환경",
          .address = "인천광역시 서구 환경로 42 (경서동)",
          .detail_address = "국립환경과학원",
          .postal_code = "22689",
          .contact_name = "김영희",
          .contact_phone = "032)560-7316",
          .contact_mobile = "010)1111-1111",
          .contact_email = "sems01@naver.com"};
}

std::vector<std::string> Errors(const StatedSiteFacts& stated,
                                const std::vector<std::string>& fields) {
  Violations violations;
  ReadCorrection(Site(), stated, fields, "facts.", kToday, Districts::Table(), violations);
  std::vector<std::string> errors;
  for (const Violation& v : violations.found()) errors.push_back(v.field + " " + v.code);
  return errors;
}

TEST(Correction, ReplacesNamedFieldsOnly) {
  StatedSiteFacts stated;
  stated.site_name = "  바른사업장 ";
  stated.site_class = 2;
  stated.address = "ignored";
  Violations violations;
  const SiteFacts facts = ReadCorrection(Site(), stated, {"site_name", "site_class"}, "facts.",
                                         kToday, Districts::Table(), violations);
  EXPECT_TRUE(violations.empty());
  SiteFacts expected = Site();
  expected.site_name = "바른사업장";
  expected.site_class = 2;
  EXPECT_EQ(facts, expected);
}

TEST(Correction, Refuses) {
  StatedSiteFacts stated;
  stated.permit_date = "2026-11-26";
  stated.district_code = "47720";
  EXPECT_THAT(Errors(stated, {}), ElementsAre("update_mask REQUIRED"));
  EXPECT_THAT(Errors(stated, {"business_number"}), ElementsAre("update_mask NOT_CORRECTABLE"));
  EXPECT_THAT(Errors(stated, {"site_sequence", "nonsense"}),
              ElementsAre("update_mask NOT_CORRECTABLE", "update_mask NOT_CORRECTABLE"));
  EXPECT_THAT(Errors(stated, {"permit_date"}), ElementsAre("facts.permit_date IN_FUTURE"));
  EXPECT_THAT(Errors(stated, {"site_class"}), ElementsAre("facts.site_class OUT_OF_RANGE"));
  EXPECT_THAT(Errors(stated, {"district_code"}),
              ElementsAre("facts.district_code DISTRICT_NOT_VALID"));
}

TEST(Correction, LeavesTheDistrictCodeOfItsDay) {
  StatedSiteFacts stated;
  stated.contact_name = "고길동";
  EXPECT_TRUE(Errors(stated, {"contact_name"}).empty());
}

}  // namespace
}  // namespace sems::registration
