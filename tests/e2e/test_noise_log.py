"""운영기록부 through the gateway: a week is recorded, the duty calendar has the next one, the office reads it."""

import json
import time
from dataclasses import dataclass
from datetime import timedelta

import pytest
from calls import ask
from refusal import refused
from semsdemo.api import duty, noise

JSON = "application/json"
SECONDS = 30  # for news to reach the calendar


@dataclass
class Gateway:
    port: int


@pytest.fixture(scope="module")
def gateway(stack) -> Gateway:
    return Gateway(int(stack.gateway_target.rpartition(":")[2]))


@pytest.fixture(scope="module")
def site(people, officer):
    """Its operator and its id."""
    return people.site(officer)


@pytest.fixture(scope="module")
def week_from(today):
    """Over since yesterday, and due today."""
    return today - timedelta(days=7)


@pytest.fixture(scope="module")
def recorded(gateway, site, week_from):
    client, site_id = site
    line = {"weekFrom": week_from.isoformat(), "facility": "프레스 1호", "runningHours": "45.5",
            "managedBy": "김환경", "operatedBy": "이운영"}  # fmt: skip
    answer = ask(gateway, "POST", f"/v1/sites/{site_id}/noise-operation-logs:save", client.token,
                 json.dumps({"lines": [line]}).encode(), JSON)  # fmt: skip
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


def test_the_first_record_opens_the_duty(recorded, today):
    assert recorded["outcome"] == "BATCH_OUTCOME_SAVED"
    (owed,) = recorded["duties"]
    assert owed["openedNow"] and owed["metNow"] == 1
    assert owed["state"] == "RECORD_DUTY_STATE_NOT_DUE"
    assert owed["nextDueOn"] == (today + timedelta(days=7)).isoformat()
    (volume,) = recorded["volumes"]
    assert volume["lastEntryOn"] == today.isoformat()
    assert int(volume["keepUntil"][:4]) == today.year + 3


def test_the_calendar_has_the_next_week(recorded, site, today):
    client, site_id = site
    service = client(duty.DutyServiceStub)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        listed = service.ListDuties(duty.ListDutiesRequest(site_id=site_id, page_size=500)).duties
        if found := [one for one in listed if one.procedure_id == "noise_operation_log"]:
            break
        time.sleep(0.2)
    assert (today + timedelta(days=7)).isoformat() in {one.due_on for one in found}
    assert {one.case_id for one in found} == {recorded["duties"][0]["caseId"]}


def test_the_office_reads_and_does_not_write(recorded, site, officer, week_from):
    _, site_id = site
    service = officer(noise.OperationLogServiceStub)
    (entry,) = service.ListOperationLog(noise.ListOperationLogRequest(site_id=site_id)).entries
    assert (entry.managed_by, entry.operated_by) == ("김*경", "이*영")
    week = service.GetOperationWeek(
        noise.GetOperationWeekRequest(site_id=site_id, week_from=week_from.isoformat())
    )
    assert week.entries[0].managed_by == "김환경"
    with refused("PERMISSION_DENIED"):
        service.SaveOperationLog(noise.SaveOperationLogRequest(site_id=site_id, lines=week.entries))


def test_a_bad_line_names_its_field_in_both_languages(gateway, recorded, site, today):
    client, site_id = site
    line = {"weekFrom": today.isoformat(), "facility": "프레스 1호", "runningHours": "169"}
    answer = ask(gateway, "POST", f"/v1/sites/{site_id}/noise-operation-logs:save", client.token,
                 json.dumps({"lines": [line]}).encode(), JSON)  # fmt: skip
    assert answer.status == 200
    told = json.loads(answer.body)
    assert told["outcome"] == "BATCH_OUTCOME_NOT_SAVED"
    assert {(error["field"], error["code"]) for error in told["errors"]} == {
        ("week_from", "WEEK_NOT_OVER"), ("running_hours", "OUT_OF_RANGE"), ("managed_by", "REQUIRED"),
        ("operated_by", "REQUIRED"),
    }  # fmt: skip
    assert all(error["message"] and error["messageKo"] for error in told["errors"])


def test_the_rules_answer_by_json(gateway, site):
    client, _ = site
    asked = {"places": [{"placeId": "living", "distanceM": "200"}]}
    answer = ask(gateway, "POST", "/v1/noise-rules:checkPreventionExemption", client.token,
                 json.dumps(asked).encode(), JSON)  # fmt: skip
    assert answer.status == 200, answer.body
    assert json.loads(answer.body)["verdict"] == "EXEMPTION_VERDICT_GROUNDS_NOT_MET"
    tables = ask(gateway, "GET", "/v1/noise-appendix-tables", client.token)
    assert len(json.loads(tables.body)["tables"]) == 24
