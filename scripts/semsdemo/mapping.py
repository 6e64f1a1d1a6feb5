"""IEPS 시설정보 매핑: template down, IEPS numbers in, up again, check, save (매뉴얼 04)."""

import io

import openpyxl
from google.api import httpbody_pb2

from semsdemo import plant
from semsdemo.api import ieps
from semsdemo.client import Client, new_request_id

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Sheet -> column of the SEMS number, column of the IEPS number, column of the IEPS name,
# SEMS number -> IEPS number, IEPS name, 통합시설 없음
SHEETS = {
    "배출구 매핑": ("배출구번호", "통합배출구번호", "통합배출구명",
                {s.number: (s.ieps_number, s.ieps_name, False) for s in plant.STACKS}),
    "방지시설 매핑": ("방지시설번호", "통합방지시설관리번호", "통합방지시설명",
                 {d.number: (d.ieps_number, d.name if d.ieps_number else "", d.not_in_ieps)
                  for d in plant.DEVICES}),
    "배출시설 매핑": ("배출시설번호", "통합배출시설관리번호", "통합배출시설명",
                 {f.number: (f.ieps_number, f.name if f.ieps_number else "", False)
                  for f in plant.FACILITIES}),
    "생산제품 매핑": ("생산제품번호", "통합생산제품번호", "통합생산제품명",
                 {i.number: (i.ieps_number, i.ieps_name, False)
                  for i in plant.ITEMS if i.kind == "ITEM_KIND_PRODUCT"}),
}  # fmt: skip
NOT_IN_IEPS = "통합시설 없음(Y)"


def fill(template: bytes) -> bytes:
    """양식 다운로드's workbook with the IEPS columns filled in, as a person would."""
    workbook = openpyxl.load_workbook(io.BytesIO(template))
    for title, (sems_number, ieps_number, ieps_name, rows) in SHEETS.items():
        sheet = workbook[title]
        column = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            number, name, nowhere = rows[str(sheet.cell(row, column[sems_number]).value)]
            sheet.cell(row, column[ieps_number]).value = number or None
            sheet.cell(row, column[ieps_name]).value = name or None
            sheet.cell(row, column[NOT_IN_IEPS]).value = "Y" if nowhere else None
    filled = io.BytesIO()
    workbook.save(filled)
    return filled.getvalue()


def map_facilities(client: Client, site_id: str, survey_year: int):
    """The check's answer (검사) of the draft that is saved (저장)."""
    service = client(ieps.FacilityMappingServiceStub)
    year = {"site_id": site_id, "survey_year": survey_year}
    template = service.DownloadTemplate(ieps.DownloadTemplateRequest(**year)).data
    draft = service.UploadTemplate(ieps.UploadTemplateRequest(
        **year, file=httpbody_pb2.HttpBody(content_type=XLSX, data=fill(template)), request_id=new_request_id()
    )).draft  # fmt: skip
    checked = service.CheckMapping(ieps.CheckMappingRequest(
        **year, draft_id=draft.draft_id, request_id=new_request_id()
    ))  # fmt: skip
    if not checked.ok:
        raise RuntimeError("mapping: " + "; ".join(f"{i.row} {i.column} {i.message}" for i in checked.issues))
    service.SaveMapping(ieps.SaveMappingRequest(**year, draft_id=draft.draft_id, request_id=new_request_id()))
    return checked
