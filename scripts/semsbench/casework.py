"""Cases: events through the gateway, the docket however long it is, and a clock that has slept."""

import os
import time
import uuid
from datetime import date, timedelta
from pathlib import Path

import psycopg
from semsdemo.api import casework, noise
from semsdemo.client import Client, new_request_id

from semsbench import load, recorder
from semsbench.figures import Figure, median

EVENTS = 60
SMALL, LARGE = 10_000, 1_000_000
PAGES = 40
EXPIRIES = 100_000
DOCKET = "/sems.noise.v1.CaseService/ListDocket"
RAISE = "/sems.noise.v1.CaseService/RaiseEvent"


def figures(place) -> list[Figure]:
    return [*_events(place), *_expiries(place), *_docket(place)]


def _events(place) -> list[Figure]:
    """One event in each of many cases: a hearing announced, which meets its clock."""
    requests = [
        noise.RaiseEventRequest(
            case_id=_hearing(place.officer, place.site.site_id, f"처분 {n}", place.today).case_id,
            event=casework.EventInput(event_id="hearing_notified"),
            request_id=new_request_id(),
        ) for n in range(2 * EVENTS)
    ]  # fmt: skip
    target, token = place.stack.gateway_target, place.officer.token
    with recorder.recording(place.stack) as transactions:
        load.calls(target, token, RAISE, requests[EVENTS:])
    raised = [[t] for t in transactions if t["schema"] == "noise" and _raises(t)]
    before = _cpu(place.stack)
    through, bare = load.run(
        load.calls_task(target, token, RAISE, requests[:EVENTS]), recorder.replay_task(place.stack, raised)
    )
    spent = {name: (after - before[name]) / EVENTS for name, after in _cpu(place.stack).items()}
    share = ", ".join(f"{name} {1000 * seconds:.1f} ms" for name, seconds in spent.items())
    return [Figure(
        "casework", f"p50 of an event through the gateway (CPU of each: {share})", median(through["milliseconds"]),
        "the same statements by bare libpq", median(bare["milliseconds"]),
    )]  # fmt: skip


def _docket(place) -> list[Figure]:
    """The first page of an office's docket, with few and with very many open cases."""
    request = noise.ListDocketRequest(page_size=100)
    times = {}
    made = 0
    for size in (SMALL, LARGE):
        _copy(place.stack, size - made, timers=False)
        made = size
        milliseconds, _ = load.calls(place.stack.gateway_target, place.officer.token, DOCKET, [request] * PAGES)
        times[size] = median(milliseconds[5:])
    return [Figure(
        "casework", f"docket page of 100 by due day, {LARGE:,} open cases", times[LARGE],
        f"the same with {SMALL:,}", times[SMALL],
    )]  # fmt: skip


def _expiries(place) -> list[Figure]:
    """Improvement periods that ran out while nobody looked: rung once each when the service is back."""
    stack = place.stack
    order = _improvement_order(place)
    stack.stop_service("noise")
    with psycopg.connect(stack.database.superuser_url()) as connection:
        _copy(stack, EXPIRIES, timers=True, case_id=order.case_id, day=place.today)
        counted = "SELECT count(*), count(DISTINCT case_id) FROM noise.case_event WHERE kind = 'TIMER'"
        before = connection.execute(counted).fetchone()
        begun = time.monotonic()
        stack.start_service("noise")
        while connection.execute(counted).fetchone()[0] - before[0] < EXPIRIES:
            time.sleep(0.5)
        seconds = time.monotonic() - begun
        rung, cases = connection.execute(counted).fetchone()
    if rung != cases:
        raise RuntimeError(f"{rung} expiries of {cases} cases")
    return [Figure("casework", f"{EXPIRIES:,} expiries caught up after downtime, each once", 1000 * seconds,
                   "a minute", 60_000.0)]  # fmt: skip


def _hearing(officer: Client, site_id: str, name: str, today: date):
    return officer(noise.CaseServiceStub).OpenCase(noise.OpenCaseRequest(
        procedure_id="noise_administrative_disposition",
        subject=casework.Subject(site_id=site_id, name=name),
        guards=[casework.GuardAnswer(guard_id="hearing_required", holds=True, reason="청문 대상")],
        dates={"hearing_date": (today + timedelta(days=30)).isoformat()},
        request_id=new_request_id(),
    )).case  # fmt: skip


def _improvement_order(place):
    return place.officer(noise.CaseServiceStub).OpenCase(noise.OpenCaseRequest(
        procedure_id="noise_improvement_order", machine_id="noise_improvement_order_machine",
        subject=casework.Subject(site_id=place.site.site_id, name="개선명령"),
        set_period=casework.Period(amount=30, unit=casework.PERIOD_UNIT_DAYS), request_id=new_request_id(),
    )).case  # fmt: skip


def _copy(stack, count: int, timers: bool, case_id: str = "", day: date | None = None) -> None:
    """Copies a case by SQL, under new ids and names: with its timer two months ago, or without one."""
    with psycopg.connect(stack.database.superuser_url()) as connection:
        connection.execute("SET search_path = noise")
        if not case_id:
            (case_id,) = connection.execute("SELECT case_id FROM case_file WHERE open LIMIT 1").fetchone()
        ids = [str(uuid.uuid4()) for _ in range(count)]
        shift = [(day + timedelta(days=n), day + timedelta(days=n - 60)) for n in range(45)] if day else []
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
            "next_due_on": "DATE '2000-01-01' + (n.number %% 20000)::int" if not timers else "next_due_on - 60",
            "next_timer_on": "next_timer_on - 60" if timers else "NULL",
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
        if timers:
            connection.execute(
                """INSERT INTO case_event (case_id, sequence, kind, event, occurred_on, recorded_at, account_id, entry)
                   SELECT n.id, e.sequence, e.kind, e.event, e.occurred_on - 60, e.recorded_at, e.account_id,
                          replace(e.entry_text, %(case)s::uuid::text, n.id::text)::jsonb
                   FROM (SELECT c.*, pg_temp.moved(c.entry::text, %(old)s, %(new)s) AS entry_text FROM case_event c
                         WHERE case_id = %(case)s) AS e
                   CROSS JOIN unnest(%(ids)s::uuid[]) AS n(id)""",
                {"case": case_id, "ids": ids, "old": old, "new": new},
            )
        connection.execute("ANALYZE case_file")


def _raises(transaction: dict) -> bool:
    return any("INSERT INTO case_event" in statement["sql"] for statement in transaction["statements"])


def _cpu(stack) -> dict[str, float]:
    """Seconds of processor time so far, of the gateway, the service and PostgreSQL."""
    spent = {"Envoy": 0.0, "service": 0.0, "PostgreSQL": 0.0}
    tick = os.sysconf("SC_CLK_TCK")
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            fields = (process / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        seconds = (int(fields[11]) + int(fields[12])) / tick
        if "envoy" in command and str(stack.run_dir) in command:
            spent["Envoy"] += seconds
        elif "--services=noise" in command and str(stack.run_dir) in command:
            spent["service"] += seconds
        elif command.startswith("postgres: sems_noise"):
            spent["PostgreSQL"] += seconds
    return spent
