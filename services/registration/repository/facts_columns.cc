#include "services/registration/repository/facts_columns.h"

namespace sems::registration::repository {
namespace {

constexpr std::string_view kColumns[] = {
    "site_name",   "district_code", "business_number",     "site_sequence",  "permit_number",
    "permit_date", "site_class",    "representative_name", "address",        "detail_address",
    "postal_code", "contact_name",  "contact_phone",       "contact_mobile", "contact_email",
};

}  // namespace

std::string FactsColumns(std::string_view alias) {
  std::string columns;
  for (std::string_view column : kColumns) {
    if (!columns.empty()) columns += ", ";
    if (!alias.empty()) columns.append(alias).append(".");
    columns += column;
  }
  return columns;
}

SiteFacts ReadFacts(const pqxx::row& row) {
  return {.site_name = db::ToText(row["site_name"]),
          .district_code = db::ToText(row["district_code"]),
          .business_number = db::ToText(row["business_number"]),
          .site_sequence = row["site_sequence"].as<int>(),
          .permit_number = db::ToText(row["permit_number"]),
          .permit_date = db::ToDay(row["permit_date"]),
          .site_class = row["site_class"].as<int>(),
          .representative_name = db::ToText(row["representative_name"]),
          .address = db::ToText(row["address"]),
          .detail_address = db::ToText(row["detail_address"]),
          .postal_code = db::ToText(row["postal_code"]),
          .contact_name = db::ToText(row["contact_name"]),
          .contact_phone = db::ToText(row["contact_phone"]),
          .contact_mobile = db::ToText(row["contact_mobile"]),
          .contact_email = db::ToText(row["contact_email"])};
}

}  // namespace sems::registration::repository
