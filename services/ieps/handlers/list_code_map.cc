#include <optional>
#include <utility>
#include <vector>

#include "common/paging/page.h"
#include "common/status/error.h"
#include "common/values/civil.h"
#include "services/ieps/convert.h"
#include "services/ieps/handlers/handlers.h"
#include "services/ieps/repository/code_map.h"

namespace sems::ieps::handlers {
namespace {

// Cursor: SEMS code and first day of validity, of the load that the first page was from.
constexpr std::size_t kCursorSize = 3;

absl::StatusOr<CodeEntryFilter> ReadFilter(const v1::ListCodeMapRequest& request) {
  FieldErrors errors;
  CodeEntryFilter filter;
  if (!ToTable(request.table())) errors.Required("table");
  if (!request.valid_on().empty()) {
    filter.valid_on = ParseDay(request.valid_on());
    if (!filter.valid_on) {
      errors.Add("valid_on", "FORMAT", "is no day (YYYY-MM-DD)", "날짜(YYYY-MM-DD)가 아닙니다.");
    }
  }
  if (!errors.empty()) return errors.ToStatus();
  return filter;
}

}  // namespace

absl::StatusOr<v1::ListCodeMapResponse> ListCodeMap(Deps& deps, server::Call& call,
                                                    const v1::ListCodeMapRequest& request) {
  absl::StatusOr<CodeEntryFilter> filter = ReadFilter(request);
  if (!filter.ok()) return filter.status();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, kCursorSize);
  if (!page.ok()) return page.status();
  filter->limit = page->size;
  if (!page->IsFirst()) {
    filter->after_code = page->cursor[1];
    filter->after_from = ParseDay(page->cursor[2]);
  }
  return call.Read<v1::ListCodeMapResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListCodeMapResponse> {
        v1::ListCodeMapResponse response;
        const std::optional<CodeMapLoadRow> load =
            FindLoad(call.scope(), tx, *ToTable(request.table()));
        if (!load) return response;
        if (!page->IsFirst() && page->cursor[0] != load->load_id) {
          return Error(absl::StatusCode::kAborted, "CODE_MAP_RELOADED",
                       "The code map was loaded anew: start from the first page.",
                       "코드표가 새로 등록되었습니다. 처음부터 다시 조회하십시오.");
        }
        filter->load_id = load->load_id;
        std::vector<CodeEntry> entries = ListEntries(call.scope(), tx, *filter);
        if (entries.size() > static_cast<std::size_t>(page->size)) {
          entries.pop_back();
          response.set_next_page_token(page->NextToken(
              {load->load_id, entries.back().sems_code, FormatDay(entries.back().valid_from)}));
        }
        *response.mutable_load() = ToProto(*load);
        for (const CodeEntry& entry : entries) *response.add_entries() = ToProto(entry);
        response.set_total_size(CountEntries(call.scope(), tx, *filter));
        return response;
      });
}

}  // namespace sems::ieps::handlers
