#include "common/casework/service/repository/cases.h"

#include "absl/strings/str_cat.h"
#include "common/casework/service/case_json.h"
#include "common/casework/service/case_names.h"
#include "common/casework/service/repository/case_row.h"
#include "common/casework/service/repository/case_scope.h"
#include "common/db/tx.h"
#include "common/values/absl_compat.h"
#include "common/values/civil.h"

namespace sems::casework::repository {
namespace {

std::optional<std::string> OrNull(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::string DueText(const Days& days) {
  return days.next_due_on ? FormatDay(*days.next_due_on) : "infinity";
}

std::optional<StoredCase> ReadOne(const Sight& sight, db::Tx& tx, const std::string& case_id,
                                  std::string_view lock) {
  const SightParams params(sight);
  const pqxx::result rows = tx.Exec(
      absl::StrCat("SELECT ", kCaseColumns,
                   ", EXISTS (SELECT FROM site_operator o WHERE o.site_id = c.site_id AND "
                   "o.account_id = $1::uuid) AS operated FROM case_file c WHERE c.case_id = "
                   "$5::uuid AND ",
                   kSightParameters, " AND ", CaseInSight(sight, "c"), ToAbsl(lock)),
      params.account, params.organisation, params.districts, params.procedures, case_id);
  if (rows.empty()) return std::nullopt;
  StoredCase found = ReadCase(rows[0]);
  found.caller_operates_site = rows[0]["operated"].as<bool>();
  return found;
}

}  // namespace

std::optional<StoredCase> FindCase(const Sight& sight, db::Tx& tx, const std::string& case_id) {
  return ReadOne(sight, tx, case_id, "");
}

std::optional<StoredCase> LockCase(const Sight& sight, db::Tx& tx, const std::string& case_id) {
  return ReadOne(sight, tx, case_id, " FOR UPDATE OF c");
}

bool InsertCase(const Sight&, db::Tx& tx, const CaseHead& head, const CaseFile& file,
                const Days& days) {
  return tx.Exec(
               R"(INSERT INTO case_file (case_id, site_id, organisation_id, office_district_code, subject_name,
                    district_code, procedure, machine, variant, exclusive_run, decided_by, opened_by_authority,
                    opened_by_account, opened_by_role, opened_by_districts, opened_on, opened_at, updated_at,
                    sequence, state, open, next_due_on, next_clock, next_timer_on, blocked, waits_for, fold,
                    computed_under)
                  VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7, $8, $9, $10, $11, $12::boolean, $13::uuid,
                    $14, $15::text[], $16::date, $17::timestamptz, $18::timestamptz, $19::bigint, $20,
                    $21::boolean, $22::date, $23, $24::date, $25::boolean, $26::text[], $27::jsonb,
                    $28)
                  ON CONFLICT DO NOTHING)",
               file.case_id, OrNull(head.subject.site_id), OrNull(head.subject.organisation_id),
               OrNull(head.subject.office_district_code), head.subject.name,
               head.subject.district_code, file.procedure, file.machine, file.variant,
               head.exclusive_run, head.decided_by, file.opened_by_authority,
               head.opener.account_id, head.opener.role, db::TextArray(head.opener.districts),
               file.opened_on, head.opened_at, head.updated_at, file.sequence, file.state,
               days.open, DueText(days), days.next_clock, days.next_timer_on, days.blocked,
               db::TextArray(days.waits_for), ToJson(file), days.computed_under)
             .affected_rows() > 0;
}

void UpdateCase(const Sight&, db::Tx& tx, const CaseFile& file, const Days& days, absl::Time now) {
  tx.Exec(
      R"(UPDATE case_file SET updated_at = $2, sequence = $3::bigint, state = $4, open = $5::boolean,
           next_due_on = $6::date, next_clock = $7, next_timer_on = $8::date, blocked = $9::boolean,
           waits_for = $10::text[], fold = $11::jsonb, computed_under = $12
         WHERE case_id = $1::uuid)",
      file.case_id, now, file.sequence, file.state, days.open, DueText(days), days.next_clock,
      days.next_timer_on, days.blocked, db::TextArray(days.waits_for), ToJson(file),
      days.computed_under);
}

void UpdateCases(db::Tx& tx, const std::vector<CaseUpdate>& updates, absl::Time now) {
  if (updates.empty()) return;
  std::vector<std::string> ids, states, open, due, clocks, blocked, waits, folds;
  std::vector<std::optional<std::string>> timers, editions;
  std::vector<int64_t> sequences;
  for (const CaseUpdate& update : updates) {
    ids.push_back(update.file->case_id);
    sequences.push_back(update.file->sequence);
    states.push_back(update.file->state);
    open.push_back(update.days.open ? "t" : "f");
    due.push_back(DueText(update.days));
    clocks.push_back(update.days.next_clock);
    timers.push_back(update.days.next_timer_on
                         ? std::optional(FormatDay(*update.days.next_timer_on))
                         : std::nullopt);
    blocked.push_back(update.days.blocked ? "t" : "f");
    waits.push_back(db::TextArray(update.days.waits_for).literal);
    folds.push_back(ToJson(*update.file));
    editions.push_back(update.days.computed_under);
  }
  tx.Exec(
      R"(UPDATE case_file c SET updated_at = $2, sequence = u.sequence, state = u.state, open = u.open,
           next_due_on = u.next_due_on, next_clock = u.next_clock, next_timer_on = u.next_timer_on,
           blocked = u.blocked, waits_for = u.waits_for::text[], fold = u.fold, computed_under = u.computed_under
         FROM unnest($1::uuid[], $3::bigint[], $4::text[], $5::boolean[], $6::date[], $7::text[], $8::date[],
                     $9::boolean[], $10::text[], $11::jsonb[], $12::text[])
           AS u (case_id, sequence, state, open, next_due_on, next_clock, next_timer_on, blocked, waits_for, fold,
                 computed_under)
         WHERE c.case_id = u.case_id)",
      db::TextArray(ids), now, db::IntArray(sequences), db::TextArray(states), db::TextArray(open),
      db::TextArray(due), db::TextArray(clocks), db::TextArray(timers), db::TextArray(blocked),
      db::TextArray(waits), db::TextArray(folds), db::TextArray(editions));
}

void AppendEntries(db::Tx& tx, const std::vector<NewEntry>& entries) {
  if (entries.empty()) return;
  std::vector<std::string> ids, kinds, events, days, texts;
  std::vector<std::optional<std::string>> accounts;
  std::vector<int64_t> sequences, micros;
  for (const NewEntry& added : entries) {
    const Entry& entry = *added.entry;
    ids.push_back(added.case_id);
    sequences.push_back(entry.sequence);
    kinds.emplace_back(NameOf(entry.kind));
    events.push_back(entry.input.event);
    days.push_back(FormatDay(entry.input.occurred_on));
    micros.push_back(entry.recorded_at_micros);
    accounts.push_back(OrNull(entry.account_id));
    texts.push_back(ToJson(entry));
  }
  tx.Exec(
      R"(INSERT INTO case_event (case_id, sequence, kind, event, occurred_on, recorded_at, account_id, entry)
         SELECT u.case_id, u.sequence, u.kind, u.event, u.occurred_on,
                timestamptz 'epoch' + u.micros * interval '1 microsecond', u.account_id, u.entry
         FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::date[], $6::bigint[], $7::uuid[],
                     $8::jsonb[]) AS u (case_id, sequence, kind, event, occurred_on, micros, account_id, entry))",
      db::TextArray(ids), db::IntArray(sequences), db::TextArray(kinds), db::TextArray(events),
      db::TextArray(days), db::IntArray(micros), db::TextArray(accounts), db::TextArray(texts));
}

std::vector<Entry> ListEntries(db::Tx& tx, const std::string& case_id, int64_t after, int limit) {
  std::vector<Entry> entries;
  for (const pqxx::row& row : tx.Exec(
           R"(SELECT entry FROM case_event WHERE case_id = $1::uuid AND sequence > $2::bigint
              ORDER BY sequence LIMIT $3::int)",
           case_id, after, limit)) {
    entries.push_back(EntryFromJson(db::ToText(row[0])));
  }
  return entries;
}

std::map<std::string, std::vector<Entry>> ListHistories(db::Tx& tx,
                                                        const std::vector<std::string>& ids) {
  std::map<std::string, std::vector<Entry>> histories;
  for (const pqxx::row& row :
       tx.Exec("SELECT case_id, entry FROM case_event WHERE case_id = ANY ($1::uuid[]) ORDER BY "
               "case_id, sequence",
               db::TextArray(ids))) {
    histories[db::ToText(row[0])].push_back(EntryFromJson(db::ToText(row[1])));
  }
  return histories;
}

void AddBody(db::Tx& tx, const std::string& case_id, const Body& body) {
  tx.Exec(
      R"(INSERT INTO case_body (case_id, role, organisation_id, account_id)
         VALUES ($1::uuid, $2, $3::uuid, $4::uuid) ON CONFLICT DO NOTHING)",
      case_id, body.role, OrNull(body.organisation_id), OrNull(body.account_id));
}

}  // namespace sems::casework::repository
