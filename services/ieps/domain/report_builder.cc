#include "services/ieps/domain/report_builder.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/values/absl_compat.h"

namespace sems::ieps {
namespace {

struct Words {
  std::string_view en;
  std::string_view ko;
};

// Why a day has no electricity (붙임, 전력사용량: (당일검침량 − 전일검침량) × 배율; never guessed).
Words WhyNoElectricity(Electricity why) {
  switch (why) {
    case Electricity::kMeterNotRead:
      return {"one of the device's meters was not read", "검침하지 않은 적산전력계가 있습니다"};
    case Electricity::kNoPreviousReading:
      return {"no reading on the day before", "전일 검침값이 없습니다"};
    case Electricity::kFallingReading:
      return {"the reading is lower than the day before", "검침값이 전일보다 작습니다"};
    case Electricity::kMultiplierChanged:
      return {"the multiplier changed since the day before", "배율이 전일과 다릅니다"};
    case Electricity::kEventContradicts:
      return {"a declared rollover or swap contradicts the readings",
              "신고된 계기 회전·교체가 검침값과 맞지 않습니다"};
    case Electricity::kNoReading:
    case Electricity::kComputed:
    case Electricity::kEntered:
      break;
  }
  return {"neither a reading nor an amount was entered", "검침값도 사용량도 입력되지 않았습니다"};
}

}  // namespace

std::string_view CodeTableKo(CodeTable table) {
  switch (table) {
    case CodeTable::kPollutant:
      return "오염물질";
    case CodeTable::kConcentrationUnit:
      return "측정단위";
    case CodeTable::kFuel:
      return "연료";
    case CodeTable::kMaterial:
      return "원부원료";
    case CodeTable::kEnergy:
      return "에너지";
    case CodeTable::kUsageUnit:
      break;
  }
  return "사용량단위";
}

std::string ItemLabel(std::string_view what_ko, const InventoryItem& item) {
  return absl::StrCat(ToAbsl(what_ko), " ", item.number, " ", item.name);
}

ReportEntry& ReportBuilder::Entry(ReportEntry entry) {
  auto [found, is_new] = index_.emplace(
      Key(entry.reason, entry.item, entry.column, entry.code, entry.message), entries_.size());
  if (is_new) entries_.push_back(std::move(entry));
  return entries_[found->second];
}

void ReportBuilder::NoMapping(std::string item, std::vector<absl::CivilDay> days, int rows) {
  entries_.push_back({ReportKind::kLeftOut, ReportReason::kNoMapping, std::move(item), "", "",
                      std::move(days), rows, "has no IEPS number in the saved facility mapping",
                      "저장된 시설 매핑에 통합번호가 없습니다"});
}

void ReportBuilder::NotInIeps(std::string item, std::vector<absl::CivilDay> days, int rows) {
  entries_.push_back({ReportKind::kLeftOut, ReportReason::kNotInIeps, std::move(item), "", "",
                      std::move(days), rows, "marked by the site as not in IEPS",
                      "사업장이 통합시설 없음으로 표시했습니다"});
}

void ReportBuilder::MissingRecord(std::string item, std::vector<absl::CivilDay> days) {
  const int rows = days.empty() ? 1 : static_cast<int>(days.size());
  entries_.push_back({ReportKind::kLeftOut, ReportReason::kMissingRecord, std::move(item), "", "",
                      std::move(days), rows, "SEMS has no record",
                      "SEMS에 입력된 기록이 없습니다"});
}

void ReportBuilder::UnknownCode(std::string item, CodeTable table, std::string_view code,
                                absl::CivilDay day, bool with_day) {
  const bool unit = table == CodeTable::kConcentrationUnit || table == CodeTable::kUsageUnit;
  ReportEntry& entry = Entry({ReportKind::kLeftOut,
                              unit ? ReportReason::kUnitWithoutMapping : ReportReason::kUnknownCode,
                              std::move(item),
                              std::string(CodeTableName(table)),
                              std::string(code),
                              {},
                              0,
                              absl::StrCat("the code map ", ToAbsl(CodeTableName(table)),
                                           " has no entry for \"", ToAbsl(code), "\""),
                              absl::StrCat(ToAbsl(CodeTableKo(table)), " 코드표에 \"", ToAbsl(code),
                                           "\"이(가) 없습니다")});
  ++entry.count;
  if (with_day && (entry.days.empty() || entry.days.back() != day)) entry.days.push_back(day);
}

void ReportBuilder::NoElectricity(std::string item, const std::string& column, Electricity why,
                                  absl::CivilDay day) {
  const Words words = WhyNoElectricity(why);
  ReportEntry& entry = Entry({ReportKind::kBlank,
                              ReportReason::kNoElectricity,
                              std::move(item),
                              column,
                              "",
                              {},
                              0,
                              std::string(words.en),
                              std::string(words.ko)});
  ++entry.count;
  entry.days.push_back(day);
}

void ReportBuilder::MissingDailyAmounts(std::string item, std::vector<absl::CivilDay> days) {
  const int cells = static_cast<int>(days.size());
  entries_.push_back({ReportKind::kBlank, ReportReason::kMissingRecord, std::move(item), "", "",
                      std::move(days), cells, "entered daily, with no amount on these days",
                      "일별로 입력되었으나 이 날짜의 사용량이 없습니다"});
}

void ReportBuilder::LeftBlankOnRequest(const std::string& column, int cells) {
  entries_.push_back({ReportKind::kBlank,
                      ReportReason::kLeftBlankOnRequest,
                      "",
                      column,
                      "",
                      {},
                      cells,
                      "left blank as asked for",
                      "요청에 따라 빈칸으로 두었습니다"});
}

void ReportBuilder::DailyAverage(std::string item, std::string_view total, int days) {
  entries_.push_back({ReportKind::kEstimate,
                      ReportReason::kDailyAverage,
                      std::move(item),
                      "",
                      "",
                      {},
                      days,
                      absl::StrCat("daily average: the month's total of ", ToAbsl(total),
                                   " spread over ", days, " days; the days add up to it exactly"),
                      absl::StrCat("일별 평균(추정값): 월 사용량 ", ToAbsl(total), "을(를) ", days,
                                   "일로 나눈 값이며 합계는 월 사용량과 같습니다")});
}

void ReportBuilder::MeterDifference(const std::string& column, int cells) {
  entries_.push_back({ReportKind::kNote,
                      ReportReason::kMeterDifference,
                      "",
                      column,
                      "",
                      {},
                      cells,
                      "computed: (reading of the day - reading of the day before) x multiplier",
                      "(당일검침량-전일검침량)×적산전력계배율계수로 계산한 값입니다"});
}

void ReportBuilder::SemsNameUsed(std::string item, const std::string& column) {
  entries_.push_back({ReportKind::kNote,
                      ReportReason::kSemsNameUsed,
                      std::move(item),
                      column,
                      "",
                      {},
                      0,
                      "not mapped: written under its SEMS name",
                      "매핑되지 않아 SEMS 제품명으로 표시했습니다"});
}

}  // namespace sems::ieps
