"""PostgreSQL stopped: UNAVAILABLE within 2 s, and recovery by itself."""

import json
import time
import urllib.error
import urllib.request

import grpc
import pytest
from persistent import until_answered
from refusal import refused
from semsdemo.api import facility, identity, ieps, measurement, operations, registration

NOBODYS = "0192f0c1-2d3e-7abc-8def-0123456789ab"


def reads(site_id: str) -> dict:
    """One of each service that needs the database."""
    return {
        "identity": (identity.AccountServiceStub, "GetMyAccount", identity.GetMyAccountRequest()),
        "registration": (registration.SiteServiceStub, "ListSites", registration.ListSitesRequest()),
        "facility": (facility.SurveyYearServiceStub, "ListSurveyYears",
                     facility.ListSurveyYearsRequest(site_id=site_id)),
        "operations": (operations.FuelUseServiceStub, "ListFuelUses",
                       operations.ListFuelUsesRequest(site_id=site_id, period="2026")),
        "measurement": (measurement.CodeServiceStub, "ListCodes",
                        measurement.ListCodesRequest(table=measurement.CODE_TABLE_POLLUTANT)),
        "ieps": (ieps.ExportServiceStub, "ListExports", ieps.ListExportsRequest(site_id=site_id)),
    }  # fmt: skip


def test_away_and_back(stack, people, officer):
    client, site_id = people.site(officer)
    calls = {name: (getattr(client(stub), method), request) for name, (stub, method, request) in reads(site_id).items()}
    for call, request in calls.values():
        call(request)
    stack.stop_postgres()
    try:
        for name, (call, request) in calls.items():
            for _ in range(2):  # the second time no connection is left to find broken
                began = time.monotonic()
                with refused("UNAVAILABLE") as seen:
                    call(request)
                assert time.monotonic() - began < 2, name
                assert seen.refusal.message_ko, name
        _json_is_unavailable(stack, client)
        with pytest.raises(grpc.RpcError):  # nothing was written, either
            client(facility.TechnicianServiceStub).SaveTechnicians(facility.SaveTechniciansRequest(
                site_id=site_id,
                technicians=[facility.Technician(name="x", qualification="y", appointed_on="2020-01-01")],
            ))  # fmt: skip
    finally:
        stack.start_postgres()
    began = time.monotonic()
    for call, request in calls.values():
        until_answered(call, request, seconds=10)
    assert time.monotonic() - began < 10


def _json_is_unavailable(stack, client) -> None:
    request = urllib.request.Request(stack.gateway_url + "/v1/me", headers={"authorization": f"Bearer {client.token}"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=10)
    error = json.loads(caught.value.read())
    assert (caught.value.code, error["code"]) == (503, 14)
    assert {d["@type"].rpartition(".")[2] for d in error["details"]} >= {"ErrorInfo", "LocalizedMessage"}


def test_a_service_away_and_back(stack, people, officer):
    client, site_id = people.site(officer)
    stub, method, request = reads(site_id)["facility"]
    call = getattr(client(stub), method)
    stack.kill_service("facility")
    try:
        began = time.monotonic()
        with refused("UNAVAILABLE"):
            call(request)
        assert time.monotonic() - began < 2
        # The others go on.
        client(identity.AccountServiceStub).GetMyAccount(identity.GetMyAccountRequest())
    finally:
        stack.start_service("facility")
    until_answered(call, request, seconds=10)
