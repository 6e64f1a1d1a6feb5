"""An approval that has been committed opens the site everywhere, whoever dies before it was passed on."""

import grpc
import pytest
from semsdemo import approval
from semsdemo.api import facility, registration
from semsstack.waiting import wait_until


@pytest.mark.parametrize("dies", ["facility", "registration"])
def test_between_commit_and_push(stack, people, officer, today, dies):
    applicant = people.applicant()
    client = people.operator(applicant)
    application = approval.apply(client, applicant)
    # With facility gone the approval is committed and its push cannot be made.
    stack.kill_service("facility")
    try:
        (site_id,) = approval.approve(officer, application)
        if dies == "registration":
            stack.kill_service("registration")
            stack.start_service("registration")
    finally:
        stack.start_service("facility")
    service = client(facility.SurveyYearServiceStub)

    def opened() -> bool:
        try:
            answer = service.ListSurveyYears(facility.ListSurveyYearsRequest(site_id=site_id), timeout=5)
        except grpc.RpcError as error:
            assert error.code() in (grpc.StatusCode.PERMISSION_DENIED, grpc.StatusCode.UNAVAILABLE), error
            return False
        return [year.survey_year for year in answer.survey_years] == [today.year]

    wait_until(opened, 30, "the site's inventory")
    # Once: the site is one, and it can be asked for.
    sites = client(registration.SiteServiceStub).ListSites(registration.ListSitesRequest()).sites
    assert [site.site_id for site in sites] == [site_id]
