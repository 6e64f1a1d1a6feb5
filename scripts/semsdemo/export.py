"""IEPS 엑셀서식 다운로드: the seven forms of a month (매뉴얼 05 ②)."""

import hashlib
import io
import zipfile

from semsdemo.api import ieps
from semsdemo.client import Client, new_request_id


def set_site_code(client: Client, site_id: str, code: str) -> None:
    client(ieps.SiteCodeServiceStub).SetSiteCode(
        ieps.SetSiteCodeRequest(site_id=site_id, code=code, request_id=new_request_id())
    )


def export(client: Client, site_id: str, month: str):
    """The export with its report, and the workbooks by name."""
    service = client(ieps.ExportServiceStub)
    made = service.CreateExport(
        ieps.CreateExportRequest(site_id=site_id, month=month, request_id=new_request_id())
    ).export
    parts = service.StreamExportFile(
        ieps.StreamExportFileRequest(site_id=site_id, export_id=made.export_id)
    )
    announced = next(parts).file
    archive = b"".join(part.chunk for part in parts)
    if hashlib.sha256(archive).hexdigest() != announced.sha256:
        raise RuntimeError(f"{announced.name} did not arrive as announced")
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return made, {name: files.read(name) for name in files.namelist()}
