#include "services/duty/repository/reminders.h"

#include "common/values/civil.h"

namespace sems::duty::repository {
namespace {

Reminder ReadReminder(const pqxx::row& row) {
  Reminder reminder;
  reminder.id = db::ToText(row["reminder_id"]);
  reminder.owner = {static_cast<OwnerKind>(row["owner_kind"].as<int>()),
                    db::ToText(row["owner_id"])};
  reminder.channel_id = db::ToText(row["channel_id"]);
  reminder.masked_address = db::ToText(row["masked_address"]);
  reminder.purpose = static_cast<Purpose>(row["purpose"].as<int>());
  reminder.duty_id = db::ToText(row["duty_id"]);
  reminder.title = {db::ToText(row["title_ko"]), db::ToText(row["title_en"])};
  if (!row["due_on"].is_null()) reminder.due_on = db::ToDay(row["due_on"]);
  reminder.lead = row["lead_days"].as<int>();
  reminder.state = static_cast<ReminderState>(row["state"].as<int>());
  reminder.attempts = row["attempts"].as<int>();
  reminder.not_before = db::ToTime(row["not_before"]);
  reminder.next_attempt_at = db::ToTime(row["next_attempt_at"]);
  reminder.reason = db::ToText(row["reason"]);
  reminder.created_at = db::ToTime(row["created_at"]);
  if (!row["ended_at"].is_null()) reminder.ended_at = db::ToTime(row["ended_at"]);
  return reminder;
}

}  // namespace

int AddReminders(db::Tx& tx, const std::vector<Reminder>& reminders) {
  if (reminders.empty()) return 0;
  std::vector<std::string> ids, owners, channels, masked, duties, titles_ko, titles_en, not_before,
      next, created;
  std::vector<int> kinds, purposes, leads;
  std::vector<std::optional<std::string>> due;
  const auto instant = [](absl::Time time) {
    return absl::FormatTime("%Y-%m-%dT%H:%M:%E6S%Ez", time, absl::UTCTimeZone());
  };
  for (const Reminder& reminder : reminders) {
    ids.push_back(reminder.id);
    kinds.push_back(static_cast<int>(reminder.owner.kind));
    owners.push_back(reminder.owner.id);
    channels.push_back(reminder.channel_id);
    masked.push_back(reminder.masked_address);
    purposes.push_back(static_cast<int>(reminder.purpose));
    duties.push_back(reminder.duty_id);
    titles_ko.push_back(reminder.title.ko);
    titles_en.push_back(reminder.title.en);
    due.push_back(reminder.due_on ? std::optional<std::string>(FormatDay(*reminder.due_on))
                                  : std::nullopt);
    leads.push_back(reminder.lead);
    not_before.push_back(instant(reminder.not_before));
    next.push_back(instant(reminder.next_attempt_at));
    created.push_back(instant(reminder.created_at));
  }
  return static_cast<int>(
      tx.Exec(
            R"(INSERT INTO reminder (reminder_id, owner_kind, owner_id, channel_id, masked_address, purpose, duty_id,
                                     title_ko, title_en, due_on, lead_days, not_before, next_attempt_at, created_at,
                                     state, attempts, reason)
               SELECT u.*, 1, 0, ''
               FROM unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::uuid[], $5::text[], $6::smallint[], $7::text[],
                           $8::text[], $9::text[], $10::date[], $11::int[], $12::timestamptz[], $13::timestamptz[],
                           $14::timestamptz[]) AS u
               ON CONFLICT DO NOTHING)",
            db::TextArray(ids), db::IntArray(kinds), db::TextArray(owners), db::TextArray(channels),
            db::TextArray(masked), db::IntArray(purposes), db::TextArray(duties),
            db::TextArray(titles_ko), db::TextArray(titles_en), db::TextArray(due),
            db::IntArray(leads), db::TextArray(not_before), db::TextArray(next),
            db::TextArray(created))
          .affected_rows());
}

ReminderPage ListReminders(db::Tx& tx, const Owner& owner, const std::vector<int>& states,
                           const std::optional<std::string>& before_id, int limit) {
  ReminderPage page;
  page.total = tx.Exec(
                     R"(SELECT count(*) FROM reminder WHERE owner_id = $1 AND owner_kind = $2
                        AND (cardinality($3::int[]) = 0 OR state = ANY ($3::int[])))",
                     owner.id, static_cast<int>(owner.kind), db::IntArray(states))[0][0]
                   .as<int>();
  for (const pqxx::row& row : tx.Exec(
           R"(SELECT * FROM reminder WHERE owner_id = $1 AND owner_kind = $2
              AND (cardinality($3::int[]) = 0 OR state = ANY ($3::int[]))
              AND ($4::uuid IS NULL OR reminder_id < $4::uuid) ORDER BY reminder_id DESC LIMIT $5)",
           owner.id, static_cast<int>(owner.kind), db::IntArray(states), before_id, limit)) {
    page.reminders.push_back(ReadReminder(row));
  }
  return page;
}

std::optional<Reminder> FindReminder(db::Tx& tx, const Owner& owner,
                                     const std::string& reminder_id) {
  const pqxx::result rows = tx.Exec(
      "SELECT * FROM reminder WHERE owner_id = $1 AND owner_kind = $2 AND reminder_id = $3 "
      "FOR UPDATE",
      owner.id, static_cast<int>(owner.kind), reminder_id);
  if (rows.empty()) return std::nullopt;
  return ReadReminder(rows[0]);
}

std::vector<Reminder> PendingOf(db::Tx& tx, const Owner& owner) {
  std::vector<Reminder> pending;
  for (const pqxx::row& row :
       tx.Exec("SELECT * FROM reminder WHERE owner_id = $1 AND owner_kind = $2 AND state = 1 AND "
               "purpose = 1 ORDER BY reminder_id",
               owner.id, static_cast<int>(owner.kind))) {
    pending.push_back(ReadReminder(row));
  }
  return pending;
}

int CountConfirmations(db::Tx& tx, const Owner& owner, absl::Time since) {
  return tx
      .Exec(
          "SELECT count(*) FROM reminder WHERE owner_id = $1 AND owner_kind = $2 AND purpose = 2 "
          "AND created_at > $3",
          owner.id, static_cast<int>(owner.kind), since)[0][0]
      .as<int>();
}

bool End(db::Tx& tx, const std::string& reminder_id, ReminderState state, const std::string& reason,
         absl::Time now) {
  return tx.Exec(
               "UPDATE reminder SET state = $2, reason = $3, ended_at = $4 WHERE reminder_id = $1 "
               "AND state = 1",
               reminder_id, static_cast<int>(state), reason, now)
             .affected_rows() > 0;
}

void CancelOfChannel(db::Tx& tx, const std::string& channel_id, const std::string& reason,
                     absl::Time now) {
  tx.Exec(
      "UPDATE reminder SET state = 4, reason = $2, ended_at = $3 WHERE channel_id = $1 AND state = "
      "1",
      channel_id, reason, now);
}

void Restart(db::Tx& tx, const std::string& reminder_id, absl::Time machine_now) {
  tx.Exec(
      "UPDATE reminder SET state = 1, attempts = 0, reason = '', ended_at = NULL, next_attempt_at "
      "= $2 WHERE reminder_id = $1",
      reminder_id, machine_now);
}

std::vector<Reminder> TakeDue(db::Tx& tx, absl::Time now, absl::Time machine_now, absl::Time until,
                              int limit) {
  std::vector<Reminder> taken;
  std::vector<std::string> ids;
  for (const pqxx::row& row : tx.Exec(
           R"(SELECT * FROM reminder WHERE state = 1 AND next_attempt_at <= $1 AND not_before <= $2
              ORDER BY next_attempt_at LIMIT $3 FOR UPDATE SKIP LOCKED)",
           machine_now, now, limit)) {
    taken.push_back(ReadReminder(row));
    taken.back().attempts += 1;
    ids.push_back(taken.back().id);
  }
  if (!ids.empty()) {
    tx.Exec(
        "UPDATE reminder SET attempts = attempts + 1, next_attempt_at = $2 WHERE reminder_id = ANY "
        "($1::uuid[])",
        db::TextArray(ids), until);
  }
  return taken;
}

void TryAgain(db::Tx& tx, const std::string& reminder_id, const std::string& reason,
              absl::Time machine_at, bool counted) {
  tx.Exec(
      "UPDATE reminder SET reason = $2, next_attempt_at = $3, attempts = attempts - $4 WHERE "
      "reminder_id = $1 AND state = 1",
      reminder_id, reason, machine_at, counted ? 0 : 1);
}

QueueCounts CountQueue(db::Tx& tx, absl::Time now) {
  const pqxx::row row = tx.Exec(
      R"(SELECT count(*) FILTER (WHERE state = 1), count(*) FILTER (WHERE state = 3),
                min(greatest(not_before, created_at)) FILTER (WHERE state = 1 AND not_before <= $1)
         FROM reminder WHERE state IN (1, 3))",
      now)[0];
  QueueCounts counts{row[0].as<int>(), row[1].as<int>(), std::nullopt};
  if (!row[2].is_null()) counts.oldest_pending = db::ToTime(row[2]);
  return counts;
}

void MarkForPlanning(db::Tx& tx, const Owner& owner, bool create, absl::Time machine_now) {
  if (create) {
    tx.Exec(
        R"(INSERT INTO reminder_owner AS o (owner_kind, owner_id, revision, planned_on, next_look_at)
           VALUES ($1, $2::uuid, 1, NULL, $3)
           ON CONFLICT (owner_kind, owner_id)
           DO UPDATE SET revision = o.revision + 1, planned_on = NULL, next_look_at = $3)",
        static_cast<int>(owner.kind), owner.id, machine_now);
  } else {
    tx.Exec(
        R"(UPDATE reminder_owner SET revision = revision + 1, planned_on = NULL, next_look_at = $3
           WHERE owner_kind = $1 AND owner_id = $2::uuid)",
        static_cast<int>(owner.kind), owner.id, machine_now);
  }
}

std::optional<PlannedOwner> TakeOwner(db::Tx& tx, absl::CivilDay today, absl::Time machine_now,
                                      absl::Time until) {
  const pqxx::result rows = tx.Exec(
      R"(SELECT owner_kind, owner_id, revision FROM reminder_owner
         WHERE planned_on IS DISTINCT FROM $1::date AND next_look_at <= $2
         ORDER BY next_look_at LIMIT 1 FOR UPDATE SKIP LOCKED)",
      today, machine_now);
  if (rows.empty()) return std::nullopt;
  PlannedOwner taken;
  taken.owner = {static_cast<OwnerKind>(rows[0][0].as<int>()), db::ToText(rows[0][1])};
  taken.revision = rows[0][2].as<std::int64_t>();
  tx.Exec(
      "UPDATE reminder_owner SET next_look_at = $3 WHERE owner_kind = $1 AND owner_id = $2::uuid",
      static_cast<int>(taken.owner.kind), taken.owner.id, until);
  return taken;
}

void SetPlanned(db::Tx& tx, const PlannedOwner& taken, absl::CivilDay today,
                absl::Time machine_now) {
  tx.Exec(
      R"(UPDATE reminder_owner SET planned_on = CASE WHEN revision = $3 THEN $4::date ELSE planned_on END,
                next_look_at = $5
         WHERE owner_kind = $1 AND owner_id = $2::uuid)",
      static_cast<int>(taken.owner.kind), taken.owner.id, taken.revision, today, machine_now);
}

}  // namespace sems::duty::repository
