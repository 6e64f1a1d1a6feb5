#include "absl/strings/str_cat.h"
#include "common/values/civil.h"
#include "services/facility/handlers/batch.h"
#include "services/facility/handlers/handlers.h"
#include "services/facility/repository/facts.h"
#include "services/facility/repository/years.h"

namespace sems::facility::handlers {

absl::Status OnSiteEvent(server::Call& call, server::UnitOfWork& work,
                         const common::internal::v1::SiteEvent& event) {
  const server::SiteScope site = call.SystemSite(event.site_id());
  LockYears(site, work.tx());
  if (!ListYears(site, work.tx()).empty()) {
    const int years =
        UpdateSiteClass(site, work.tx(), call.today().year(), event.site_class(), StampOf(call));
    if (years > 0) TouchAllYears(site, work.tx());
    return absl::OkStatus();
  }
  const absl::CivilDay approved_on = ParseDay(event.approved_on()).value_or(call.today());
  const int year = static_cast<int>(approved_on.year());
  if (InsertFirstYear(site, work.tx(), year, event.site_class(), approved_on, call.now())) {
    work.Audit({.stream_id = event.site_id(),
                .action = "SURVEY_YEAR_OPENED",
                .subject = absl::StrCat("survey year ", year),
                .detail = "{\"copied_from\":0}"});
  }
  return absl::OkStatus();
}

}  // namespace sems::facility::handlers
