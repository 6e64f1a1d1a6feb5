"""What a case owes reaches the calendar, and the office that decides it."""

from datetime import date, timedelta

from semsdemo.api import casework, chemsafety
from semsdemo.api import duty as contract
from semsdemo.cases import Case
from semsstack.waiting import wait_until


def of_case(client, case_id) -> dict:
    listed = client(contract.DutyServiceStub).ListOfficeDuties(
        contract.ListOfficeDutiesRequest(sources=["chemsafety"], page_size=500)
    )
    return {d.duty.duty_id.split(".", 2)[2]: d.duty for d in listed.duties if d.duty.case_id == case_id}


def test_a_plan_under_review(site, people, officer, today: date):
    operator, site_id = site
    reviewer = people.given_account("ROLE_NICS_REVIEWER")
    case = Case(
        chemsafety, operator, site_id, procedure_id="chem_prevention_plan_submission",
        opened_on=str(today - timedelta(days=10)), values={"size_class": "major"},
        dates={"facility_inspection_start": str(today + timedelta(days=90))},
        guards=[casework.GuardAnswer(guard_id="plan_required", holds=True, reason="제외 시설 아님")],
    )  # fmt: skip
    case.raise_event(operator, "plan_received", today - timedelta(days=9))
    clock = case.clock("review")
    case_id = case.now.case_id
    wait_until(lambda: "review.1" in of_case(reviewer, case_id), 20, "news of the review")
    review = of_case(reviewer, case_id)["review.1"]
    assert (review.due_on, review.days_left) == (clock.due_on, clock.days_left)
    assert review.explanation == clock.explanation.text
    assert review.article and not review.party_owes
    assert not of_case(officer, case_id), "the plan is not the county's to decide"

    case.raise_event(reviewer, "plan_fit_notified", today - timedelta(days=1), values={"risk_grade": "ga"})
    wait_until(lambda: "review.1" not in of_case(reviewer, case_id), 20, "news of its end")
    done = operator(contract.DutyServiceStub).GetDuty(
        contract.GetDutyRequest(site_id=site_id, duty_id=f"case.{case_id}.review.1")
    )
    assert done.duty.status == contract.DUTY_STATUS_DONE
