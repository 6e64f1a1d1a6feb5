#include "services/ieps/errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"

namespace sems::ieps {

absl::Status SiteCodeMissing(absl::StatusCode code) {
  return Error(code, "SITE_CODE_MISSING", "The site has no IEPS site code yet: set it first.",
               "IEPS 사업장코드가 등록되지 않았습니다. 먼저 등록하십시오.");
}

absl::Status DraftNotFound(std::string_view draft_id) {
  return NotFound("mapping draft", "매핑 초안", draft_id);
}

absl::Status DraftExpired() {
  return Error(absl::StatusCode::kFailedPrecondition, "DRAFT_EXPIRED",
               "The draft has expired: upload it again.",
               "초안의 유효 시간이 지났습니다. 다시 업로드하십시오.");
}

absl::Status DraftNotChecked() {
  return Error(absl::StatusCode::kFailedPrecondition, "DRAFT_NOT_CHECKED",
               "Only a checked draft can be saved.", "검사를 하여야 저장할 수 있습니다.");
}

absl::Status DraftHasErrors(int error_count) {
  return Error(
      absl::StatusCode::kFailedPrecondition, "DRAFT_HAS_ERRORS",
      absl::StrCat("The draft has ", error_count, " errors: check it, and mend them."),
      absl::StrCat("오류 ", error_count, "건이 있어 저장할 수 없습니다. 검사 결과를 확인하십시오."),
      {{"error_count", absl::StrCat(error_count)}});
}

absl::Status DraftStale() {
  return Error(absl::StatusCode::kAborted, "DRAFT_STALE",
               "The mapping was saved by someone else after this draft was made.",
               "초안을 만든 뒤 다른 사용자가 매핑을 저장했습니다.");
}

absl::Status ExportNotFound(std::string_view export_id) {
  return NotFound("export", "다운로드 내역", export_id);
}

absl::Status FileNotFound(std::string_view name) { return NotFound("file", "파일", name); }

absl::Status FileExpired() {
  return Error(absl::StatusCode::kNotFound, "FILE_EXPIRED",
               "Files are kept for 24 hours: make the export again.",
               "파일 보관 기간(24시간)이 지났습니다. 다시 생성하십시오.");
}

absl::Status FileTooLarge(std::int64_t size_bytes) {
  return Error(absl::StatusCode::kFailedPrecondition, "FILE_TOO_LARGE",
               "The file is larger than 32 MB: fetch it with StreamExportFile.",
               "파일이 32MB보다 큽니다. StreamExportFile로 받으십시오.",
               {{"size_bytes", absl::StrCat(size_bytes)}});
}

}  // namespace sems::ieps
