"""scripts/demo OUT: as applicant, officer and site, from an application to the seven workbooks."""

import argparse
import sys
from pathlib import Path

import grpc
from semsstack import paths
from semsstack.stack import running_or_started

from semsdemo import accounts, approval, export, report, story, tables
from semsdemo.client import Client


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="scripts/demo",
        description="As applicant, officer and site, through the API alone: sign up, apply, approve, enter "
        "facilities and last month's records, map, export. Leaves the seven workbooks, report.json and "
        "report.md in OUT. Every run registers a new site, with the next free 구분번호.",
    )
    parser.add_argument("out", metavar="OUT", type=Path)
    out = parser.parse_args().out
    try:
        with running_or_started(paths.RUN) as reach:
            run(reach, out)
    except grpc.RpcError as error:
        sys.exit(f"{error.code().name}: {error.details()}")


def run(reach, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    step = Steps()
    with Client(reach.gateway_target, reach.admin_login, reach.admin_password) as admin:
        officer = accounts.officer(reach.gateway_target, admin)
        tables.load(admin)
    step("국립환경과학원 administrator: officer account, jurisdiction (관할) 인천 서구, code tables (invented)")
    with officer:
        applicant = approval.next_power_plant(officer)
        client, site_id = story.register(reach.gateway_target, officer, applicant, step)
    with client:
        site = story.keep_a_month(client, site_id, applicant, story.seoul_today(), step)
        made, workbooks = export.export(client, site_id, site.month.text)
    for name, content in workbooks.items():
        (out / name).write_bytes(content)
    (out / "report.json").write_text(report.as_json(made))
    (out / "report.md").write_text(report.as_text(made, applicant.facts["site_name"]))
    step(f"IEPS 엑셀서식 다운로드 export of {made.month}: {len(workbooks)} workbooks")
    for form in made.report.forms:
        print(f"       {form.file_name}: {form.rows_written} rows, {len(form.entries)} findings")
    print(f"\nIn {out}: the workbooks, report.json, report.md")


class Steps:
    """Prints what was done, numbered."""

    def __init__(self):
        self._number = 0

    def __call__(self, text: str) -> None:
        self._number += 1
        print(f"{self._number:>4}. {text}", flush=True)


if __name__ == "__main__":
    main()
