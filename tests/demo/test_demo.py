"""scripts/demo with no system running, then again with what the first run left behind."""

import json
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import icalendar
import openpyxl
import semsdemo
from semsdemo import applicants
from semsdemo.__main__ import main
from semsdemo.api import registration
from semsdemo.client import Client, pages
from semsstack import paths
from semsstack.stack import running_or_started, running_url

BOOKS = ["1.대기-자가측정기록부", "5.배출구 가동시간", "6.대기 방지시설 운영현황", "8.연료사용량",
         "9.원부원료 사용량", "11.에너지 사용량", "12.제품 생산량"]  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Where the demo's system lives instead of .run."""
    place = tmp_path_factory.mktemp("run")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "RUN", place)
        yield place
    data = place / "postgres"
    if data.is_symlink():  # to a place that the user postgres can enter
        shutil.rmtree(data.resolve())


@pytest.mark.parametrize("time", [1, 2])
def test_the_seven_workbooks(run, tmp_path, monkeypatch, capsys, time):
    monkeypatch.setattr(sys, "argv", ["scripts/demo", str(tmp_path / "out")])
    main()
    made = {file.name for file in (tmp_path / "out").iterdir()}
    assert made == {f"{name}.xlsx" for name in BOOKS} | {"report.json", "report.md", "duties.ics"}
    for name in BOOKS:
        sheet = openpyxl.load_workbook(tmp_path / "out" / f"{name}.xlsx").active
        assert sheet.title == name and sheet.max_row > 2
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert [form["title"] for form in report["report"]["forms"]] == BOOKS
    events = icalendar.Calendar.from_ical((tmp_path / "out" / "duties.ics").read_bytes()).walk("VEVENT")
    assert any("소음·진동검사" in str(event["SUMMARY"]) for event in events)
    assert any("매주 기록" in str(event["SUMMARY"]) for event in events)
    said = capsys.readouterr().out
    for step in ["적합 통보(가위험도)", "유해·위험방지계획서 업종대상 industry target: MET; 수수료 84,000원", "정상가동",
                 "다음 운영기록 기한은"]:
        assert step in said
    assert f"구분번호 {time}" in said, "every run registers a new site"
    assert running_url(run) is None, "what the demo started it has stopped"


def test_demo_data_is_loaded_once(run):
    with running_or_started(run) as reach:
        who = [semsdemo.load(reach.gateway_target, reach.admin_login, reach.admin_password) for _ in range(2)]
        assert who[0] == who[1] and {"seogu01", "power1"} <= {one["login"] for one in who[0]}
        for one in who[0]:
            Client(reach.gateway_target, one["login"], one["password"]).close()
        with Client(reach.gateway_target, applicants.OFFICER, applicants.PASSWORD) as officer:
            service = officer(registration.ApplicationServiceStub)
            listed = list(pages(service.ListApplications, registration.ListApplicationsRequest(), "applications"))
    waiting = [a.facts.site_name for a in listed if a.state == registration.APPLICATION_STATE_PENDING]
    assert waiting == ["테스트사업장2"]
    assert [a.facts.site_name for a in listed].count("테스트사업장3") == 2, "before and after its number changed"
