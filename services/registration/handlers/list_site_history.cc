#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/paging/page.h"
#include "services/registration/convert.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/repository/history.h"

namespace sems::registration::handlers {

absl::StatusOr<v1::ListSiteHistoryResponse> ListSiteHistory(
    Deps&, server::Call& call, const v1::ListSiteHistoryRequest& request) {
  absl::StatusOr<paging::Page> page = paging::ReadPage(request, 1);
  if (!page.ok()) return page.status();
  std::int64_t below_version = 0;
  if (!page->IsFirst() && !absl::SimpleAtoi(page->cursor[0], &below_version)) below_version = 0;

  absl::StatusOr<v1::ListSiteHistoryResponse> response = call.Read<v1::ListSiteHistoryResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListSiteHistoryResponse> {
        std::vector<HistoryEntry> entries =
            repository::ListHistory(call.site(), tx, below_version, page->size + 1);
        v1::ListSiteHistoryResponse answer;
        if (entries.size() > static_cast<std::size_t>(page->size)) {
          entries.pop_back();
          answer.set_next_page_token(page->NextToken({absl::StrCat(entries.back().version)}));
        }
        for (const HistoryEntry& entry : entries) *answer.add_entries() = ToProto(entry);
        return answer;
      });
  if (!response.ok()) return response.status();
  call.LookedAt({.whose = absl::StrCat("site ", request.site_id()),
                 .what = "former representatives and contacts"});
  return response;
}

}  // namespace sems::registration::handlers
