"""scripts/bench: starts a system of its own, fills it, measures."""

import argparse
import json
import platform
import tempfile
from pathlib import Path

from semsdemo import accounts, applicants, tables
from semsdemo.client import Client
from semsdemo.story import seoul_today

from semsbench import recorder, site
from semsbench.benchmarks import BENCHMARKS, Place
from semsstack import Stack


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="NAME")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()

    print(f"{platform.processor() or platform.machine()}, clients, gateway, services and PostgreSQL on one machine, "
          "fsync on; medians", flush=True)  # fmt: skip
    figures = []
    with tempfile.TemporaryDirectory() as directory, Stack(Path(directory), environment="production",
                                                           log_level="warning") as stack:
        recorder.prepare(stack)
        with Client(stack.gateway_target, stack.admin_login, stack.admin_password) as admin:
            officer = accounts.officer(stack.gateway_target, admin)
            tables.load(admin)
        operator = accounts.sign_up(stack.gateway_target, applicants.power_plant(50))
        today = seoul_today()
        place = Place(stack, officer, operator, site.make(officer, operator, today.year), today)
        for name in options.names or BENCHMARKS:
            for figure in BENCHMARKS[name](place):
                figures.append(figure)
                print(figure.text(), flush=True)
    if options.json:
        options.json.write_text(json.dumps([figure.as_json() for figure in figures], indent=1) + "\n")


if __name__ == "__main__":
    main()
