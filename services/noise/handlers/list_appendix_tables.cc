#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/noise/handlers/noise_rules.h"
#include "services/noise/rule_fields.h"

namespace sems::noise::handlers {
namespace {

// "별표 1" names 별표 1, and so does "별표 1 (배출시설)"; "별표 10" does not.
bool Names(const std::string& reference, const std::string& table) {
  return reference == table || reference.rfind(table + " ", 0) == 0;
}

bool Names(const casework::Procedure& procedure, const std::string& table) {
  return std::any_of(procedure.appendix_ko.begin(), procedure.appendix_ko.end(),
                     [&](const std::string& reference) { return Names(reference, table); });
}

}  // namespace

absl::StatusOr<v1::ListAppendixTablesResponse> ListAppendixTables(
    Deps& deps, server::Call&, const v1::ListAppendixTablesRequest&) {
  v1::ListAppendixTablesResponse response;
  for (const AppendixTable& table : deps.rules.tables) {
    v1::AppendixTable& out = *response.add_tables();
    out.set_number(table.number);
    Fill(table.name, *out.mutable_title());
    out.set_article(table.article);
    for (const casework::Procedure& procedure : deps.casework->law().procedures) {
      if (Names(procedure, absl::StrCat("별표 ", table.number)))
        out.add_procedure_ids(procedure.id);
    }
    out.set_contents_known(false);
  }
  return response;
}

}  // namespace sems::noise::handlers
