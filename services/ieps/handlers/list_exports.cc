#include <vector>

#include "common/paging/page.h"
#include "common/status/error.h"
#include "common/values/civil.h"
#include "services/ieps/convert.h"
#include "services/ieps/handlers/handlers.h"
#include "services/ieps/repository/export.h"

namespace sems::ieps::handlers {
namespace {

absl::StatusOr<ExportFilter> ReadFilter(const v1::ListExportsRequest& request) {
  FieldErrors errors;
  ExportFilter filter;
  if (!request.month().empty()) {
    filter.month = ParseMonth(request.month());
    if (!filter.month) {
      errors.Add("month", "FORMAT", "is no month (YYYY-MM)", "년월(YYYY-MM)이 아닙니다.");
    }
  }
  if (!errors.empty()) return errors.ToStatus();
  return filter;
}

}  // namespace

absl::StatusOr<v1::ListExportsResponse> ListExports(Deps& deps, server::Call& call,
                                                    const v1::ListExportsRequest& request) {
  absl::StatusOr<ExportFilter> filter = ReadFilter(request);
  if (!filter.ok()) return filter.status();
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, 1);
  if (!page.ok()) return page.status();
  if (!page->IsFirst()) filter->after_id = page->cursor[0];
  filter->limit = page->size;
  return call.Read<v1::ListExportsResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListExportsResponse> {
        std::vector<ExportRow> rows = ListExportRows(call.site(), tx, *filter);
        v1::ListExportsResponse response;
        if (rows.size() > static_cast<std::size_t>(page->size)) {
          rows.pop_back();
          response.set_next_page_token(page->NextToken({rows.back().export_id}));
        }
        for (const ExportRow& row : rows) {
          *response.add_exports() = ToProto(call.site().site_id(), row);
        }
        response.set_total_size(CountExports(call.site(), tx, *filter));
        return response;
      });
}

}  // namespace sems::ieps::handlers
