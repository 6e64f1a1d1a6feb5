#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/error.h"
#include "common/values/absl_compat.h"
#include "common/values/uuid.h"
#include "services/ieps/convert.h"
#include "services/ieps/domain/text.h"
#include "services/ieps/handlers/handlers.h"
#include "services/ieps/repository/code_map.h"

namespace sems::ieps::handlers {
namespace {

constexpr int kMaxEntries = 20'000;
constexpr int kMaxNote = 500;

absl::Status Check(const v1::LoadCodeMapRequest& request) {
  FieldErrors errors;
  if (!ToTable(request.table())) errors.Required("table");
  if (request.entries().empty()) errors.Required("entries");
  if (request.entries_size() > kMaxEntries) {
    errors.Add("entries", "TOO_MANY", "at most 20,000 entries", "20,000건 이하여야 합니다.");
  }
  if (request.source_note().empty()) {
    errors.Required("source_note");
  } else if (!IsCleanText(request.source_note(), kMaxNote)) {
    errors.Add("source_note", "MALFORMED",
               "at most 500 characters, no control characters, no blank at an end",
               "500자 이하, 제어문자와 앞뒤 공백 없이 입력하십시오.");
  }
  return errors.ToStatus();
}

common::v1::LineError ToLineError(const v1::LoadCodeMapRequest& request,
                                  const CodeEntryError& error) {
  common::v1::LineError line;
  line.set_line(error.line);
  line.set_item(request.entries(error.line).sems_code());
  line.set_field(error.field);
  line.set_code(error.code);
  line.set_message(error.message);
  line.set_message_ko(error.message_ko);
  return line;
}

// The entries, and what is wrong with them.
std::vector<CodeEntry> ReadEntries(const v1::LoadCodeMapRequest& request,
                                   std::vector<CodeEntryError>& errors) {
  std::vector<CodeEntry> entries;
  for (int i = 0; i < request.entries_size(); ++i) {
    std::optional<CodeEntry> entry = ToEntry(request.entries(i));
    if (entry) {
      entries.push_back(*std::move(entry));
    } else {
      errors.push_back({i, "valid_from", "FORMAT", "validity must be days (YYYY-MM-DD)",
                        "적용 기간은 날짜(YYYY-MM-DD)여야 합니다"});
    }
  }
  // Positions are the request's only when every entry was read.
  if (errors.empty()) errors = CheckCodeMap(*ToTable(request.table()), entries);
  return entries;
}

}  // namespace

absl::StatusOr<v1::LoadCodeMapResponse> LoadCodeMap(Deps& deps, server::Call& call,
                                                    const v1::LoadCodeMapRequest& request) {
  if (absl::Status status = Check(request); !status.ok()) return status;
  std::vector<CodeEntryError> errors;
  const std::vector<CodeEntry> entries = ReadEntries(request, errors);
  if (!errors.empty()) {
    v1::LoadCodeMapResponse response;
    response.set_outcome(common::v1::BATCH_OUTCOME_NOT_SAVED);
    for (const CodeEntryError& error : errors) {
      *response.add_errors() = ToLineError(request, error);
    }
    return response;
  }

  CodeMapLoadRow load;
  load.load_id = NewUuidV7(call.now());
  load.table = *ToTable(request.table());
  load.source_note = request.source_note();
  load.invented = request.invented();
  load.entry_count = request.entries_size();
  load.loaded_at = call.now();
  load.loaded_by = call.caller().account_id;
  return call.Write<v1::LoadCodeMapResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::LoadCodeMapResponse> {
        InsertLoad(call.scope(), work.tx(), load, entries);
        const std::string table(CodeTableName(load.table));
        work.Audit({.stream_id = "",
                    .action = "IEPS_CODE_MAP_LOADED",
                    .subject = absl::StrCat("ieps code map ", table),
                    .detail = absl::StrCat(
                        "{\"load\":\"", load.load_id, "\",\"entries\":", load.entry_count,
                        ",\"invented\":", load.invented ? "true" : "false", "}")});
        v1::LoadCodeMapResponse response;
        response.set_outcome(common::v1::BATCH_OUTCOME_SAVED);
        response.set_saved_count(load.entry_count);
        *response.mutable_load() = ToProto(load);
        return response;
      });
}

}  // namespace sems::ieps::handlers
