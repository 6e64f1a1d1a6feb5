#include "services/measurement/repository/codes.h"

#include "common/values/civil.h"

namespace sems::measurement::repository {
namespace {

Code ReadCode(const pqxx::row& row) {
  Code code{db::ToText(row[0]), db::ToText(row[1]), db::ToDay(row[2]), std::nullopt, std::nullopt};
  if (!row[3].is_null()) code.valid_until = db::ToDay(row[3]);
  if (!row[4].is_null()) code.molar_mass = Decimal::ParseStored(db::ToText(row[4]));
  return code;
}

std::vector<Code> ReadCodes(const pqxx::result& rows) {
  std::vector<Code> codes;
  for (const auto& row : rows) codes.push_back(ReadCode(row));
  return codes;
}

}  // namespace

CodeBook LoadCodeBook(db::Tx& tx) {
  CodeBook book;
  for (const auto& row :
       tx.Exec("SELECT code, name_ko, valid_from, valid_until, molar_mass, code_table FROM code")) {
    book.Add(static_cast<CodeTable>(row[5].as<int>()), ReadCode(row));
  }
  return book;
}

std::vector<Code> LockCodes(db::Tx& tx, CodeTable table) {
  // Loads are rare; two at once would each miss the other's overlaps.
  tx.Exec("LOCK TABLE code IN SHARE ROW EXCLUSIVE MODE");
  return ReadCodes(tx.Exec(
      "SELECT code, name_ko, valid_from, valid_until, molar_mass FROM code WHERE code_table = $1",
      static_cast<int>(table)));
}

int SaveCodes(db::Tx& tx, CodeTable table, const std::vector<Code>& codes) {
  std::vector<std::string> texts[3];
  std::vector<std::optional<std::string>> until;
  std::vector<std::optional<std::string>> masses;
  for (const Code& code : codes) {
    texts[0].push_back(code.code);
    texts[1].push_back(code.name_ko);
    texts[2].push_back(FormatDay(code.valid_from));
    until.push_back(code.valid_until ? std::optional(FormatDay(*code.valid_until)) : std::nullopt);
    masses.push_back(code.molar_mass ? std::optional(code.molar_mass->ToString()) : std::nullopt);
  }
  return static_cast<int>(
      tx.Exec(
            R"(INSERT INTO code (code_table, code, name_ko, valid_from, valid_until, molar_mass)
               SELECT $1::smallint, u.*
               FROM unnest($2::text[], $3::text[], $4::date[], $5::date[], $6::numeric[]) AS u
               ON CONFLICT (code_table, code, valid_from) DO UPDATE
               SET name_ko = excluded.name_ko, valid_until = excluded.valid_until, molar_mass = excluded.molar_mass
               WHERE (code.name_ko, code.valid_until, code.molar_mass)
                     IS DISTINCT FROM (excluded.name_ko, excluded.valid_until, excluded.molar_mass))",
            static_cast<int>(table), db::TextArray(texts[0]), db::TextArray(texts[1]),
            db::TextArray(texts[2]), db::TextArray(until), db::TextArray(masses))
          .affected_rows());
}

std::vector<Code> ListCodes(db::Tx& tx, CodeTable table,
                            const std::optional<absl::CivilDay>& valid_on,
                            const std::optional<CodeCursor>& after, int limit) {
  return ReadCodes(tx.Exec(
      R"(SELECT code, name_ko, valid_from, valid_until, molar_mass FROM code
         WHERE code_table = $1
               AND ($2::date IS NULL OR (valid_from <= $2 AND (valid_until IS NULL OR valid_until > $2)))
               AND ($3::text IS NULL OR (code, valid_from) > ($3, $4::date))
         ORDER BY code, valid_from LIMIT $5)",
      static_cast<int>(table), valid_on,
      after ? std::optional<std::string>(after->code) : std::nullopt,
      after ? std::optional<absl::CivilDay>(after->valid_from) : std::nullopt, limit));
}

}  // namespace sems::measurement::repository
