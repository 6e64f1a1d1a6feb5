#pragma once

#include <string>
#include <string_view>

#include "common/db/tx.h"
#include "services/registration/domain/site_facts.h"

// The columns that applications, sites and their history share.
namespace sems::registration::repository {

// "a.site_name, a.district_code, …" for the alias "a"; without one for "". permit_key is left out.
std::string FactsColumns(std::string_view alias);

// Of a row selected with those columns.
SiteFacts ReadFacts(const pqxx::row& row);

}  // namespace sems::registration::repository
