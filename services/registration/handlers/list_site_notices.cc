#include "common/paging/page.h"
#include "services/registration/convert.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/repository/notices.h"

namespace sems::registration::handlers {

absl::StatusOr<v1::ListSiteNoticesResponse> ListSiteNotices(
    Deps&, server::Call& call, const v1::ListSiteNoticesRequest& request) {
  absl::StatusOr<paging::Page> page = paging::ReadPage(request, repository::kNoticeCursorSize);
  if (!page.ok()) return page.status();

  return call.Read<v1::ListSiteNoticesResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListSiteNoticesResponse> {
        std::vector<repository::NoticeRow> rows =
            repository::ListSiteNotices(call.site(), tx, page->cursor, page->size + 1);
        v1::ListSiteNoticesResponse response;
        if (rows.size() > static_cast<std::size_t>(page->size)) {
          rows.pop_back();
          response.set_next_page_token(page->NextToken(rows.back().cursor));
        }
        for (const repository::NoticeRow& row : rows) {
          *response.add_notices() = ToProto(row.notice);
        }
        return response;
      });
}

}  // namespace sems::registration::handlers
