"""The seven IEPS workbooks: headers, every cell, counts, and what the report says of them."""

import hashlib
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from expected import rows as expected_rows
from manual_forms import FORMS, TOTAL
from refusal import refused
from semsdemo import export, inventory, plant as facts
from semsdemo.api import ieps
from semsdemo.month import ENTERED_DEVICE, FALLING_DEVICE
from workbooks import as_text, headers, sortable, with_libreoffice, with_openpyxl


def form_number(title: str) -> str:
    return "form " + title.partition(".")[0]


@pytest.fixture(scope="module")
def expected(plant):
    return expected_rows(plant.month, plant.applicant.facts["site_sequence"])


@pytest.fixture(scope="module")
def read(exported) -> dict[str, list[tuple]]:
    return {title: with_openpyxl(exported[1][f"{title}.xlsx"]) for title in FORMS}


@pytest.fixture(scope="module")
def converted(exported, tmp_path_factory) -> dict[str, list[list[str]]]:
    return with_libreoffice(tmp_path_factory.mktemp("csv"), exported[1])


def report_of(exported, title):
    return next(form for form in exported[0].report.forms if form.title == title)


def test_the_archive_holds_the_seven_workbooks(exported):
    made, books = exported
    assert sorted(books) == sorted(f"{title}.xlsx" for title in FORMS)
    (file,) = made.files
    assert file.content_type == "application/zip" and file.name.endswith(".zip")
    for form in made.report.forms:
        assert form.sha256 == hashlib.sha256(books[form.file_name]).hexdigest()
        assert form.size_bytes == len(books[form.file_name])


@pytest.mark.parametrize("title", FORMS, ids=form_number)
def test_headers_are_the_manuals(exported, title):
    assert headers(exported[1][f"{title}.xlsx"]) == [(group, item) for group, item, _ in FORMS[title][0]]


@pytest.mark.parametrize("title", FORMS, ids=form_number)
def test_every_cell_with_openpyxl(read, expected, title):
    """Text is text and numbers are numbers, too."""
    got = sorted(read[title], key=sortable)
    assert got == sorted(expected[title], key=sortable)
    assert [[type(cell) for cell in row] for row in got] == [
        [type(cell) for cell in row] for row in sorted(expected[title], key=sortable)
    ]


@pytest.mark.parametrize("title", FORMS, ids=form_number)
def test_every_cell_with_libreoffice(converted, expected, title):
    assert sorted(converted[f"{title}.xlsx"]) == sorted(map(as_text, expected[title]))


@pytest.mark.parametrize("title", FORMS, ids=form_number)
def test_no_column_could_stand_for_another(expected, title):
    """The values tell the columns apart: were two swapped, the cells above would differ."""
    columns = list(zip(*expected[title]))
    same = [(i, j) for i in range(len(columns)) for j in range(i) if columns[i] == columns[j]]
    if title == "8.연료사용량":
        same = [(i, j) for i, j in same if j < 5]
    assert not same


@pytest.mark.parametrize("title", FORMS, ids=form_number)
def test_counts_are_the_manuals(exported, title):
    columns, (match, convert) = FORMS[title]
    assert [mark for _, _, mark in columns].count("=") == match
    assert [mark for _, _, mark in columns].count(">") == convert
    items = report_of(exported, title).items
    assert (items.match, items.convert) == (match, convert)


def test_counts_add_up(exported):
    assert tuple(map(sum, zip(*(counts for _, counts in FORMS.values())))) == TOTAL
    items = [form.items for form in exported[0].report.forms]
    assert (sum(i.match for i in items), sum(i.convert for i in items)) == TOTAL


def test_days_add_up_to_the_month(read, plant):
    totals = {(facts.FACILITIES[int(f.facility) - 1].ieps_number, f.fuel): Decimal(f.amount)
              for f in plant.month.fuels if not f.day}  # fmt: skip
    sums = [(row[2], sum(cell for cell in row[5:] if cell is not None)) for row in read["8.연료사용량"]]
    for (number, _), total in totals.items():
        if number:
            assert (number, total) in sums


def test_estimates_are_marked(exported):
    sheet = openpyxl.load_workbook(_file(exported, "8.연료사용량")).active
    styles = {sheet.cell(row, 3).value: sheet.cell(row, 6).font.italic for row in range(3, sheet.max_row + 1)}
    assert styles["I-PFCA010"] and not styles["I-PFCA050"], "a daily average; an amount entered by day"


def _file(exported, title) -> io.BytesIO:
    return io.BytesIO(exported[1][f"{title}.xlsx"])


def test_frozen_headers(exported):
    for title in FORMS:
        sheet = openpyxl.load_workbook(_file(exported, title)).active
        assert sheet.title == title and sheet.freeze_panes == "A3"


def entries(exported, title) -> dict[str, list]:
    found: dict[str, list] = {}
    for entry in report_of(exported, title).entries:
        found.setdefault(ieps.ReportReason.Name(entry.reason).removeprefix("REPORT_REASON_"), []).append(entry)
    return found


def test_the_report_says_what_is_left_out_and_why(exported, plant):
    days = len(plant.month.days)
    devices = entries(exported, "6.대기 방지시설 운영현황")
    (nowhere,) = devices["NOT_IN_IEPS"]
    assert "석고동 이동식 여과집진기" in nowhere.item and nowhere.count == days
    (fell,) = devices["NO_ELECTRICITY"]
    assert list(fell.days) == [plant.month.days[14].isoformat()] and FALLING_DEVICE in fell.item
    (computed,) = devices["METER_DIFFERENCE"]
    mapped = [d for d in facts.DEVICES if d.ieps_number and d.number != ENTERED_DEVICE]
    assert computed.count == len(mapped) * days - 1

    fuels = entries(exported, "8.연료사용량")
    assert [(e.count, "보조 보일러" in e.item) for e in fuels["NO_MAPPING"]] == [(1, True)]
    assert len(fuels["DAILY_AVERAGE"]) == 5
    (product,) = entries(exported, "12.제품 생산량")["SEMS_NAME_USED"]
    assert "지역난방 증기" in product.item


def test_the_report_says_that_the_code_map_is_invented(exported):
    assert exported[0].report.code_maps
    assert all(used.invented and "지어낸" in used.source_note for used in exported[0].report.code_maps)
    assert "INVENTED_CODE_MAP" in entries(exported, "1.대기-자가측정기록부")


def test_the_report_lists_what_is_to_be_filled_by_hand(exported):
    not_provided = {"1.대기-자가측정기록부": 6, "6.대기 방지시설 운영현황": 28, "8.연료사용량": 7,
                    "9.원부원료 사용량": 4, "11.에너지 사용량": 2, "12.제품 생산량": 3}  # fmt: skip
    for title, count in not_provided.items():
        form = report_of(exported, title)
        assert form.items.not_provided == count and form.to_fill_by_hand_ko


def test_the_same_records_give_the_same_bytes(exported, plant):
    again, books = export.export(plant.client, plant.site_id, plant.month.text)
    assert books == exported[1]
    assert again.files[0].sha256 == exported[0].files[0].sha256


def test_what_the_manual_leaves_to_the_site(plant, tmp_path):
    """사업장 판단하에 적용 여부 결정: computed electricity and daily averages stay blank."""
    service = plant.client(ieps.ExportServiceStub)
    made = service.CreateExport(ieps.CreateExportRequest(
        site_id=plant.site_id, month=plant.month.text,
        forms=[ieps.FORM_CONTROL_DEVICE_OPERATION, ieps.FORM_FUEL_USE],
        options=ieps.ExportOptions(leave_meter_electricity_blank=True, leave_daily_fuel_blank=True),
    )).export  # fmt: skip
    books = _fetch(service, plant, made)
    electricity = {row[2]: row[3] for row in with_openpyxl(books["6.대기 방지시설 운영현황.xlsx"])}
    entered = next(d.ieps_number for d in facts.DEVICES if d.number == ENTERED_DEVICE)
    assert {number for number, kwh in electricity.items() if kwh is not None} == {entered}
    fuels = {row[2]: row[5] for row in with_openpyxl(books["8.연료사용량.xlsx"])}
    assert fuels["I-PFCA010"] is None and fuels["I-PFCA050"] is not None


def _fetch(service, plant, made) -> dict[str, bytes]:
    parts = service.StreamExportFile(ieps.StreamExportFileRequest(site_id=plant.site_id, export_id=made.export_id))
    next(parts)
    with zipfile.ZipFile(io.BytesIO(b"".join(part.chunk for part in parts))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_without_a_mapping_some_forms_are_refused(people, officer, plant, today):
    client, site_id = people.site(officer)
    inventory.enter(client, site_id, today.year)
    inventory.open_years(client, site_id, {plant.month.year} - {today.year})
    service = client(ieps.ExportServiceStub)
    request = ieps.CreateExportRequest(site_id=site_id, month=plant.month.text)
    with refused("FAILED_PRECONDITION", "SITE_CODE_MISSING"):
        service.CreateExport(request)
    export.set_site_code(client, site_id, "z1T6none")
    forms = {form.title: form for form in service.CreateExport(request).export.report.forms}
    outcomes = {title: ieps.FormOutcome.Name(form.outcome) for title, form in forms.items()}
    needs_mapping = {"1.대기-자가측정기록부", "5.배출구 가동시간", "6.대기 방지시설 운영현황", "8.연료사용량"}
    assert {t for t, o in outcomes.items() if o == "FORM_OUTCOME_REFUSED_NO_MAPPING"} == needs_mapping
    assert {t for t, o in outcomes.items() if o == "FORM_OUTCOME_WRITTEN"} == set(FORMS) - needs_mapping
    to_fix = forms["5.배출구 가동시간"].rows_to_fix
    assert [(row.sems_number, row.code) for row in to_fix] == [(s.number, "UNMAPPED") for s in facts.STACKS]
