"""kill -9 while the clocks of cases ring: each rings once, and is told of, whenever it was interrupted."""

import random
import time
from datetime import timedelta

import psycopg
import pytest
from semsbench.copies import copy_case
from semsdemo.api import casework, noise
from semsdemo.client import new_request_id
from semsstack.waiting import wait_until

KILLS = 100
RANG = "SELECT count(*) FROM case_event WHERE kind = 'TIMER'"


@pytest.fixture
def database(stack):
    with psycopg.connect(stack.database.superuser_url(), autocommit=True) as connection:
        connection.execute("SET search_path = noise")
        yield connection


def test_killed_a_hundred_times_each_clock_rings_once(stack, people, officer, today, database):
    _, site_id = people.site(officer)
    order = officer(noise.CaseServiceStub).OpenCase(noise.OpenCaseRequest(
        procedure_id="noise_improvement_order", machine_id="noise_improvement_order_machine",
        subject=casework.Subject(site_id=site_id, name="개선명령"),
        set_period=casework.Period(amount=30, unit=casework.PERIOD_UNIT_DAYS), request_id=new_request_id(),
    )).case  # fmt: skip
    stack.kill_service("noise")
    moments = random.Random(20261125)
    amid = put = 0
    for _ in range(KILLS):
        if rang(database) == put:
            copy_case(stack, order.case_id, 1000, aged_on=today)
            put += 1000
        before = rang(database)
        stack.start_service("noise")
        # Somewhere between the first look and the third batch, and then anywhere within a batch.
        enough = before + moments.choice([0, 1, 101, 201])
        give_up = time.monotonic() + 2
        while rang(database) < min(enough, put) and time.monotonic() < give_up:
            pass
        time.sleep(moments.uniform(0, 0.1))
        stack.kill_service("noise")
        amid += before < rang(database) < put
    assert amid > KILLS / 10, "hardly ever killed with some rung and some not"

    stack.start_service("noise")
    wait_until(lambda: rang(database) >= put, 60, "every clock rung")
    doubled = database.execute(
        "SELECT case_id FROM case_event WHERE kind = 'TIMER' GROUP BY case_id HAVING count(*) > 1").fetchall()
    assert not doubled
    # The event, what it made of the case, and the row of the audit trail came together each time.
    assert database.execute(
        """SELECT count(*) FROM case_file f JOIN case_event e USING (case_id)
           JOIN audit_row a ON a.stream_id = f.case_id AND a.action = 'IMPROVEMENT_PERIOD_EXPIRED'
           WHERE f.state = 'overdue' AND f.sequence = 2 AND e.sequence = 2 AND e.kind = 'TIMER'
                 AND e.occurred_on = %s""", [expires_on(database, order.case_id) - timedelta(days=60)],
    ).fetchone()[0] == put  # fmt: skip
    assert stack.verify_audit("noise")

    def told() -> bool:
        return database.execute(
            "SELECT count(*) FROM duty.duty_case WHERE version = 2 AND owner_id = %s", [site_id]).fetchone()[0] == put

    wait_until(told, 120, "the site's calendar told of each")
    # What follows in the same system need not carry them along.
    for table in "case_event", "case_file":
        database.execute(
            f"DELETE FROM {table} WHERE case_id IN (SELECT case_id FROM case_file WHERE subject_name LIKE '개선명령 %')"
        )


def rang(database) -> int:
    return database.execute(RANG).fetchone()[0]


def expires_on(database, case_id: str):
    return database.execute("SELECT next_timer_on FROM case_file WHERE case_id = %s", [case_id]).fetchone()[0]
