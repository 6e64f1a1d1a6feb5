#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "services/ieps/domain/form.h"
#include "services/ieps/domain/records.h"
#include "services/ieps/domain/report.h"

namespace sems::ieps {

// "연료", "오염물질", …
std::string_view CodeTableKo(CodeTable table);

// "배출구 5 선별/분쇄시설".
std::string ItemLabel(std::string_view what_ko, const InventoryItem& item);

// Gathers findings; those that differ by the day only become one entry with several days.
class ReportBuilder {
 public:
  // Rows that are not in the workbook.
  void NoMapping(std::string item, std::vector<absl::CivilDay> days, int rows);
  void NotInIeps(std::string item, std::vector<absl::CivilDay> days, int rows);
  void MissingRecord(std::string item, std::vector<absl::CivilDay> days);
  void UnknownCode(std::string item, CodeTable table, std::string_view code, absl::CivilDay day,
                   bool with_day);
  // Cells left blank.
  void NoElectricity(std::string item, const std::string& column, Electricity why,
                     absl::CivilDay day);
  void MissingDailyAmounts(std::string item, std::vector<absl::CivilDay> days);
  void LeftBlankOnRequest(const std::string& column, int cells);
  // Cells that were computed.
  void DailyAverage(std::string item, std::string_view total, int days);
  void MeterDifference(const std::string& column, int cells);
  void SemsNameUsed(std::string item, const std::string& column);

  std::vector<ReportEntry> Take() { return std::move(entries_); }

 private:
  using Key = std::tuple<ReportReason, std::string, std::string, std::string, std::string>;
  // The entry of the same finding, or a new one.
  ReportEntry& Entry(ReportEntry entry);

  std::vector<ReportEntry> entries_;
  std::map<Key, std::size_t> index_;
};

}  // namespace sems::ieps
