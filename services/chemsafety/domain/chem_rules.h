#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/values/decimal.h"

// What of 화학물질관리법 시행규칙 제3장 is computed from given values, as data/chem_rules.yaml has
// it.
namespace sems::chemsafety {

struct Named {
  std::string id;
  std::string ko;
  std::string en;
};

enum class Verdict { kYes, kNo, kUnknown };

enum class Activity { kDisplay, kTransport };  // 판매 목적 진열·보관, 운반

struct QuantityLimit {
  Activity activity = Activity::kDisplay;
  std::vector<std::string> classes;
  Decimal above_kg;  // a duty only above it
  std::string procedure;
  std::string article;
};

// 변경허가, 변경신고, 변경승인: different acts.
enum class ChangeAct { kChangePermit, kChangeNotification, kChangeApproval };

enum class ChangeItem {
  kKindOrContent,    // 종류 또는 함량
  kPlannedQuantity,  // 예정 물량
  kStorageCapacity,  // 보관·저장시설의 총 용량
  kUse,              // 용도
  kSiteLocation,     // 사업장의 소재지 (사무실만 있는 경우 제외)
  kName,             // 사업장의 명칭
  kRepresentative,   // 대표자
  kOfficeLocation,   // 사무실 소재지
};

struct ChangeRule {
  ChangeItem item = ChangeItem::kKindOrContent;
  std::optional<Decimal> at_least_percent;  // for quantities: from this increase on
  ChangeAct act = ChangeAct::kChangePermit;
  std::optional<int> within_days;  // after the reason arose; none: before the change
  std::string procedure;
  std::string article;
};

struct PermitRegime {
  Named name;
  std::string article;
  std::vector<ChangeRule> changes;
};

struct PlanChangeGround {
  Named name;
  bool needs_higher_hazard = false;
  bool pilot_excepted = false;
  std::string article;
};

struct PlanChangeRule {
  int before_completion_days = 0;
  std::string article;
  int pilot_at_most_days = 0;
  std::string pilot_article;
  std::vector<PlanChangeGround> grounds;
};

struct PlanExemption {
  Named name;
  std::string needs_ko;  // table or notice outside the data that decides it; empty: facts do
  std::string article;
};

struct TestProductionRule {
  int more_than_days = 0;
  Decimal batch_at_least_kg;
  Decimal continuous_at_least_kg_per_hour;
  std::string article;
};

struct NoticeMethod {
  Named name;
  std::string article;
};

struct CommunityNoticeRule {
  int register_within_months = 0;
  std::string register_article;
  std::string direct_article;
  int at_least_methods = 0;
  int joint_at_least_sites = 0;
  std::string joint_article;
  std::vector<NoticeMethod> methods;
};

struct ChecklistItem {
  Named name;
  std::string note_ko;
};

struct Checklist {
  Named name;
  std::string article;
  std::vector<ChecklistItem> items;
};

struct ChemRules {
  std::vector<Named> classes;
  std::vector<QuantityLimit> limits;
  std::vector<PermitRegime> regimes;
  PlanChangeRule plan_change;
  std::vector<PlanExemption> exemptions;
  TestProductionRule test_production;
  CommunityNoticeRule community_notice;
  std::vector<Checklist> checklists;

  const Named* FindClass(std::string_view id) const;
  const PermitRegime* FindRegime(std::string_view id) const;
  const PlanChangeGround* FindGround(std::string_view id) const;
  const PlanExemption* FindExemption(std::string_view id) const;
  const NoticeMethod* FindMethod(std::string_view id) const;
};

}  // namespace sems::chemsafety
