"""From an application to a month of records, as applicant, officer and site."""

from concurrent import futures
from datetime import timedelta

import pytest
from refusal import refused
from semsdemo import accounts, applicants, approval, inventory, records
from semsdemo.api import common, facility, identity, ieps, measurement, operations, registration
from semsdemo.client import new_request_id, pages
from semsdemo.month import FALLING_DEVICE
from semsdemo.plant import STACKS

PENDING = registration.APPLICATION_STATE_PENDING
APPROVED = registration.APPLICATION_STATE_APPROVED


def listed(officer, **wanted) -> list:
    request = registration.ListApplicationsRequest(filter=registration.ApplicationFilter(**wanted))
    return list(pages(officer(registration.ApplicationServiceStub).ListApplications, request, "applications"))


def decide(officer, *ids, request_id=""):
    return officer(registration.ApplicationServiceStub).ApproveApplications(
        registration.ApproveApplicationsRequest(application_ids=ids, request_id=request_id)
    )


@pytest.fixture(scope="module")
def manual(target, officer):
    """The approval manual's three applications, undecided; 테스트사업장3's former number is registered."""
    three = (applicants.SITE_1, applicants.SITE_2, applicants.SITE_3)
    operators = {a.login: accounts.sign_up(target, a) for a in three}
    approval.approve(officer, approval.apply(operators["site3"], applicants.SITE_3_BEFORE))
    return {a.facts["site_name"]: approval.apply(operators[a.login], a)
            for a in (applicants.SITE_2, applicants.SITE_3, applicants.SITE_1)}  # fmt: skip


def test_the_officer_sees_what_the_manual_shows(officer, manual):
    waiting = {a.facts.site_name: a for a in listed(officer, states=[PENDING])}
    assert set(waiting) >= set(manual)
    changed = waiting["테스트사업장3"]
    assert changed.request_reason == registration.REQUEST_REASON_BUSINESS_NUMBER_CHANGE
    assert (changed.number_change.previous_business_number, changed.number_change.previous_site_sequence,
            changed.number_change.changed_on) == ("1002030000", 1, "2019-01-25")  # fmt: skip
    assert not changed.is_handover
    assert waiting["테스트사업장2"].facts.permit_number == "대기-신-1234호"
    # A wrong check digit is a warning, since the manual's own numbers have one.
    assert "BUSINESS_NUMBER_CHECK_DIGIT" in {w.code for w in waiting["테스트사업장2"].warnings}
    assert waiting["테스트사업장2"].facts.representative_name != "대표이사", "names are masked in lists"


def test_approving_a_selection_answers_item_by_item(officer, manual):
    two = [manual["테스트사업장3"].application_id, manual["테스트사업장"].application_id]
    unknown = "0192f0c1-2d3e-7abc-8def-0123456789ab"
    once = decide(officer, *two, unknown, request_id=(id := new_request_id()))
    assert once.outcome == common.BATCH_OUTCOME_PARTLY_SAVED
    results = {r.application_id: r for r in once.results}
    assert all(results[a].decided and results[a].state == APPROVED for a in two)
    assert (results[unknown].decided, results[unknown].code) == (False, "PERMISSION_DENIED")

    assert decide(officer, *two, unknown, request_id=id) == once, "the same request_id, the same answer"
    with refused("INVALID_ARGUMENT", "REQUEST_ID_REUSED"):
        decide(officer, *two, request_id=id)

    again = decide(officer, *two)
    assert again.outcome == common.BATCH_OUTCOME_NOT_SAVED
    assert {r.code for r in again.results} == {"ALREADY_DECIDED"}


def test_two_officers_on_one_application(officer, people):
    other = people.given_account("ROLE_LOCAL_OFFICER", (applicants.DISTRICT,))
    applicant = people.applicant()
    application = approval.apply(people.operator(applicant), applicant).application_id
    with futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda who: decide(who, application), [officer, other] * 2))
    results = [result for answer in answers for result in answer.results]
    assert sorted((r.decided, r.code) for r in results) == [(False, "ALREADY_DECIDED")] * 3 + [(True, "")]
    assert len({r.site_id for r in results if r.decided}) == 1


def test_a_change_of_number_keeps_the_site(officer, manual):
    request = registration.ListSitesRequest(business_number="123-45-12345")
    sites = list(pages(officer(registration.SiteServiceStub).ListSites, request, "sites"))
    three = next(s for s in sites if s.facts.site_sequence == 2)
    history = officer(registration.SiteServiceStub).ListSiteHistory(
        registration.ListSiteHistoryRequest(site_id=three.site_id)
    )
    former = history.entries[0].former.facts
    assert (former.business_number, former.site_sequence) == ("1002030000", 1)


def test_a_refused_application_comes_anew(officer, people):
    applicant = people.applicant()
    client = people.operator(applicant)
    first = approval.apply(client, applicant)
    with refused("ALREADY_EXISTS", "APPLICATION_PENDING"):
        client(registration.ApplicationServiceStub).SubmitApplication(registration.SubmitApplicationRequest(
            request_reason=registration.REQUEST_REASON_NEW, facts=registration.SiteFacts(**applicant.facts)
        ))  # fmt: skip
    answer = officer(registration.ApplicationServiceStub).RejectApplications(
        registration.RejectApplicationsRequest(application_ids=[first.application_id], reason="허가번호 확인 필요")
    )
    assert answer.outcome == common.BATCH_OUTCOME_SAVED
    mine = client(registration.ApplicationServiceStub).ListMyApplications(registration.ListMyApplicationsRequest())
    assert mine.applications[0].rejection_reason == "허가번호 확인 필요"
    second = approval.apply(client, applicant)
    assert second.application_id != first.application_id
    assert decide(officer, second.application_id).saved_count == 1


def test_a_strangers_change_of_number_is_a_handover(officer, people):
    former, site_id = people.site(officer)
    facts = former(registration.SiteServiceStub).GetSite(registration.GetSiteRequest(site_id=site_id)).site.facts
    stranger = people.applicant()
    taking = applicants.Applicant(stranger.login, stranger.facts, number_change={
        "changed_on": "2020-02-02", "previous_business_number": facts.business_number,
        "previous_site_sequence": facts.site_sequence,
    })  # fmt: skip
    client = people.operator(taking)
    application = approval.apply(client, taking)
    (result,) = decide(officer, application.application_id).results
    assert (result.decided, result.code) == (False, "HANDOVER_NEEDS_CONFIRMATION")

    service = officer(registration.ApplicationServiceStub)
    shown = service.GetApplication(registration.GetApplicationRequest(application_id=application.application_id))
    handover = shown.application.handover
    assert (handover.site_id, list(handover.present_operator_account_ids)) == (site_id, [former.account_id])
    service.ApproveHandover(registration.ApproveHandoverRequest(
        application_id=application.application_id, site_id=site_id, site_etag=handover.site_etag,
        request_id=new_request_id(),
    ))  # fmt: skip
    get = registration.GetSiteRequest(site_id=site_id)
    assert client(registration.SiteServiceStub).GetSite(get).site.site_id == site_id
    with refused("PERMISSION_DENIED"):
        former(registration.SiteServiceStub).GetSite(get)
    with refused("PERMISSION_DENIED"):  # elsewhere too, without waiting
        former(facility.SurveyYearServiceStub).ListSurveyYears(facility.ListSurveyYearsRequest(site_id=site_id))
    told = former(registration.SiteServiceStub).ListMyNotices(registration.ListMyNoticesRequest())
    assert registration.SITE_CHANGE_KIND_HANDED_OVER in {n.kind for n in told.notices}


def test_wrong_facts_are_named_together(officer, people):
    applicant = people.applicant(site_class=6, permit_date="2023-02-31", postal_code="1", district_code="99999")
    with refused("INVALID_ARGUMENT") as seen:
        approval.apply(people.operator(applicant), applicant)
    assert set(seen.refusal.fields) == {
        "facts.site_class", "facts.permit_date", "facts.postal_code", "facts.district_code",
    }  # fmt: skip
    assert seen.refusal.message_ko


def test_sites_open_for_records_with_the_approval(officer, people, today):
    client, site_id = people.site(officer)
    years = client(facility.SurveyYearServiceStub).ListSurveyYears(
        facility.ListSurveyYearsRequest(site_id=site_id)
    )
    assert [y.survey_year for y in years.survey_years] == [today.year]


def test_an_officer_of_another_place_sees_nothing(people, plant):
    jeju = people.given_account("ROLE_LOCAL_OFFICER", ("50",))
    assert not listed(jeju)
    incheon = people.given_account("ROLE_LOCAL_OFFICER", ("28",))
    assert plant.site_id in {a.site_id for a in listed(incheon)}, "시도 above 시군구"
    nowhere = people.given_account("ROLE_LOCAL_OFFICER")
    assert not listed(nowhere)


def test_the_month_is_complete(plant, officer):
    for client in (plant.client, officer):
        answer = client(operations.PeriodServiceStub).GetMonthStatus(
            operations.GetMonthStatusRequest(site_id=plant.site_id, month=plant.month.text)
        )
        assert {r.status_ko for r in answer.records} == {"입력"}
        assert not [r.name_ko for r in answer.records if r.missing]
    hours = next(r for r in answer.records if r.kind == operations.RECORD_KIND_STACK_HOURS)
    assert hours.entered_count == hours.expected_count == len(plant.month.hours)


def test_entering_again_changes_nothing(plant):
    assert records.enter(plant.client, plant.site_id, plant.inventory, plant.month) == plant.saved


def test_500_wrong_lines_are_all_named(plant):
    lines = [
        operations.StackHours(stack_id=plant.inventory.stacks["1"], day=plant.month.days[0].isoformat(), hours=25)
        for _ in range(500)
    ]
    good = operations.StackHours(stack_id=plant.inventory.stacks["16"], day=plant.month.day_before.isoformat(), hours=3)
    answer = plant.client(operations.StackHoursServiceStub).SaveStackHours(
        operations.SaveStackHoursRequest(site_id=plant.site_id, lines=[*lines, good])
    )
    assert answer.outcome == common.BATCH_OUTCOME_NOT_SAVED
    ranges = [e for e in answer.errors if e.code == "OUT_OF_RANGE"]
    assert [e.line for e in ranges] == list(range(500))
    assert all(e.field == "hours" and e.message_ko for e in ranges)


def test_a_meter_that_runs_backwards_is_saved_without_electricity(plant):
    service = plant.client(operations.DeviceOperationServiceStub)
    request = operations.ListDeviceOperationsRequest(
        site_id=plant.site_id, month=plant.month.text, device_id=plant.inventory.devices[FALLING_DEVICE]
    )
    days = {one.day: one for one in pages(service.ListDeviceOperations, request, "device_operations")}
    fell = days[plant.month.days[14].isoformat()]
    assert fell.electricity_state == operations.ELECTRICITY_STATE_FALLING_READING
    assert fell.readings and not fell.electricity_kwh
    states = {one.electricity_state for day, one in days.items() if one is not fell}
    assert states == {operations.ELECTRICITY_STATE_COMPUTED}


def test_what_is_entered_late_is_marked(officer, people, today):
    """Hours of a month are in time until the end of the next one; they may be entered and changed afterwards."""
    client, site_id = people.site(officer)
    known = inventory.enter(client, site_id, today.year)
    this_month = today.replace(day=1)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    before_that = (last_month - timedelta(days=1)).replace(day=1)
    inventory.open_years(client, site_id, {before_that.year, last_month.year} - {today.year})
    days = [before_that.isoformat(), last_month.isoformat()]
    service = client(operations.StackHoursServiceStub)
    service.SaveStackHours(operations.SaveStackHoursRequest(site_id=site_id, lines=[
        operations.StackHours(stack_id=known.stacks["1"], day=day, hours=7) for day in days
    ]))  # fmt: skip
    late = {}
    for day in days:
        listed = service.ListStackHours(operations.ListStackHoursRequest(site_id=site_id, month=day[:7]))
        late[day] = [one.entry.late for one in listed.stack_hours]
    assert late == {days[0]: [True], days[1]: [False]}
    status = officer(operations.PeriodServiceStub).GetMonthStatus(
        operations.GetMonthStatusRequest(site_id=site_id, month=days[0][:7])
    )
    hours = next(r for r in status.records if r.kind == operations.RECORD_KIND_STACK_HOURS)
    assert (hours.status_ko, hours.late_count) == ("미입력", 1)
    missing = {m.item_number: list(m.days) for m in hours.missing}
    assert days[0] not in missing["1"] and days[0] in missing["2"]


def test_an_agent_enters_until_the_delegation_is_revoked(officer, people, today):
    client, site_id = people.site(officer)
    known = inventory.enter(client, site_id, today.year)
    agent = people.given_account("ROLE_MEASUREMENT_AGENT")
    line = measurement.SelfMeasurement(
        stack_id=known.stacks["5"], day=today.isoformat(),
        results=[measurement.PollutantResult(pollutant_code="28", concentration="3.1", unit_code="41")],
    )  # fmt: skip
    save = measurement.SaveSelfMeasurementsRequest(site_id=site_id, lines=[line])
    service = agent(measurement.SelfMeasurementServiceStub)
    with refused("PERMISSION_DENIED"):
        service.SaveSelfMeasurements(save)
    delegations = client(identity.DelegationServiceStub)
    delegation = delegations.CreateDelegation(identity.CreateDelegationRequest(
        site_id=site_id, agent_login=agent.login, starts_on=today.isoformat(),
        ends_on=(today + timedelta(days=30)).isoformat(),
    )).delegation  # fmt: skip
    assert service.SaveSelfMeasurements(save).outcome == common.BATCH_OUTCOME_SAVED
    seen = client(measurement.SelfMeasurementServiceStub).ListSelfMeasurements(
        measurement.ListSelfMeasurementsRequest(site_id=site_id, month=today.isoformat()[:7])
    )
    assert [one.entry.entered_by for one in seen.self_measurements] == [agent.account_id]
    with refused("PERMISSION_DENIED"):  # nothing but self-measurement
        agent(operations.FuelUseServiceStub).ListFuelUses(
            operations.ListFuelUsesRequest(site_id=site_id, period=today.isoformat()[:7])
        )
    delegations.RevokeDelegation(identity.RevokeDelegationRequest(
        site_id=site_id, delegation_id=delegation.delegation_id
    ))  # fmt: skip
    with refused("PERMISSION_DENIED"):
        service.SaveSelfMeasurements(save)


def test_a_stale_etag(plant, people, officer, today):
    client, site_id = people.site(officer)
    year = {"site_id": site_id, "survey_year": today.year}
    service = client(facility.SurveyYearServiceStub)
    facts = service.GetSiteFacts(facility.GetSiteFactsRequest(**year)).facts
    facts.industrial_complex = "검단산업단지"
    service.UpdateSiteFacts(facility.UpdateSiteFactsRequest(**year, facts=facts))
    facts.industrial_complex = "청라산업단지"
    with refused("ABORTED", "ETAG_MISMATCH"):
        service.UpdateSiteFacts(facility.UpdateSiteFactsRequest(**year, facts=facts))
    # In a batch it is one line's error.
    record = operations.StackHours(
        stack_id=plant.inventory.stacks["1"], day=plant.month.days[0].isoformat(), hours=1, etag='"v999"'
    )
    answer = plant.client(operations.StackHoursServiceStub).SaveStackHours(
        operations.SaveStackHoursRequest(site_id=plant.site_id, lines=[record])
    )
    assert [e.code for e in answer.errors] == ["ETAG_MISMATCH"]


def test_missing_below_a_visible_parent(plant, today):
    with refused("NOT_FOUND"):
        plant.client(facility.StackServiceStub).GetStack(facility.GetStackRequest(
            site_id=plant.site_id, survey_year=today.year, stack_id="0192f0c1-2d3e-7abc-8def-0123456789ab"
        ))  # fmt: skip


def test_an_officer_corrects_a_site_and_it_is_told(officer, people):
    client, site_id = people.site(officer)
    service = officer(registration.SiteServiceStub)
    site = service.GetSite(registration.GetSiteRequest(site_id=site_id)).site
    corrected = registration.CorrectSiteRequest(
        site_id=site_id, facts=registration.SiteFacts(site_class=3), etag=site.etag, reason="허가증 확인"
    )
    corrected.update_mask.paths.append("site_class")
    assert service.CorrectSite(corrected).site.facts.site_class == 3
    with refused("ABORTED", "ETAG_MISMATCH"):
        service.CorrectSite(corrected)
    history = client(registration.SiteServiceStub).ListSiteHistory(
        registration.ListSiteHistoryRequest(site_id=site_id)
    ).entries[0]  # fmt: skip
    assert (history.reason, history.former.facts.site_class) == ("허가증 확인", 1)
    notices = client(registration.SiteServiceStub).ListSiteNotices(registration.ListSiteNoticesRequest(site_id=site_id))
    assert notices.notices[0].reason == "허가증 확인"


def test_a_mapping_that_is_not_one_to_one_cannot_be_saved(plant):
    service = plant.client(ieps.FacilityMappingServiceStub)
    year = {"site_id": plant.site_id, "survey_year": plant.month.year}
    rows = [
        ieps.MappingRow(tab=ieps.FACILITY_TAB_STACK, sems_number=number, ieps_number="#A6") for number in ("1", "2")
    ]
    draft = service.PutDraft(ieps.PutDraftRequest(**year, rows=rows)).draft
    with refused("FAILED_PRECONDITION", "DRAFT_NOT_CHECKED"):
        service.SaveMapping(ieps.SaveMappingRequest(**year, draft_id=draft.draft_id))
    checked = service.CheckMapping(ieps.CheckMappingRequest(**year, draft_id=draft.draft_id))
    duplicates = [i for i in checked.issues if i.code == "DUPLICATE_IEPS_NUMBER"]
    assert not checked.ok and [i.row for i in duplicates] == [1, 2]
    assert {i.column for i in duplicates} == {"통합배출구번호"}
    with refused("FAILED_PRECONDITION", "DRAFT_HAS_ERRORS"):
        service.SaveMapping(ieps.SaveMappingRequest(**year, draft_id=draft.draft_id))


@pytest.mark.parametrize("number", ["1", "7", "16"])
def test_the_mapping_is_as_the_manual_shows(plant, number):
    answer = plant.client(ieps.FacilityMappingServiceStub).GetMapping(ieps.GetMappingRequest(
        site_id=plant.site_id, survey_year=plant.month.year, tab=ieps.FACILITY_TAB_STACK
    ))  # fmt: skip
    row = next(r for r in answer.rows if r.sems_number == number)
    stack = next(s for s in STACKS if s.number == number)
    label = {"5": "5-TMS", "1": "1-원형배출구"}[stack.type_code]
    assert (row.sems_name, row.sems_type, row.permit_number, row.permit_name, row.ieps_number, row.ieps_name) == (
        stack.name, label, stack.permit_number, stack.permit_name, stack.ieps_number, stack.ieps_name
    )  # fmt: skip
