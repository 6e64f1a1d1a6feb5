#include <optional>

#include "common/paging/page.h"
#include "services/registration/convert.h"
#include "services/registration/domain/masking.h"
#include "services/registration/domain/text.h"
#include "services/registration/handlers/application_filter.h"
#include "services/registration/handlers/handlers.h"
#include "services/registration/handlers/order_by.h"
#include "services/registration/repository/sites.h"

namespace sems::registration::handlers {
namespace {

SiteFilter ReadSiteFilter(const v1::ListSitesRequest& request, absl::CivilDay today,
                          FieldErrors& errors) {
  SiteFilter filter;
  for (int state : request.states()) {
    if (std::optional<SiteState> known = FromProto(static_cast<v1::SiteState>(state))) {
      filter.states.push_back(*known);
    } else {
      errors.Add("states", "UNKNOWN_VALUE", "names an unknown state", "알 수 없는 상태입니다");
    }
  }
  if (filter.states.empty()) filter.states = {SiteState::kOpen, SiteState::kSuspended};
  for (int site_class : request.site_classes()) {
    if (site_class < 1 || site_class > 5) {
      errors.Add("site_classes", "OUT_OF_RANGE", "must be from 1 to 5",
                 "종별은 1~5종이어야 합니다");
    }
    filter.site_classes.push_back(site_class);
  }
  filter.district_codes =
      ReadDistrictFilter("district_code", request.district_code(), today, errors);
  filter.business_number = ReadNumberFilter("business_number", request.business_number(), errors);
  filter.site_name_part = ReadTextFilter("site_name", request.site_name(), errors);
  if (std::optional<std::string> permit =
          ReadTextFilter("permit_number", request.permit_number(), errors)) {
    filter.permit_key = PermitKey(*permit);
  }
  return filter;
}

}  // namespace

absl::StatusOr<v1::ListSitesResponse> ListSites(Deps&, server::Call& call,
                                                const v1::ListSitesRequest& request) {
  FieldErrors errors;
  const SiteFilter filter = ReadSiteFilter(request, call.today(), errors);
  const auto order =
      ReadOrder<repository::SiteOrder>(request.order_by(), repository::IsSiteOrder, errors);
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<paging::Page> page = paging::ReadPage(request, repository::kSiteCursorSize);
  if (!page.ok()) return page.status();

  return call.Read<v1::ListSitesResponse>([&](db::Tx& tx) -> absl::StatusOr<v1::ListSitesResponse> {
    std::vector<repository::SiteRow> rows =
        repository::ListSites(call.scope(), tx, filter, order, page->cursor, page->size + 1);
    v1::ListSitesResponse response;
    if (rows.size() > static_cast<std::size_t>(page->size)) {
      rows.pop_back();
      response.set_next_page_token(page->NextToken(rows.back().cursor));
    }
    for (repository::SiteRow& row : rows) {
      row.site.facts = Masked(std::move(row.site.facts));
      *response.add_sites() = ToProto(row.site);
    }
    response.set_total_size(repository::CountSites(call.scope(), tx, filter));
    return response;
  });
}

}  // namespace sems::registration::handlers
