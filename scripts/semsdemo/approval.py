"""사업장등록: a site applies, the officer approves."""

from semsdemo import applicants
from semsdemo.api import common, registration
from semsdemo.client import Client, new_request_id, pages


def apply(client: Client, applicant: applicants.Applicant):
    """Files the application, unless it waits or has been approved already; returns it."""
    service = client(registration.ApplicationServiceStub)
    facts = registration.SiteFacts(**applicant.facts)
    lives = (registration.APPLICATION_STATE_PENDING, registration.APPLICATION_STATE_APPROVED)
    mine = pages(service.ListMyApplications, registration.ListMyApplicationsRequest(), "applications")
    for application in mine:
        if application.state in lives and _key(application.facts) == _key(facts):
            return application
    request = registration.SubmitApplicationRequest(
        request_reason=registration.REQUEST_REASON_NEW, facts=facts, request_id=new_request_id()
    )
    if applicant.number_change:
        request.request_reason = registration.REQUEST_REASON_BUSINESS_NUMBER_CHANGE
        request.number_change.CopyFrom(registration.NumberChange(**applicant.number_change))
    return service.SubmitApplication(request).application


def approve(officer: Client, *applications) -> list[str]:
    """Approves those that wait; returns the sites' ids in the order given."""
    sites = {application.application_id: application.site_id for application in applications}
    waiting = [id for id, site in sites.items() if not site]
    if waiting:
        answer = officer(registration.ApplicationServiceStub).ApproveApplications(
            registration.ApproveApplicationsRequest(application_ids=waiting, request_id=new_request_id())
        )
        refused = [f"{r.application_id}: {r.code} {r.message}" for r in answer.results if not r.decided]
        if answer.outcome != common.BATCH_OUTCOME_SAVED:
            raise RuntimeError("not approved: " + "; ".join(refused))
        sites |= {result.application_id: result.site_id for result in answer.results}
    return list(sites.values())


def next_power_plant(officer: Client) -> applicants.Applicant:
    """The first (구분번호) under the plant's business number that no registered site has."""
    sites = pages(
        officer(registration.SiteServiceStub).ListSites,
        registration.ListSitesRequest(
            business_number=applicants.POWER_BUSINESS_NUMBER,
            states=[registration.SITE_STATE_OPEN, registration.SITE_STATE_SUSPENDED,
                    registration.SITE_STATE_CLOSED],
        ),
        "sites",
    )  # fmt: skip
    taken = [site.facts.site_sequence for site in sites]
    return applicants.power_plant(max(taken, default=0) + 1)


def _key(facts) -> tuple[str, int]:
    return facts.business_number.replace("-", ""), facts.site_sequence
