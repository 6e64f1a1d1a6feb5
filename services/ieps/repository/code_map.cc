#include "services/ieps/repository/code_map.h"

#include "common/db/tx.h"

namespace sems::ieps {
namespace {

constexpr std::string_view kSelectLoad =
    "SELECT load_id, code_table, source_note, invented, entry_count, loaded_at, loaded_by"
    " FROM code_map_load ";

CodeMapLoadRow ToLoad(const pqxx::row& row) {
  CodeMapLoadRow load;
  load.load_id = db::ToText(row[0]);
  load.table = static_cast<CodeTable>(row[1].as<int>());
  load.source_note = db::ToText(row[2]);
  load.invented = row[3].as<bool>();
  load.entry_count = row[4].as<int>();
  load.loaded_at = db::ToTime(row[5]);
  load.loaded_by = db::ToText(row[6]);
  return load;
}

// Columns from `at` on.
CodeEntry ToEntry(const pqxx::row& row, int at) {
  CodeEntry entry;
  entry.sems_code = db::ToText(row[at]);
  entry.valid_from = db::ToDay(row[at + 1]);
  if (!row[at + 2].is_null()) entry.valid_until = db::ToDay(row[at + 2]);
  entry.ieps_code = db::ToText(row[at + 3]);
  entry.ieps_name = db::ToText(row[at + 4]);
  entry.ieps_unit_code = db::ToText(row[at + 5]);
  return entry;
}

}  // namespace

void InsertLoad(const server::Scope& scope, db::Tx& tx, const CodeMapLoadRow& load,
                const std::vector<CodeEntry>& entries) {
  const int table = static_cast<int>(load.table);
  // Readers go on; another load waits for this one to commit.
  tx.Exec("LOCK TABLE code_map_load IN SHARE ROW EXCLUSIVE MODE");
  tx.Exec(
      "UPDATE code_map_load SET superseded_at = $2 WHERE code_table = $1 AND superseded_at IS NULL",
      table, load.loaded_at);
  tx.Exec(
      "INSERT INTO code_map_load"
      " (load_id, code_table, source_note, invented, entry_count, loaded_at, loaded_by)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7)",
      load.load_id, table, load.source_note, load.invented, load.entry_count, load.loaded_at,
      load.loaded_by);
  std::vector<std::string> sems, ieps, names, units, from;
  std::vector<std::optional<std::string>> until;
  for (const CodeEntry& entry : entries) {
    sems.push_back(entry.sems_code);
    ieps.push_back(entry.ieps_code);
    names.push_back(entry.ieps_name);
    units.push_back(entry.ieps_unit_code);
    from.push_back(*db::ToParam(entry.valid_from));
    until.push_back(db::ToParam(entry.valid_until));
  }
  tx.Exec(
      "INSERT INTO code_map_entry"
      " (load_id, sems_code, valid_from, valid_until, ieps_code, ieps_name, ieps_unit_code)"
      " SELECT $1, * FROM unnest($2::text[], $3::date[], $4::date[], $5::text[], $6::text[],"
      " $7::text[])",
      load.load_id, db::TextArray(sems), db::TextArray(from), db::TextArray(until),
      db::TextArray(ieps), db::TextArray(names), db::TextArray(units));
}

std::optional<CodeMapLoadRow> FindLoad(const server::Scope& scope, db::Tx& tx, CodeTable table) {
  static const std::string sql =
      std::string(kSelectLoad) + "WHERE code_table = $1 AND superseded_at IS NULL";
  const pqxx::result rows = tx.Exec(sql, static_cast<int>(table));
  if (rows.empty()) return std::nullopt;
  return ToLoad(rows[0]);
}

std::vector<CodeEntry> ListEntries(const server::Scope& scope, db::Tx& tx,
                                   const CodeEntryFilter& filter) {
  std::vector<CodeEntry> entries;
  for (const pqxx::row& row :
       tx.Exec("SELECT sems_code, valid_from, valid_until, ieps_code, ieps_name, ieps_unit_code"
               " FROM code_map_entry WHERE load_id = $1"
               " AND ($2::date IS NULL OR (valid_from <= $2 AND (valid_until IS NULL OR"
               " valid_until > $2)))"
               " AND ($3::date IS NULL OR (sems_code, valid_from) > ($4, $3))"
               " ORDER BY sems_code, valid_from LIMIT $5",
               filter.load_id, filter.valid_on, filter.after_from, filter.after_code,
               filter.limit + 1)) {
    entries.push_back(ToEntry(row, 0));
  }
  return entries;
}

int CountEntries(const server::Scope& scope, db::Tx& tx, const CodeEntryFilter& filter) {
  return tx
      .Exec(
          "SELECT count(*) FROM code_map_entry WHERE load_id = $1"
          " AND ($2::date IS NULL OR (valid_from <= $2 AND (valid_until IS NULL OR"
          " valid_until > $2)))",
          filter.load_id, filter.valid_on)[0][0]
      .as<int>();
}

FoundCodes FindCodes(const server::Scope& scope, db::Tx& tx, const WantedCodes& wanted) {
  FoundCodes found;
  if (wanted.empty()) return found;
  std::vector<int> tables, code_tables;
  std::vector<std::string> codes;
  for (const auto& [table, of_table] : wanted) {
    tables.push_back(static_cast<int>(table));
    for (const std::string& code : of_table) {
      code_tables.push_back(static_cast<int>(table));
      codes.push_back(code);
    }
  }
  static const std::string loads_sql =
      std::string(kSelectLoad) +
      "WHERE code_table = ANY ($1::smallint[]) AND superseded_at IS NULL ORDER BY code_table";
  for (const pqxx::row& row : tx.Exec(loads_sql, db::IntArray(tables))) {
    found.loads.push_back(ToLoad(row));
  }
  for (const pqxx::row& row :
       tx.Exec("SELECT l.code_table, e.sems_code, e.valid_from, e.valid_until, e.ieps_code,"
               " e.ieps_name, e.ieps_unit_code"
               " FROM unnest($1::smallint[], $2::text[]) AS w (code_table, sems_code)"
               " JOIN code_map_load l ON l.code_table = w.code_table AND l.superseded_at IS NULL"
               " JOIN code_map_entry e ON e.load_id = l.load_id AND e.sems_code = w.sems_code",
               db::IntArray(code_tables), db::TextArray(codes))) {
    found.codes.Add(static_cast<CodeTable>(row[0].as<int>()), ToEntry(row, 1));
  }
  return found;
}

}  // namespace sems::ieps
