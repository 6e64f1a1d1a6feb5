"""Many cases out of one, faster than by calls: for what has to be seen with a great number of them."""

import uuid
from datetime import date, timedelta

import psycopg


def copy_case(stack, case_id: str, count: int, aged_on: date | None = None) -> None:
    """Copies a case of `noise` by SQL, under new ids and names.

    aged_on: all of its days, none before this one, lie 60 days earlier, so that its timers are due;
    without it the copies have no timers and due days far apart.
    """
    with psycopg.connect(stack.database.superuser_url()) as connection:
        connection.execute("SET search_path = noise")
        ids = [str(uuid.uuid4()) for _ in range(count)]
        shift = [(aged_on + timedelta(days=n), aged_on + timedelta(days=n - 60)) for n in range(45)] if aged_on else []
        old, new = [str(a) for a, _ in shift], [str(b) for _, b in shift]
        connection.execute(
            """CREATE FUNCTION pg_temp.moved(given text, old text[], new text[]) RETURNS text LANGUAGE plpgsql AS $$
               BEGIN
                   FOR i IN 1 .. COALESCE(array_length(old, 1), 0) LOOP
                       given := replace(given, old[i], new[i]);
                   END LOOP;
                   RETURN given;
               END $$"""
        )
        columns = [row[0] for row in connection.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'case_file'::regclass AND attnum > 0 AND NOT attisdropped"
        )]  # fmt: skip
        with_moved = {
            "case_id": "n.id",
            "subject_name": "subject_name || ' ' || n.id",
            "next_due_on": "DATE '2000-01-01' + (n.number %% 20000)::int" if not aged_on else "next_due_on - 60",
            "next_timer_on": "next_timer_on - 60" if aged_on else "NULL",
            "fold": "replace(source.fold_text, source.case_id::text, n.id::text)::jsonb",
        }
        selected = ", ".join(with_moved.get(column, column) for column in columns)
        connection.execute(
            f"""INSERT INTO case_file ({", ".join(columns)})
                SELECT {selected}
                FROM (SELECT f.*, pg_temp.moved(f.fold::text, %(old)s, %(new)s) AS fold_text FROM case_file f
                      WHERE case_id = %(case)s) AS source
                CROSS JOIN unnest(%(ids)s::uuid[]) WITH ORDINALITY AS n(id, number)""",
            {"case": case_id, "ids": ids, "old": old, "new": new},
        )
        if aged_on:
            connection.execute(
                """INSERT INTO case_event (case_id, sequence, kind, event, occurred_on, recorded_at, account_id, entry)
                   SELECT n.id, e.sequence, e.kind, e.event, e.occurred_on - 60, e.recorded_at, e.account_id,
                          replace(e.entry_text, %(case)s::uuid::text, n.id::text)::jsonb
                   FROM (SELECT c.*, pg_temp.moved(c.entry::text, %(old)s, %(new)s) AS entry_text FROM case_event c
                         WHERE case_id = %(case)s) AS e
                   CROSS JOIN unnest(%(ids)s::uuid[]) AS n(id)""",
                {"case": case_id, "ids": ids, "old": old, "new": new},
            )
    # As autovacuum would have done by the time that so many had come one by one.
    with psycopg.connect(stack.database.superuser_url(), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE noise.case_file")
