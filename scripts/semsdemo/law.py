"""The law's part of the story: a plan reviewed, a hazard check, a noise permit and its weekly log, and the duties
that come of them."""

import time
from datetime import date, timedelta

from semsdemo import applicants
from semsdemo.api import casework, chemsafety, duty, noise
from semsdemo.cases import CLOCK_SECONDS, Case
from semsdemo.client import Client, new_request_id


def review_a_plan(operator: Client, reviewer: Client, site_id: str, today: date, say) -> Case:
    """화학사고예방관리계획서: from submission to the fit notice, with a supplement and a consultation on the way."""

    def day(number: int) -> date:
        return today - timedelta(days=100 - number)

    case = Case(
        chemsafety, operator, site_id, procedure_id="chem_prevention_plan_submission",
        opened_on=day(0).isoformat(), values={"size_class": "major"},
        dates={"facility_inspection_start": (today + timedelta(days=90)).isoformat()},
        guards=[casework.GuardAnswer(guard_id="plan_required", holds=True, reason="제외 시설 아님")],
    )  # fmt: skip
    case.raise_event(operator, "plan_received", day(1))
    say(f"화학사고예방관리계획서 제출 plan submitted: 검토 기한 {case.clock('review').due_on}")
    case.raise_event(reviewer, "supplement_requested", day(5), note="영향범위 산정 자료 보완")
    case.raise_event(reviewer, "local_consultation_requested", day(12))
    case.raise_event(operator, "supplement_received", day(14))
    case.raise_event(reviewer, "local_opinion_received", day(20))
    say(f"보완·지자체 협의 two stops of the clock: 검토 기한 {case.clock('review').due_on}")
    case.raise_event(reviewer, "plan_fit_notified", day(40), values={"risk_grade": "ga"})
    say(f"적합 통보(가위험도) fit notice: {case.now.state.name.ko}; {case.clock('review').explanation.text.ko}")
    return case


def check_hazard(operator: Client, today: date, say) -> None:
    """유해·위험방지계획서: whether one is due, for which fee, until when and at which office."""
    service = operator(chemsafety.HazardPlanServiceStub)
    checked = service.CheckApplicability(chemsafety.CheckApplicabilityRequest(
        industry_code="20119", founded_on="2020-03-02", never_relocated=True, contract_power_kw="350",
        action=chemsafety.HAZARD_ACTION_INSTALL_NEW_FACTORY, equipment_list_complete=True,
    ))  # fmt: skip
    fee = service.ComputeFee(chemsafety.ComputeFeeRequest(
        industry_extent=chemsafety.HAZARD_INDUSTRY_EXTENT_WHOLE_LINE, contract_power_kw="350"
    ))  # fmt: skip
    start = today + timedelta(days=60)
    due = service.ComputeDueDate(chemsafety.ComputeDueDateRequest(
        industry_target=True, factory=chemsafety.HAZARD_FACTORY_NEW_BUILDING, work_start_on=start.isoformat()
    ))  # fmt: skip
    office = service.FindOffice(chemsafety.FindOfficeRequest(
        district_code=applicants.DISTRICT, on=today.isoformat()
    ))  # fmt: skip
    verdict = chemsafety.HazardVerdict.Name(checked.industry_target).removeprefix("HAZARD_VERDICT_")
    say(f"유해·위험방지계획서 업종대상 industry target: {verdict}; 수수료 {fee.due.krw:,}원; "
        f"착공 {start} → 제출 {due.due_on}까지 ({office.office.name.ko})")  # fmt: skip


def permit_noise(operator: Client, officer: Client, site_id: str, today: date, say) -> Case:
    """소음·진동배출시설: from the permit to regular operation."""

    def day(number: int) -> date:
        return today - timedelta(days=100 - number)

    case = Case(
        noise, operator, site_id, procedure_id="noise_facility_install_permit", opened_on=day(0).isoformat()
    )
    case.raise_event(operator, "install_permit_applied", day(0))
    paid = case.pay(officer, day(1))
    case.raise_event(officer, "install_permit_issued", day(5))
    say(f"소음·진동배출시설 설치허가 permit issued; 수수료 {paid:,}원")
    case.raise_event(operator, "completion_notice_received", day(20))
    due = case.clock("install_inspection").due_on
    case.raise_event(
        officer, "installation_fit_notified", day(25), guards={"conforms_to_permit": True, "emission_test_skipped": False}
    )
    say(f"설치검사 installation inspection (기한 {due}): {case.now.state.name.ko}")
    case.wait_for(officer, "awaiting_test")  # the clock's own event, thirty days later
    test_due = case.clock("emission_test").due_on
    case.raise_event(officer, "emission_test_within_limit", day(70), guards={"within_emission_limit": True})
    say(f"정상운영 30일 → 소음·진동검사 (기한 {test_due}): {case.now.state.name.ko}")
    return case


def keep_the_noise_log(operator: Client, site_id: str, today: date, say):
    """운영기록부: last week's entries of two facilities; with the first the duty's clock begins."""
    week_from = today - timedelta(days=7)
    saved = operator(noise.OperationLogServiceStub).SaveOperationLog(noise.SaveOperationLogRequest(
        site_id=site_id, request_id=new_request_id(),
        lines=[noise.OperationLogEntry(
            week_from=week_from.isoformat(), facility=facility, running_hours=hours, managed_by="김환경",
            operated_by="이운영", important_matters="특이사항 없음",
        ) for facility, hours in (("프레스 1호", "45.5"), ("송풍기 소음기", "168"))],
    ))  # fmt: skip
    (owed,), (volume,) = saved.duties, saved.volumes
    say(f"소음·진동 운영기록부 weekly operation log from {week_from}: {owed.note.ko} 보존 {volume.keep_until}까지")
    return owed


def show_duties(operator: Client, site_id: str, today: date, say) -> tuple[list, bytes]:
    """What the site owes and owed by when, and the calendar file that its feed gives."""
    listed = _told(operator(duty.DutyServiceStub), site_id, today)
    say(f"의무 달력 calendar of duties: {len(listed)}")
    for one in listed:
        status = duty.DutyStatus.Name(one.status).removeprefix("DUTY_STATUS_").lower()
        print(f"       {one.due_on or '(미정)':<12} {status:<10} {one.title.ko} ({one.source})")
    feeds = operator(duty.FeedServiceStub)
    made = feeds.CreateFeed(duty.CreateFeedRequest(site_id=site_id, name="사업장 의무", request_id=new_request_id()))
    secret = made.url.split("/")[-2]
    return listed, feeds.GetFeed(duty.GetFeedRequest(secret=secret)).data


def _told(service, site_id: str, today: date) -> list:
    """The duties, once the calendar has been told of all cases: news of them follows within moments."""
    asked = duty.ListDutiesRequest(
        site_id=site_id, page_size=500, statuses=[value for value in duty.DutyStatus.values() if value],
        **{"from": (today - timedelta(days=300)).isoformat(), "to": (today + timedelta(days=700)).isoformat()},
    )  # fmt: skip
    until = time.monotonic() + CLOCK_SECONDS
    while True:
        listed = list(service.ListDuties(asked).duties)
        known = {one.source for one in listed} | {one.procedure_id for one in listed}
        if {"chemsafety", "noise_facility_install_permit", "noise_operation_log"} <= known:
            return listed
        if time.monotonic() > until:
            raise TimeoutError(f"the calendar of {site_id} has not been told of its cases")
        time.sleep(0.2)
