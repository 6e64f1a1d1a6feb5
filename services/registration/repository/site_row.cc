#include "services/registration/repository/site_row.h"

#include "services/registration/repository/facts_columns.h"
#include "services/registration/repository/names.h"

namespace sems::registration::repository {

std::string SiteColumns(std::string_view alias) {
  std::string columns;
  for (std::string_view column :
       {"id", "version", "state", "approved_on", "local_officer", "updated_at"}) {
    columns.append(alias).append(".").append(column).append(", ");
  }
  return columns + FactsColumns(alias);
}

Site ReadSite(const pqxx::row& row) {
  return {.id = db::ToText(row["id"]),
          .version = row["version"].as<std::int64_t>(),
          .state = SiteStateNamed(db::ToText(row["state"])),
          .approved_on = db::ToDay(row["approved_on"]),
          .local_officer = db::ToText(row["local_officer"]),
          .updated_at = db::ToTime(row["updated_at"]),
          .facts = ReadFacts(row)};
}

}  // namespace sems::registration::repository
