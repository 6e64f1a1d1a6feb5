#include "common/casework/service/repository/case_row.h"

#include "common/casework/service/case_json.h"

namespace sems::casework::repository {
namespace {

std::vector<std::string> ReadTexts(const pqxx::field& field) {
  std::vector<std::string> texts;
  auto parser = field.as_array();
  for (auto item = parser.get_next(); item.first != pqxx::array_parser::juncture::done;
       item = parser.get_next()) {
    if (item.first == pqxx::array_parser::juncture::string_value) texts.push_back(item.second);
  }
  return texts;
}

}  // namespace

StoredCase ReadCase(const pqxx::row& row) {
  StoredCase found;
  Subject& subject = found.head.subject;
  subject.site_id = db::ToText(row["site_id"]);
  subject.organisation_id = db::ToText(row["organisation_id"]);
  subject.office_district_code = db::ToText(row["office_district_code"]);
  subject.name = db::ToText(row["subject_name"]);
  subject.district_code = db::ToText(row["district_code"]);
  found.head.opener = {db::ToText(row["opened_by_account"]), db::ToText(row["opened_by_role"]),
                       ReadTexts(row["opened_by_districts"])};
  found.head.exclusive_run = db::ToText(row["exclusive_run"]);
  found.head.decided_by = db::ToText(row["decided_by"]);
  found.head.opened_at = db::ToTime(row["opened_at"]);
  found.head.updated_at = db::ToTime(row["updated_at"]);
  found.computed_under = db::ToOptionalText(row["computed_under"]);
  found.file = CaseFromJson(db::ToText(row["fold"]));
  return found;
}

}  // namespace sems::casework::repository
