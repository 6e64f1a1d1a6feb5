"""kill -9 while open cases are brought up to date with a holiday: each once, and told of, whenever it was interrupted."""

import random
import time

import psycopg
import pytest
from semsbench.copies import copy_case
from semsdemo.api import casework, noise
from semsdemo.client import new_request_id
from semsstack.waiting import wait_until

KILLS = 30
CASES = 2000
# Those of this test: other open cases may end on the same day.
OWN = "case_event e JOIN case_file f USING (case_id) WHERE e.kind = 'RECOMPUTED' AND f.subject_name LIKE '공휴일%%'"
MOVED = f"SELECT count(*) FROM {OWN}"
BEHIND = """SELECT count(*) FROM case_file c JOIN case_law_in_force l ON c.computed_under <> l.edition"""


@pytest.fixture
def database(stack):
    with psycopg.connect(stack.database.superuser_url(), autocommit=True) as connection:
        connection.execute("SET search_path = noise")
        yield connection


def test_killed_while_it_follows_a_holiday_each_case_moves_once(stack, people, officer, holidays_file, database):
    _, site_id = people.site(officer)
    order = officer(noise.CaseServiceStub).OpenCase(noise.OpenCaseRequest(
        procedure_id="noise_improvement_order", machine_id="noise_improvement_order_machine",
        subject=casework.Subject(site_id=site_id, name="공휴일"),
        set_period=casework.Period(amount=30, unit=casework.PERIOD_UNIT_DAYS), request_id=new_request_id(),
    )).case  # fmt: skip
    due_on = order.clocks[0].due_on
    stack.kill_service("noise")
    copy_with_history(stack, database, order.case_id, CASES - 1)
    moments = random.Random(20261125)
    declared = amid = 0
    for _ in range(KILLS):
        if moved(database) == declared * CASES:
            # The cabinet makes the last day a holiday, and thinks better of it.
            declared += 1
            holidays_file.write_text(f"{due_on},임시공휴일,시험\n" if declared % 2 else "# none\n")
        before = moved(database)
        stack.start_service("noise")
        enough = before + moments.choice([0, 1, 201, 401])
        give_up = time.monotonic() + 3
        while moved(database) < min(enough, declared * CASES) and time.monotonic() < give_up:
            pass
        time.sleep(moments.uniform(0, 0.1))
        stack.kill_service("noise")
        amid += before < moved(database) < declared * CASES
    assert amid > KILLS / 10, "hardly ever killed with some moved and some not"

    stack.start_service("noise")
    wait_until(lambda: moved(database) >= declared * CASES, 60, "every case brought up to date")
    wait_until(lambda: database.execute(BEHIND).fetchone()[0] == 0, 60, "nothing computed under an older law")
    assert not database.execute(
        f"SELECT case_id FROM {OWN} GROUP BY case_id HAVING count(*) <> %s", [declared]
    ).fetchall()
    # The day, the entry and the row of the audit trail came together each time.
    assert database.execute(
        """SELECT count(*) FROM case_file f WHERE subject_name LIKE '공휴일%%' AND sequence = %s
           AND (next_due_on = %s) = %s
           AND (SELECT count(*) FROM audit_row a WHERE a.stream_id = f.case_id AND a.action = 'DAYS_RECOMPUTED') = %s""",
        [declared + 1, due_on, declared % 2 == 0, declared],
    ).fetchone()[0] == CASES  # fmt: skip
    assert stack.verify_audit("noise")

    def told() -> bool:
        return database.execute(
            "SELECT count(*) FROM duty.duty_case WHERE version = %s AND owner_id = %s", [declared + 1, site_id]
        ).fetchone()[0] == CASES  # fmt: skip

    wait_until(told, 120, "the site's calendar told of each")


def copy_with_history(stack, database, case_id: str, count: int) -> None:
    copy_case(stack, case_id, count)
    database.execute(
        """INSERT INTO case_event (case_id, sequence, kind, event, occurred_on, recorded_at, account_id, entry)
           SELECT f.case_id, e.sequence, e.kind, e.event, e.occurred_on, e.recorded_at, e.account_id,
                  replace(e.entry::text, e.case_id::text, f.case_id::text)::jsonb
           FROM case_event e, case_file f
           WHERE e.case_id = %(case)s AND f.case_id <> %(case)s AND f.subject_name LIKE '공휴일 %%'""",
        {"case": case_id},
    )


def moved(database) -> int:
    return database.execute(MOVED, []).fetchone()[0]
