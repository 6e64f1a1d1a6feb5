#include "common/paging/page.h"
#include "common/status/error.h"
#include "common/values/uuid.h"
#include "services/identity/convert.h"
#include "services/identity/handlers/handlers.h"
#include "services/identity/repository/partner.h"

namespace sems::identity::handlers {
namespace {

constexpr size_t kCursorParts = 2;  // name, id

}  // namespace

absl::StatusOr<v1::ListPartnersResponse> ListPartners(Deps& deps, server::Call& call,
                                                      const v1::ListPartnersRequest& request) {
  const absl::StatusOr<paging::Page> page = paging::ReadPage(request, kCursorParts);
  if (!page.ok()) return page.status();
  std::optional<PartnerCursor> after;
  if (!page->IsFirst()) {
    if (!IsUuid(page->cursor[1])) {
      FieldErrors errors;
      errors.Add("page_token", "INVALID_PAGE_TOKEN", "is not a token of this list",
                 "이 목록의 페이지 토큰이 아닙니다.");
      return errors.ToStatus();
    }
    after = PartnerCursor{page->cursor[0], page->cursor[1]};
  }
  return call.Read<v1::ListPartnersResponse>(
      [&](db::Tx& tx) -> absl::StatusOr<v1::ListPartnersResponse> {
        std::vector<PartnerRow> rows = ListPartnerRows(call.scope(), tx, after, page->size);
        v1::ListPartnersResponse response;
        if (rows.size() > static_cast<size_t>(page->size)) {
          rows.pop_back();
          response.set_next_page_token(page->NextToken({rows.back().name, rows.back().partner_id}));
        }
        for (const PartnerRow& row : rows) *response.add_partners() = ToProto(row);
        return response;
      });
}

}  // namespace sems::identity::handlers
