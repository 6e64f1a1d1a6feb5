"""A file whose service dies while it is sent never looks like a finished one."""

import hashlib
import json
import urllib.error
import urllib.request

import grpc
import psycopg
import pytest
from persistent import until_answered
from semsdemo import export, month
from semsdemo.api import ieps

SIZE = 40 << 20  # more than the 32 MB of one HTTP answer, and than lies in the buffers on the way


@pytest.fixture
def large(stack, people, officer, today):
    """An export's file, made large behind the API: its operator and the request for it."""
    client, site_id = people.site(officer)
    export.set_site_code(client, site_id, "z1T6half")
    service = client(ieps.ExportServiceStub)
    year, number = month.last_month(today)
    made = until_answered(
        service.CreateExport, ieps.CreateExportRequest(site_id=site_id, month=f"{year}-{number:02d}")
    ).export
    content = hashlib.sha256(b"sems").digest() * (SIZE // 32)
    with psycopg.connect(stack.database.superuser_url()) as connection:
        changed = connection.execute(
            "UPDATE ieps.export_file SET content = %s, size_bytes = %s, sha256 = %s "
            "WHERE site_id = %s AND export_id = %s",
            [content, SIZE, hashlib.sha256(content).digest(), site_id, made.export_id],
        )
        assert changed.rowcount == 1
    return client, {"site_id": site_id, "export_id": made.export_id}


def test_the_stream_breaks_off(stack, large):
    client, which = large
    service = client(ieps.ExportServiceStub)
    parts = service.StreamExportFile(ieps.StreamExportFileRequest(**which))
    announced = next(parts).file
    assert announced.size_bytes == SIZE
    received = len(next(parts).chunk)
    stack.kill_service("ieps")
    try:
        with pytest.raises(grpc.RpcError) as caught:
            for part in parts:
                received += len(part.chunk)
        # The headers are gone by then: all that the gateway can do is to reset the stream.
        assert caught.value.code() in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.INTERNAL)
        assert received < SIZE
    finally:
        stack.start_service("ieps")

    def whole(_, timeout):
        again = service.StreamExportFile(ieps.StreamExportFileRequest(**which), timeout=timeout)
        next(again)
        return b"".join(part.chunk for part in again)

    assert hashlib.sha256(until_answered(whole, None)).hexdigest() == announced.sha256


def test_http_gives_no_part_of_it(stack, large):
    client, which = large
    path = f"/v1/sites/{which['site_id']}/ieps-exports/{which['export_id']}/file"
    request = urllib.request.Request(stack.gateway_url + path, headers={"authorization": f"Bearer {client.token}"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=20)
    error = json.loads(caught.value.read())
    assert (caught.value.code, error["details"][0]["reason"]) == (400, "FILE_TOO_LARGE")
