#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/ieps/domain/form.h"
#include "services/ieps/domain/mapping.h"
#include "services/ieps/domain/records.h"

// 검사 of a mapping draft (manual 04, 매핑 정보 중복 검사 및 저장).
namespace sems::ieps {

inline constexpr int kMaxIepsNumber = 50;
inline constexpr int kMaxIepsName = 100;

// A row as it was uploaded or put. Nothing in it is trusted.
struct DraftRow {
  Tab tab = Tab::kStack;
  int row = 0;  // in the sheet, or position in the list from 1
  std::string sems_number;
  // The other SEMS columns. Absent: not given, hence not compared.
  std::optional<std::string> sems_name;
  std::optional<std::string> sems_type;
  std::optional<std::string> permit_number;
  std::optional<std::string> permit_name;
  std::optional<std::string> unit;
  std::string ieps_number;
  std::string ieps_name;
  std::string not_in_ieps;  // as written: "Y", "y" or empty; anything else is malformed
};

enum class Severity { kError, kWarning };

struct MappingIssue {
  Severity severity = Severity::kError;
  Tab tab = Tab::kStack;
  int row = 0;  // 0: about an item that the draft does not hold
  std::string column;
  std::string sems_number;
  std::string code;
  std::string message;
  std::string message_ko;
};

// All findings, by tab and row. `tabs` are those that the draft would replace.
std::vector<MappingIssue> CheckDraft(const Catalog& catalog, const Inventory& inventory,
                                     const std::vector<Tab>& tabs,
                                     const std::vector<DraftRow>& rows);

// The mapping that an error-free draft makes of a tab.
TabMapping ToMapping(Tab tab, const Inventory& inventory, const std::vector<DraftRow>& rows);

}  // namespace sems::ieps
