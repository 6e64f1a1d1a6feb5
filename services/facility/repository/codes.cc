#include "services/facility/repository/codes.h"

#include "common/db/tx.h"

namespace sems::facility {
namespace {

Code ToCode(const pqxx::row& row) {
  return {.code = db::ToText(row["code"]),
          .name = db::ToText(row["name"]),
          .unit_code = db::ToText(row["unit_code"]),
          .valid_from = db::ToText(row["valid_from"]),
          .valid_until = db::ToText(row["valid_until"])};
}

}  // namespace

CodeBook LoadCodeBook(db::Tx& tx, const CodeKeys& keys) {
  std::vector<int> tables;
  std::vector<std::string> codes;
  for (const auto& [table, code] : keys) {
    tables.push_back(static_cast<int>(table));
    codes.push_back(code);
  }
  CodeBook book;
  for (const pqxx::row& row :
       tx.Exec(R"(SELECT c.code_table, c.code, c.name, c.unit_code, c.valid_from, c.valid_until
                  FROM unnest($1::smallint[], $2::text[]) AS u (code_table, code)
                  JOIN code c USING (code_table, code))",
               db::IntArray(tables), db::TextArray(codes))) {
    book.Add(static_cast<CodeTable>(row["code_table"].as<int>()), ToCode(row));
  }
  return book;
}

std::vector<Code> ListCodes(db::Tx& tx, CodeTable table, const std::optional<std::string>& valid_on,
                            const std::optional<std::string>& after, int limit) {
  std::vector<Code> codes;
  for (const pqxx::row& row :
       tx.Exec(R"(SELECT code, name, unit_code, valid_from, valid_until FROM code
                  WHERE code_table = $1
                    AND ($2::date IS NULL
                         OR ((valid_from IS NULL OR valid_from <= $2::date)
                             AND (valid_until IS NULL OR valid_until > $2::date)))
                    AND ($3::text IS NULL OR code > $3::text)
                  ORDER BY code LIMIT $4)",
               static_cast<int>(table), valid_on, after, limit)) {
    codes.push_back(ToCode(row));
  }
  return codes;
}

int StoreCodes(db::Tx& tx, CodeTable table, const std::vector<Code>& codes, const Stamp& stamp) {
  std::vector<std::string> keys, names, units, from, until;
  for (const Code& code : codes) {
    keys.push_back(code.code);
    names.push_back(code.name);
    units.push_back(code.unit_code);
    from.push_back(code.valid_from);
    until.push_back(code.valid_until);
  }
  // In the order of codes, so that two loads at once do not wait for one another.
  tx.Exec("SELECT 1 FROM code WHERE code_table = $1 ORDER BY code FOR UPDATE",
          static_cast<int>(table));
  tx.Exec(R"(INSERT INTO former_code (code_table, code, version, former, replaced_at, replaced_by)
             SELECT c.code_table, c.code, c.version, to_jsonb(c), $7, $8
             FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                  AS u (code, name, unit_code, valid_from, valid_until)
             JOIN code c ON c.code_table = $1 AND c.code = u.code
             WHERE (c.name, c.unit_code) <> (u.name, u.unit_code)
                OR c.valid_from IS DISTINCT FROM nullif(u.valid_from, '')::date
                OR c.valid_until IS DISTINCT FROM nullif(u.valid_until, '')::date)",
          static_cast<int>(table), db::TextArray(keys), db::TextArray(names), db::TextArray(units),
          db::TextArray(from), db::TextArray(until), stamp.at, stamp.actor);
  pqxx::result stored = tx.Exec(
      R"(INSERT INTO code AS c (code_table, code, version, name, unit_code, valid_from, valid_until)
         SELECT $1, code, 1, name, unit_code, nullif(valid_from, '')::date,
                nullif(valid_until, '')::date
         FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
              AS u (code, name, unit_code, valid_from, valid_until)
         ORDER BY code
         ON CONFLICT (code_table, code) DO UPDATE
         SET version = c.version + 1, name = excluded.name, unit_code = excluded.unit_code,
             valid_from = excluded.valid_from, valid_until = excluded.valid_until
         WHERE (c.name, c.unit_code) <> (excluded.name, excluded.unit_code)
            OR c.valid_from IS DISTINCT FROM excluded.valid_from
            OR c.valid_until IS DISTINCT FROM excluded.valid_until)",
      static_cast<int>(table), db::TextArray(keys), db::TextArray(names), db::TextArray(units),
      db::TextArray(from), db::TextArray(until));
  return static_cast<int>(stored.affected_rows());
}

}  // namespace sems::facility
