"""The benchmarks by name. Each gets the running system and returns its figures."""

import io
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import date

import openpyxl
from semsdemo import applicants, approval
from semsdemo.api import facility, ieps, operations, registration
from semsdemo.client import Client, new_request_id

from semsbench import casework, load, recorder, site
from semsbench.figures import Figure, median, p99
from semsstack import Stack

REPEAT = 10
APPROVALS = 40
READS = 2000


@dataclass
class Place:
    """The system with a large site in it."""

    stack: Stack
    officer: Client
    operator: Client
    site: site.Site
    today: date

    def months(self) -> list[tuple[int, int]]:
        """The months of this year that are over, the latest last."""
        return [(self.today.year, month) for month in range(1, self.today.month)]


def export(place: Place) -> list[Figure]:
    year, month = place.months()[-1]
    site.enter_month(place.operator, place.site, year, month)
    place.operator(operations.StackHoursServiceStub).SaveStackHours(
        site.stack_hours(place.site, year, month), timeout=60
    )
    target, token = place.stack.gateway_target, place.operator.token
    requests = [
        ieps.CreateExportRequest(
            site_id=place.site.site_id, month=f"{year}-{month:02}", request_id=new_request_id()
        ) for _ in range(REPEAT + 1)
    ]  # fmt: skip
    method = "/sems.ieps.v1.ExportService/CreateExport"
    _, answer = load.calls(target, token, method, requests[:1])
    made = ieps.CreateExportResponse.FromString(answer).export
    fetch = ieps.GetExportFileRequest(
        site_id=place.site.site_id, export_id=made.export_id, file_name=made.files[0].name
    )
    get, body = load.calls(target, token, "/sems.ieps.v1.ExportService/GetExportFile", [fetch] * REPEAT)
    with tempfile.TemporaryDirectory() as directory:
        create, alone = (result["milliseconds"] for result in load.run(
            load.calls_task(target, token, method, requests[1:]),
            {"what": "workbooks", "directory": directory, "repeat": REPEAT, "workbooks": _workbooks(body)},
        ))  # fmt: skip
    return [Figure(
        "export", "CreateExport and its file through the gateway, seven forms, 50 stacks x 31 days",
        median(create) + median(get), "libxlsxwriter alone, the same cells", median(alone),
    )]  # fmt: skip


def save(place: Place) -> list[Figure]:
    months = [m for m in place.months() if len(site.days(*m)) == 31][:6]
    requests = [site.stack_hours(place.site, *m) for m in months]
    method = "/sems.operations.v1.StackHoursService/SaveStackHours"
    target, token = place.stack.gateway_target, place.operator.token
    with recorder.recording(place.stack) as transactions:
        load.calls(target, token, method, requests[3:])
    through, bare = load.run(
        load.calls_task(target, token, method, requests[:3]),
        recorder.replay_task(place.stack, [[t] for t in transactions if t["schema"] == "operations"]),
    )
    return [Figure(
        "save", "1,550 stack-hour rows in one call through the gateway", median(through["milliseconds"]),
        "the same statements by bare libpq", median(bare["milliseconds"]),
    )]  # fmt: skip


def approve(place: Place) -> list[Figure]:
    applications = [
        approval.apply(place.operator, applicants.power_plant(1000 + n)).application_id for n in range(3 * APPROVALS)
    ]
    requests = [
        registration.ApproveApplicationsRequest(application_ids=[a], request_id=new_request_id()) for a in applications
    ]
    method = "/sems.registration.v1.ApplicationService/ApproveApplications"
    target, token = place.stack.gateway_target, place.officer.token
    with recorder.recording(place.stack) as transactions:
        load.calls(target, token, method, requests[APPROVALS:])
    approvals = _approvals(transactions)
    through, whole, own = (result["milliseconds"] for result in load.run(
        load.calls_task(target, token, method, requests[:APPROVALS]),
        recorder.replay_task(place.stack, approvals[0::2]),
        recorder.replay_task(place.stack, [approval[:1] for approval in approvals[1::2]]),
    ))  # fmt: skip
    measured = "p50 of one approval through the gateway, the site open in every service that keeps sites"
    return [
        Figure("approve", measured, median(through),
               "all its statements, those of every service, as one transaction by bare libpq", median(whole)),
        Figure("approve", measured, median(through),
               "registration's own statements alone, one transaction by bare libpq", median(own)),
    ]  # fmt: skip


def hop(place: Place) -> list[Figure]:
    request = facility.ListStacksRequest(**place.site.at, page_size=1)
    method = "/sems.facility.v1.StackService/ListStacks"
    direct, through = [], []
    for _ in range(4):  # in turns, so that both see the same machine
        for target, times in ((place.stack.service_target("facility"), direct), (place.stack.gateway_target, through)):
            times += load.calls(target, place.operator.token, method, [request] * (READS // 4))[0][20:]
    return [
        Figure("hop", f"{name} of a read through the gateway", figure(through), "the same read direct", figure(direct))
        for name, figure in (("p50", median), ("p99", p99))
    ]


BENCHMARKS = {"export": export, "save": save, "approve": approve, "hop": hop, "casework": casework.figures}


def _approvals(transactions: list[dict]) -> list[list[dict]]:
    """For each approval the transaction that approves it, and those by which the other services take the site."""
    approvals: list[list[dict]] = []
    for transaction in transactions:
        if _approves(transaction):
            approvals.append([transaction])
        elif approvals and _opens(transaction):
            approvals[-1].append(transaction)
    # One was answered before the next was asked for, so each has all of its own.
    if wrong := [a for a in approvals if len({t["schema"] for t in a}) != len(a) or len(a) != len(approvals[0])]:
        raise RuntimeError(f"{len(wrong)} approvals of {len(approvals)} whose transactions are not told apart")
    return approvals


def _approves(transaction: dict) -> bool:
    return transaction["schema"] == "registration" and any(
        "APPLICATION_APPROVED" in (statement["parameters"] or []) for statement in transaction["statements"]
    )


def _opens(transaction: dict) -> bool:
    """Whether a service took the new site into its directory."""
    return transaction["schema"] != "registration" and any(
        "INSERT INTO site_directory" in statement["sql"] for statement in transaction["statements"]
    )


def _workbooks(body: bytes) -> list[dict]:
    from google.api import httpbody_pb2

    archive = zipfile.ZipFile(io.BytesIO(httpbody_pb2.HttpBody.FromString(body).data))
    books = []
    for name in archive.namelist():
        sheet = openpyxl.load_workbook(io.BytesIO(archive.read(name))).active
        books.append({"name": name, "rows": [[cell.value for cell in row] for row in sheet.iter_rows()]})
    return books
