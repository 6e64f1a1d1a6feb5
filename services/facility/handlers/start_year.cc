#include "services/facility/handlers/start_year.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/facility/domain/survey_year.h"
#include "services/facility/errors.h"
#include "services/facility/repository/years.h"

namespace sems::facility::handlers {

absl::StatusOr<bool> StartYear(const server::SiteScope& site, server::UnitOfWork& work,
                               int survey_year, absl::Time now) {
  // Who waits for the lock sees the years that were there when it asked: hence the second look.
  LockYears(site, work.tx());
  std::vector<int> open;
  for (const YearRow& year : ListYears(site, work.tx())) open.push_back(year.survey_year);
  if (std::find(open.begin(), open.end(), survey_year) != open.end()) return false;
  const std::optional<int> copied = YearToCopy(open, survey_year);
  if (!copied) return NoSurveyYear();
  CopyYear(site, work.tx(), *copied, survey_year, now);
  work.Audit({.stream_id = site.site_id(),
              .action = "SURVEY_YEAR_OPENED",
              .subject = absl::StrCat("survey year ", survey_year),
              .detail = absl::StrCat("{\"copied_from\":", *copied, "}")});
  return true;
}

}  // namespace sems::facility::handlers
