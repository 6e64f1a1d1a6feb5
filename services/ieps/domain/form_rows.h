#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/values/decimal.h"
#include "services/ieps/domain/code_map.h"
#include "services/ieps/domain/form.h"
#include "services/ieps/domain/mapping.h"
#include "services/ieps/domain/records.h"
#include "services/ieps/domain/report.h"

// The form engine: a month's records → rows of a form's cells, and what the report says of them.
namespace sems::ieps {

struct ExportOptions {
  bool leave_meter_electricity_blank = false;
  bool leave_daily_fuel_blank = false;
};

// Everything a form is made from. All of it outlives the rows.
struct ExportInput {
  std::string_view site_code;  // 사업장코드
  const MonthRecords& records;
  const Inventory& inventory;
  const SavedMapping& mapping;
  const CodeMaps& codes;
  ExportOptions options;
  // The last day for which a record may be expected: the month's end, or today within the month;
  // before the month's first day nothing is missing yet.
  absl::CivilDay expected_through;
};

// Points into the input, or into the rows' own store.
struct Cell {
  enum class Kind : std::uint8_t { kBlank, kText, kInteger, kDecimal };
  Kind kind = Kind::kBlank;
  bool estimate = false;
  std::int32_t integer = 0;
  std::string_view text;
  const Decimal* decimal = nullptr;
};

class FormRows {
 public:
  explicit FormRows(int columns) : columns_(columns) {}
  FormRows(FormRows&&) = default;
  FormRows(const FormRows&) = delete;

  int size() const { return static_cast<int>(cells_.size()) / columns_; }
  std::span<const Cell> Row(int i) const {
    return std::span(cells_).subspan(static_cast<std::size_t>(i) * columns_, columns_);
  }

 private:
  friend class FormBuilder;
  int columns_;
  std::vector<Cell> cells_;
  // Deques, so that cells may point at what was added before.
  std::deque<std::string> texts_;
  std::deque<Decimal> numbers_;
};

struct FormResult {
  FormRows rows;
  std::vector<ReportEntry> entries;
  // What the manual does not let SEMS fill in this form, in words, beside its 미제공 items.
  std::vector<std::string> by_hand;
  std::vector<std::string> by_hand_ko;
};

// The rows come in the inventory's order of numbers, then by day. The form's mapping must have been
// found 1:1 before (FindNotOneToOne).
FormResult BuildForm(const Form& form, const ExportInput& input);

}  // namespace sems::ieps
