"""scripts/demo OUT: as applicant, officer, reviewer and site, from an application to workbooks and cases."""

import argparse
import sys
from pathlib import Path

import grpc
from semsstack import paths
from semsstack.stack import running_or_started

from semsdemo import accounts, approval, export, law, report, story, tables
from semsdemo.client import Client


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="scripts/demo",
        description="As applicant, officer and site, through the API alone: sign up, apply, approve, enter "
        "facilities and last month's records, map, export; then an accident-prevention plan to its fit notice, a "
        "hazard check, a noise permit to regular operation and its weekly log, and the duties that come of them. "
        "Leaves the seven workbooks, report.json, report.md and duties.ics in OUT. Every run registers a new site, with the next free 구분번호.",
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
        reviewer = accounts.reviewer(reach.gateway_target, admin)
        tables.load(admin)
    step("국립환경과학원 administrator: officer account, jurisdiction (관할) 인천 서구, code tables (invented)")
    with officer, reviewer:
        applicant = approval.next_power_plant(officer)
        client, site_id = story.register(reach.gateway_target, officer, applicant, step)
        with client:
            today = story.seoul_today()
            site = story.keep_a_month(client, site_id, applicant, today, step)
            made, workbooks = export.export(client, site_id, site.month.text)
            step(f"IEPS 엑셀서식 다운로드 export of {made.month}: {len(workbooks)} workbooks")
            for form in made.report.forms:
                print(f"       {form.file_name}: {form.rows_written} rows, {len(form.entries)} findings")
            law.check_hazard(client, today, step)
            law.review_a_plan(client, reviewer, site_id, today, step)
            law.permit_noise(client, officer, site_id, today, step)
            law.keep_the_noise_log(client, site_id, today, step)
            _, calendar = law.show_duties(client, site_id, today, step)
    (out / "duties.ics").write_bytes(calendar)
    for name, content in workbooks.items():
        (out / name).write_bytes(content)
    (out / "report.json").write_text(report.as_json(made))
    (out / "report.md").write_text(report.as_text(made, applicant.facts["site_name"]))
    print(f"\nIn {out}: the workbooks, report.json, report.md, duties.ics")


class Steps:
    """Prints what was done, numbered."""

    def __init__(self):
        self._number = 0

    def __call__(self, text: str) -> None:
        self._number += 1
        print(f"{self._number:>4}. {text}", flush=True)


if __name__ == "__main__":
    main()
