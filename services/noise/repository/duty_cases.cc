#include "services/noise/repository/duty_cases.h"

namespace sems::noise::repository {

SiteCases CasesOfSite(db::Tx& tx, const server::SiteScope& site, const std::string& procedure) {
  SiteCases cases;
  for (const auto& row : tx.Exec(
           "SELECT case_id, open FROM case_file WHERE site_id = $1::uuid AND procedure = $2 ORDER "
           "BY open DESC, subject_name COLLATE \"C\", case_id",
           site.site_id(), procedure)) {
    cases.any = true;
    if (row[1].as<bool>()) cases.open.push_back(db::ToText(row[0]));
  }
  return cases;
}

}  // namespace sems::noise::repository
