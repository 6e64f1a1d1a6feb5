#pragma once

#include <string>

#include "services/facility/domain/code_book.h"
#include "services/facility/domain/fault.h"
#include "services/facility/domain/kind.h"

namespace sems::facility {

// 생산제품·연료·원부원료·에너지 in one survey year, as entered.
struct Item {
  Kind kind = Kind::kProduct;
  std::string number;
  std::string code;
  std::string name;
  std::string other_name;  // 기타연료명·직접입력명
  std::string unit_code;

  bool operator==(const Item&) const = default;
};

// The code table of the kind.
CodeTable TableOf(Kind kind);

// What an item leaves to its code: name and unit (연료코드 기준 단위, IEPS manual ⑤).
Item WithDefaultsOfCode(Item item, const CodeBook& codes);

// Of an item that has them.
Faults CheckItem(const Item& item, const CodeBook& codes, int survey_year);

}  // namespace sems::facility
