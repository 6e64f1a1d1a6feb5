#include "common/xlsx/read_errors.h"

#include "common/status/error.h"

namespace sems::xlsx {
namespace {

absl::Status Invalid(std::string_view reason, std::string message, std::string message_ko) {
  return Error(absl::StatusCode::kInvalidArgument, reason, message, message_ko);
}

std::string Join(std::string_view first, std::string_view second) {
  return std::string(first).append(second);
}

}  // namespace

absl::Status NotAWorkbook(std::string_view why, std::string_view why_ko) {
  return Invalid("NOT_A_WORKBOOK", Join("The file is not an Excel workbook (.xlsx): ", why),
                 Join("엑셀 파일(.xlsx)이 아닙니다: ", why_ko));
}

absl::Status WorkbookDamaged(std::string_view part, std::string_view why) {
  return Invalid("WORKBOOK_DAMAGED",
                 Join("The workbook is damaged: ", part).append(": ").append(why),
                 Join("엑셀 파일이 손상되었습니다: ", part));
}

absl::Status WorkbookTooLarge(std::string_view what, std::string_view what_ko) {
  return Invalid("WORKBOOK_TOO_LARGE", Join("The workbook is too large: ", what),
                 Join("엑셀 파일이 너무 큽니다: ", what_ko));
}

absl::Status WorkbookRefused(std::string_view why, std::string_view why_ko) {
  return Invalid("WORKBOOK_REFUSED", Join("The workbook is refused: ", why),
                 Join("엑셀 파일을 읽을 수 없습니다: ", why_ko));
}

}  // namespace sems::xlsx
