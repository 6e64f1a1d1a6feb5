"""Cases: events through the gateway, the docket however long it is, and a clock that has slept."""

import os
import time
from datetime import date, timedelta
from pathlib import Path

import psycopg
from semsdemo.api import casework, noise
from semsdemo.client import Client, new_request_id

from semsbench import load, recorder
from semsbench.copies import copy_case
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
    case_id = place.officer(noise.CaseServiceStub).ListDocket(request).cases[0].case_id
    for size in (SMALL, LARGE):
        copy_case(place.stack, case_id, size - made)
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
        copy_case(stack, order.case_id, EXPIRIES, aged_on=place.today)
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
