#include "common/paging/page.h"
#include "services/registration/convert.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/repository/notices.h"

namespace sems::registration::handlers {

absl::StatusOr<v1::ListMyNoticesResponse> ListMyNotices(Deps&, server::Call& call,
                                                        const v1::ListMyNoticesRequest& request) {
  absl::StatusOr<paging::Page> page = paging::ReadPage(request, repository::kNoticeCursorSize);
  if (!page.ok()) return page.status();

  return call.Read<v1::ListMyNoticesResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListMyNoticesResponse> {
        std::vector<repository::NoticeRow> rows =
            repository::ListPersonalNotices(call.scope(), tx, page->cursor, page->size + 1);
        v1::ListMyNoticesResponse response;
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
