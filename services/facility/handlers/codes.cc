#include "services/facility/repository/codes.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "common/paging/page.h"
#include "services/facility/convert.h"
#include "services/facility/errors.h"
#include "services/facility/handlers/batch.h"
#include "services/facility/handlers/handlers.h"

namespace sems::facility::handlers {
namespace {

constexpr int kMaxCodes = 5000;

void CheckTable(v1::CodeTable table, FieldErrors& errors) {
  if (table >= v1::CODE_TABLE_STACK_TYPE && table <= v1::CODE_TABLE_USAGE_UNIT) return;
  errors.Add("table", "UNKNOWN_TABLE", "must be one of the code tables",
             "코드표를 지정해야 합니다.");
}

}  // namespace

absl::StatusOr<v1::ListCodesResponse> ListCodes(const Deps&, server::Call& call,
                                                const v1::ListCodesRequest& request) {
  FieldErrors errors;
  CheckTable(request.table(), errors);
  CheckDayField("valid_on", request.valid_on(), errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 1);
  if (!page.ok()) return page.status();
  std::optional<std::string> valid_on, after;
  if (!request.valid_on().empty()) valid_on = request.valid_on();
  if (!page->IsFirst()) after = page->cursor[0];

  return call.Read<v1::ListCodesResponse>([&](db::Tx& tx) -> absl::StatusOr<v1::ListCodesResponse> {
    std::vector<Code> codes = facility::ListCodes(tx, static_cast<CodeTable>(request.table()),
                                                  valid_on, after, page->size + 1);
    v1::ListCodesResponse response;
    if (static_cast<int>(codes.size()) > page->size) {
      codes.resize(static_cast<size_t>(page->size));
      response.set_next_page_token(page->NextToken({codes.back().code}));
    }
    for (const Code& code : codes) *response.add_codes() = ToProto(code);
    return response;
  });
}

absl::StatusOr<v1::LoadCodesResponse> LoadCodes(const Deps&, server::Call& call,
                                                const v1::LoadCodesRequest& request) {
  FieldErrors errors;
  CheckTable(request.table(), errors);
  CheckLineCount("codes", request.codes_size(), kMaxCodes, errors);
  if (!errors.empty()) return errors.ToStatus();
  const CodeTable table = static_cast<CodeTable>(request.table());
  std::vector<Code> codes;
  CodeKeys units;
  for (const v1::Code& message : request.codes()) {
    codes.push_back(FromProto(message));
    if (!message.unit_code().empty()) units.insert({CodeTable::kUsageUnit, message.unit_code()});
  }

  return call.Write<v1::LoadCodesResponse>(
      [&](server::UnitOfWork& work) -> absl::StatusOr<v1::LoadCodesResponse> {
        const CodeBook known = LoadCodeBook(work.tx(), units);
        v1::LoadCodesResponse response;
        std::set<std::string> seen;
        for (size_t i = 0; i < codes.size(); ++i) {
          const Code& code = codes[i];
          Faults faults = CheckCode(table, code);
          if (!seen.insert(code.code).second) {
            AddFault(faults, "code", "DUPLICATE_LINE", "Another line has the same code.",
                     "같은 코드의 줄이 두 번 이상 있습니다.");
          }
          if (HasUnits(table) && !code.unit_code.empty() &&
              known.Find(CodeTable::kUsageUnit, code.unit_code) == nullptr) {
            AddFault(faults, "unit_code", "UNKNOWN_CODE", "Is no code of the usage units.",
                     "사용량단위 코드표에 없는 코드입니다.");
          }
          AddLineErrors(static_cast<int>(i), "code " + code.code, faults,
                        *response.mutable_errors());
        }
        if (response.errors_size() > 0) {
          response.set_outcome(common::v1::BATCH_OUTCOME_NOT_SAVED);
          work.NothingChanged();
          return response;
        }
        const int changed = StoreCodes(work.tx(), table, codes, StampOf(call));
        if (changed == 0) {
          work.NothingChanged();
        } else {
          work.Audit(
              {.stream_id = "",
               .action = "CODES_LOADED",
               .subject = v1::CodeTable_Name(request.table()),
               .detail = absl::StrCat("{\"codes\":", codes.size(), ",\"changed\":", changed, "}")});
        }
        response.set_outcome(common::v1::BATCH_OUTCOME_SAVED);
        response.set_saved_count(static_cast<int>(codes.size()));
        return response;
      });
}

}  // namespace sems::facility::handlers
