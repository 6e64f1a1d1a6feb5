"""Makes one number of the law data wrong at a time, and asks the tests whether they notice.

mutate.py                      every one (nightly)
mutate.py --count 30 --seed 7  thirty, chosen by the seed
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "deadlines"))

from cases import cases
from mutants import Mutant, mutants
from test_deadlines import ORACLE, TABLE, test_what_is_no_day_agrees


def run(program: str, law: str, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [os.environ[program], *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SEMS_LAW_DIR": law},
    )


class DeadlineOracle:
    """The deadlines of the law beside the oracle's, which knows nothing of the data that are changed."""

    def __init__(self) -> None:
        by_id = {deadline.id: deadline for deadline in TABLE}
        self._worked = []
        for case in cases(TABLE, ORACLE):
            answer = ORACLE.answer(by_id[case.deadline], case)
            self._worked.append((case.deadline, json.dumps(case.as_json()), answer.as_json() if answer else None))

    def agrees(self, law: str, changed: Mutant | None) -> bool:
        # Only those of the procedure that a number was changed of; the others are as they were.
        told = [
            (given, expected)
            for deadline, given, expected in self._worked
            if changed is None or deadline.split(".")[0] in changed.at.split("/")
        ]
        answered = run("DEADLINE_PROBE", law, given="\n".join(given for given, _ in told))
        if answered.returncode != 0 or _lines(answered) != [expected for _, expected in told]:
            return False
        listed = {line["id"]: line for line in _lines(run("DEADLINE_PROBE", law, "--list"))}
        try:
            for deadline in TABLE:
                test_what_is_no_day_agrees(deadline, listed)
        except AssertionError:
            return False
        return True


def _lines(printed: subprocess.CompletedProcess[str]) -> list[Any]:
    return [json.loads(line) for line in printed.stdout.splitlines()]


@dataclass(frozen=True)
class Witness:
    name: str
    agrees: Callable[[str, Mutant | None], bool]  # by the law of a directory, with what was changed there


def program(name: str) -> Witness:
    return Witness(name, lambda law, _: run(name, law, "--gtest_brief=1").returncode == 0)


def witnesses() -> dict[str, list[Witness]]:
    """By file, those that run what the law says first, and last those that read what is only shown."""
    oracle = Witness("deadline oracle", DeadlineOracle().agrees)
    clocks = program("LAW_CLOCKS_TEST")
    shown = [program("LAW_NUMBERS_TEST"), program("LAW_TOLD_TEST")]
    return {
        "procedures.yaml": [oracle, clocks, *shown],
        "chem_procedures.yaml": [oracle, *shown],
        "hazard_procedures.yaml": [oracle, *shown],
        "machines.yaml": [clocks, *shown],
        "chem_machines.yaml": [clocks, *shown],
        "hazard_machines.yaml": [clocks, *shown],
        "noise_rules.yaml": [program("LAW_NOISE_TEST"), shown[1]],
        "chem_rules.yaml": [program("LAW_CHEMICALS_TEST"), shown[1]],
        "hazard_criteria.yaml": [program("LAW_HAZARD_TEST"), shown[1]],
    }


def noticed_by(mutant: Mutant, by_file: dict[str, list[Witness]]) -> str:
    name = Path(mutant.file).name
    with tempfile.TemporaryDirectory() as law:
        (Path(law) / name).write_text(mutant.text, "utf-8")
        for witness in by_file[name]:
            if not witness.agrees(law, mutant):
                return witness.name
    return ""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, help="how many to choose; without it all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--file", help="only those of this file")
    asked = parser.parse_args()

    by_file = witnesses()
    with tempfile.TemporaryDirectory() as unchanged:
        for each in {witness.name: witness for few in by_file.values() for witness in few}.values():
            if not each.agrees(unchanged, None):
                print(f"{each.name} fails without any change")
                return 2
    chosen = [mutant for mutant in mutants() if asked.file in (None, Path(mutant.file).name)]
    found = len(chosen)
    if asked.count is not None:
        chosen = random.Random(asked.seed).sample(chosen, min(asked.count, found))
    began = time.monotonic()
    noticed = Counter[str]()
    survivors = []
    for mutant in chosen:
        witness = noticed_by(mutant, by_file)
        noticed[witness] += 1
        if not witness:
            survivors.append(mutant)
            print(f"nobody noticed {mutant}", flush=True)
    for name, count in noticed.most_common():
        print(f"{count:5} noticed by {name or 'nobody'}")
    print(f"{len(chosen)} of {found} in {time.monotonic() - began:.0f} s")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
