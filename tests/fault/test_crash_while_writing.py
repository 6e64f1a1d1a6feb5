"""kill -9 in the middle of writes: every acknowledged write is there after the restart, once."""

import threading
from concurrent import futures

import pytest
from persistent import until_answered
from semsdemo.api import common, facility
from semsdemo.client import new_request_id, pages
from semsstack.waiting import wait_until

WRITERS = 8
WRITES_EACH = 40


@pytest.mark.parametrize("victim", ["facility", "postgres"])
def test_acknowledged_writes_are_there_once(stack, people, officer, victim):
    client, site_id = people.site(officer)
    service = client(facility.TechnicianServiceStub)
    acknowledged: list[str] = []
    count = threading.Lock()

    def write(writer: int) -> None:
        for number in range(WRITES_EACH):
            name = f"{victim} {writer}-{number}"
            # Nothing but the request_id keeps a repeated appointment from being a second one.
            answer = until_answered(service.SaveTechnicians, facility.SaveTechniciansRequest(
                site_id=site_id, request_id=new_request_id(),
                technicians=[facility.Technician(name=name, qualification="대기환경기사", appointed_on="2020-01-01")],
            ))  # fmt: skip
            assert answer.outcome == common.BATCH_OUTCOME_SAVED
            with count:
                acknowledged.append(name)

    with futures.ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write, writer) for writer in range(WRITERS)]
        wait_until(lambda: len(acknowledged) > WRITERS * WRITES_EACH / 4, 60, "a quarter of the writes")
        _kill(stack, victim)
        assert len(acknowledged) < WRITERS * WRITES_EACH, "the writes were over before the crash"
        _restart(stack, victim)
        for writer in writers:
            writer.result()
    listed = until_answered(
        lambda _, timeout: list(pages(
            service.ListTechnicians, facility.ListTechniciansRequest(site_id=site_id), "technicians"
        )), None,
    )  # fmt: skip
    assert sorted(t.name for t in listed) == sorted(acknowledged)
    assert "as written and sealed" in stack.verify_audit("facility")


def _kill(stack, victim: str) -> None:
    stack.kill_postgres() if victim == "postgres" else stack.kill_service(victim)


def _restart(stack, victim: str) -> None:
    stack.start_postgres() if victim == "postgres" else stack.start_service(victim)
