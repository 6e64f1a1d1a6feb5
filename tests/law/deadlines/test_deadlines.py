"""Every deadline of the three laws: the product's days beside an oracle with a table and arithmetic of its own."""

import json
import os
import subprocess
from collections import Counter
from datetime import date
from typing import Any

import holidays
import pytest
from cases import cases
from oracle import Case, Oracle
from table import Deadline, Length, deadlines

TABLE = deadlines()
_PUBLIC_HOLIDAYS = holidays.country_holidays("KR", years=range(1990, 2045))
# None of the days worked here falls on one of the elections of later years, which the product does not have yet
# (tests/law/calendar/differences.tsv).
ORACLE = Oracle(lambda day: day.weekday() >= 5 or day in _PUBLIC_HOLIDAYS)


def probe(*arguments: str, lines: list[str] | None = None) -> list[Any]:
    printed = subprocess.run(
        [os.environ["DEADLINE_PROBE"], *arguments],
        input="\n".join(lines or []),
        capture_output=True,
        text=True,
        check=False,
    )
    assert printed.returncode == 0, printed.stderr
    return [json.loads(line) for line in printed.stdout.splitlines()]


@pytest.fixture(scope="module")
def worked() -> list[tuple[Case, Any, Any]]:
    """Each case with the oracle's answer and the product's."""
    by_id = {deadline.id: deadline for deadline in TABLE}
    given = cases(TABLE, ORACLE)
    answers = probe(lines=[json.dumps(case.as_json()) for case in given])
    assert len(answers) == len(given)
    expected = [ORACLE.answer(by_id[case.deadline], case) for case in given]
    return [
        (case, mine.as_json() if mine else None, answer)
        for case, mine, answer in zip(given, expected, answers)
    ]


def test_the_product_has_these_deadlines_and_no_others() -> None:
    assert sorted(listed["id"] for listed in probe("--list")) == sorted(row.id for row in TABLE)
    assert len(TABLE) == 95


def test_every_day_agrees(worked: list[tuple[Case, Any, Any]]) -> None:
    wrong = [
        f"{case}\n  expected {mine}\n  got      {answer}"
        for case, mine, answer in worked
        if mine != answer
    ]
    assert not wrong, f"{len(wrong)} of {len(worked)}:\n" + "\n".join(wrong[:20])


def test_the_cases_are_enough(worked: list[tuple[Case, Any, Any]]) -> None:
    per_deadline = Counter(case.deadline for case, _, _ in worked)
    assert len(worked) >= 1000
    assert per_deadline.keys() == {deadline.id for deadline in TABLE}
    assert sum(bool(mine and mine["moved"]) for _, mine, _ in worked) >= 200
    assert sum(len(case.stops) > 1 for case, _, _ in worked) >= 50
    assert sum(bool(case.extensions) for case, _, _ in worked) >= 100
    leap_days = [case for case, _, _ in worked if (case.anchor.month, case.anchor.day) == (2, 29)]
    assert len({case.deadline for case in leap_days}) == len(TABLE)


def as_json(length: Length | None) -> list[int | str] | None:
    return length.as_json() if length else None


@pytest.mark.parametrize("deadline", TABLE, ids=lambda deadline: deadline.id)
def test_what_is_no_day_agrees(deadline: Deadline, listed: dict[str, Any]) -> None:
    """Numbers that allow or refuse something, and what a deadline says beside its day."""
    there = listed[deadline.id]
    if deadline.extends is None:
        assert "extends" not in there
    else:
        most = None if deadline.extends == "any" else deadline.extends.as_json()
        assert (there["extends"], there["times"]) == (most, deadline.times)
    if deadline.rule.kind in ("set", "extension"):
        assert there["limit"] == as_json(deadline.rule.length)
    assert [tuple(pair) for pair in there["stops"]] == list(deadline.stops)
    assert there["again"] == as_json(deadline.again)
    assert (there["at_least"], there["when"]) == (deadline.at_least, deadline.when)


@pytest.fixture(scope="module")
def listed() -> dict[str, Any]:
    return {line["id"]: line for line in probe("--list")}


def test_the_oracle_itself() -> None:
    """Days that were worked by hand."""
    rows = {row.id: row for row in TABLE}

    def due(deadline: str, anchor: str, **given: Any) -> str:
        case = Case(deadline, date.fromisoformat(anchor), "by hand", **given)
        answer = ORACLE.answer(rows[deadline], case)
        assert answer
        return answer.due.isoformat()

    assert due("chem_community_notice_register.d1", "2025-11-30") == "2026-03-03"  # 28 Feb, Saturday
    assert due("noise_manager_replacement_report.d1", "2026-02-04") == "2026-02-19"  # over 설날
    assert due("noise_utility_cutoff_request.d1", "2026-02-04") == "2026-04-05"  # an office, a Sunday
    assert due("chem_prevention_plan_submission.d1", "2026-03-01") == "2025-12-31"
    review = "chem_prevention_plan_review.d1"
    stop = (date(2026, 3, 10), date(2026, 3, 14))
    assert due(review, "2026-03-02", stops=(stop, stop)) == "2026-04-06"
    thirty = Length(30, "days")
    supplement = "chem_prevention_plan_supplement.d1"
    assert due(supplement, "2026-01-15", extensions=(thirty, thirty)) == "2026-04-15"
