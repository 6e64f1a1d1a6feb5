"""Programs of others' making: connect-web over gRPC-Web, plain JSON, grpcurl. (Python's grpcio does the rest.)"""

import base64
import hashlib
import io
import json
import subprocess
import urllib.error
import urllib.parse
import urllib.request
import zipfile

import openpyxl
import pytest
from google.protobuf import json_format
from semsdemo import applicants, mapping
from semsdemo.api import common, facility
from semsdemo.plant import STACKS
from semsstack import paths
from workbooks import convert


# connect-web


@pytest.fixture(scope="module")
def seen_by_browser(web, plant, exported, today):
    return json.loads(web.run(
        "calls.ts", LOGIN=plant.applicant.login, PASSWORD=applicants.PASSWORD, SITE=plant.site_id,
        YEAR=str(today.year), MONTH=plant.month.text, EXPORT=exported[0].export_id,
    ))  # fmt: skip


def test_the_browsers_programs_fit_the_contracts(web):
    web.check_types()


def test_a_browser_signs_in_and_reads(seen_by_browser, plant):
    facts = plant.applicant.facts
    assert seen_by_browser["me"] == {"login": plant.applicant.login, "organisation": facts["site_name"]}
    labels = {"5": "5-TMS", "1": "1-원형배출구"}
    assert seen_by_browser["stacks"] == [[s.number, s.name, labels[s.type_code]] for s in STACKS]


def test_a_browser_reads_refusals_with_their_details(seen_by_browser):
    def without_korean(refusal):
        assert refusal.pop("korean")
        return refusal

    assert without_korean(seen_by_browser["withoutToken"])["code"] == "Unauthenticated"
    assert without_korean(seen_by_browser["wrongPassword"]) == {"code": "Unauthenticated", "reason": "SIGN_IN_FAILED"}
    assert without_korean(seen_by_browser["otherSite"])["code"] == "PermissionDenied"
    assert seen_by_browser["batch"]["outcome"] == "NOT_SAVED"
    assert ["minutes", "OUT_OF_RANGE"] in seen_by_browser["batch"]["errors"]


def test_a_browser_streams_a_file(seen_by_browser, exported):
    (file,) = exported[0].files
    assert seen_by_browser["file"] == {"announced": file.sha256, "computed": file.sha256, "bytes": file.size_bytes}


# JSON


@pytest.fixture(scope="module")
def ask(stack, plant):
    """A JSON call as the plant's operator: status, headers, body."""

    def call(verb: str, path: str, body: bytes | dict | None = None, content_type="application/json"):
        content = json.dumps(body).encode() if isinstance(body, dict) else body
        request = urllib.request.Request(stack.gateway_url + path, content, method=verb, headers={
            "authorization": f"Bearer {plant.client.token}",
            **({"content-type": content_type} if content is not None else {}),
        })  # fmt: skip
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    return call


def test_json_gives_what_grpc_gives(ask, plant, today):
    status, _, body = ask("GET", f"/v1/sites/{plant.site_id}/surveyYears/{today.year}/stacks?pageSize=500")
    assert status == 200
    request = facility.ListStacksRequest(site_id=plant.site_id, survey_year=today.year, page_size=500)
    by_grpc = plant.client(facility.StackServiceStub).ListStacks(request)
    assert json_format.Parse(body, facility.ListStacksResponse()) == by_grpc
    assert json.loads(body)["stacks"][0]["name"] == "1호기보일러"


def test_json_names_wrong_lines_and_wrong_calls(ask, plant):
    path = f"/v1/sites/{plant.site_id}/stack-hours:save"
    line = {"stackId": plant.inventory.stacks["1"], "day": f"{plant.month.text}-32", "hours": 1}
    status, _, body = ask("POST", path, {"lines": [line]})
    answer = json.loads(body)
    assert (status, answer["outcome"], answer["errors"][0]["code"]) == (200, "BATCH_OUTCOME_NOT_SAVED", "INVALID_DAY")
    status, _, body = ask("POST", path, {"lines": []})
    error = json.loads(body)
    assert (status, error["code"]) == (400, 3)
    types = {d["@type"].rpartition(".")[2] for d in error["details"]}
    assert types == {"ErrorInfo", "BadRequest", "LocalizedMessage"}


def test_a_file_over_http_has_its_name_and_digest(ask, plant, exported):
    export = exported[0]
    status, headers, body = ask("GET", f"/v1/sites/{plant.site_id}/ieps-exports/{export.export_id}/file")
    (file,) = export.files
    assert (status, headers["content-type"], headers["content-length"]) == (200, "application/zip", str(file.size_bytes))
    assert hashlib.sha256(body).hexdigest() == file.sha256
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    assert headers["content-digest"] == f"sha-256=:{digest}:"
    disposition = headers["content-disposition"]
    assert disposition.startswith("attachment") and f"filename*=UTF-8''{urllib.parse.quote(file.name)}" in disposition
    # Korean names inside, with the flag that says they are UTF-8.
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert all(info.flag_bits & 0x800 for info in archive.infolist())


def test_one_form_is_a_workbook(ask, plant):
    path = f"/v1/sites/{plant.site_id}/ieps-exports"
    _, _, body = ask("POST", path, {"month": plant.month.text, "forms": ["FORM_STACK_HOURS"]})
    export = json.loads(body)["export"]
    (file,) = export["files"]
    assert file["name"] == "5.배출구 가동시간.xlsx"
    status, headers, content = ask("GET", f"{path}/{export['exportId']}/file")
    assert (status, headers["content-type"]) == (200, mapping.XLSX)
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == ["5.배출구 가동시간"]


def test_a_template_saved_by_libreoffice_comes_back(ask, plant, tmp_path):
    """Download over HTTP, filled in, saved by LibreOffice, uploaded as the raw body, checked."""
    path = f"/v1/sites/{plant.site_id}/facility-mappings/{plant.month.year}"
    status, headers, template = ask("GET", f"{path}/template")
    assert (status, headers["content-type"]) == (200, mapping.XLSX)
    filled = tmp_path / "in" / "매핑.xlsx"
    filled.parent.mkdir()
    filled.write_bytes(mapping.fill(template))
    convert(tmp_path, "xlsx:Calc MS Excel 2007 XML", filled)
    status, _, body = ask("POST", f"{path}/drafts:upload", (tmp_path / "매핑.xlsx").read_bytes(), mapping.XLSX)
    assert status == 200, body
    draft = json.loads(body)["draft"]
    rows = [r for r in draft["rows"] if r["tab"] == "FACILITY_TAB_STACK"]
    assert [(r["semsNumber"], r["iepsNumber"]) for r in rows] == [(s.number, s.ieps_number) for s in STACKS]
    status, _, body = ask("POST", f"{path}/drafts/{draft['draftId']}:check", {})
    checked = json.loads(body)
    assert checked["ok"], checked["issues"]
    assert [i["code"] for i in checked["issues"]] == ["UNMAPPED"] * plant.warnings


def test_an_upload_that_is_no_workbook(ask, plant):
    path = f"/v1/sites/{plant.site_id}/facility-mappings/{plant.month.year}/drafts:upload"
    status, _, body = ask("POST", path, b"not a workbook", mapping.XLSX)
    assert (status, json.loads(body)["code"]) == (400, 3)


# grpcurl


def grpcurl(stack, method: str, request: dict, token: str = "") -> subprocess.CompletedProcess:
    program = paths.ROOT / ".venv" / "bin" / "grpcurl"
    with_token = ["-H", f"authorization: Bearer {token}"] if token else []
    return subprocess.run(
        [program, "-plaintext", "-protoset", paths.DESCRIPTOR_SET, *with_token, "-d", json.dumps(request),
         stack.gateway_target, method],
        capture_output=True, text=True, timeout=30,
    )  # fmt: skip


def test_grpcurl_with_the_published_descriptor_set(stack, plant):
    signed_in = grpcurl(stack, "sems.identity.v1.AuthService/SignIn",
                        {"login": plant.applicant.login, "password": applicants.PASSWORD})  # fmt: skip
    answer = json.loads(signed_in.stdout)
    assert answer["role"] == common.Role.Name(common.ROLE_SITE_OPERATOR)
    mapped = grpcurl(stack, "sems.ieps.v1.FacilityMappingService/GetMapping",
                     {"siteId": plant.site_id, "surveyYear": plant.month.year, "tab": "FACILITY_TAB_STACK"},
                     answer["tokens"]["accessToken"])  # fmt: skip
    rows = json.loads(mapped.stdout)["rows"]
    assert [(r["semsNumber"], r["iepsNumber"]) for r in rows] == [(s.number, s.ieps_number) for s in STACKS]


def test_grpcurl_shows_error_details(stack, plant):
    refused = grpcurl(stack, "sems.ieps.v1.SiteCodeService/GetSiteCode", {"siteId": "no id"}, plant.client.token)
    assert refused.returncode != 0
    assert "InvalidArgument" in refused.stderr and "site_id" in refused.stderr
