"""The product's public holidays beside two sources that do not know each other.

pypi: the library `holidays`, which computes them from the rule; compared by day, 2014 to 2050.
npm: `@hyunbinseo/holidays-kr`, the official gazette typed off; compared by day and name, every year it has.
"""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import holidays
import pytest

HERE = Path(__file__).parent
NODE = HERE.parents[2] / ".venv/bin/node"
FIRST_YEAR = 2014  # the first with substitute holidays
LAST_YEAR = 2050  # up to which the library's lunar days are no estimates


class Difference(NamedTuple):
    oracle: str
    day: str
    product: str  # name; empty: no holiday
    theirs: str


def product(first_year: int, last_year: int) -> dict[str, str]:
    probe = os.environ["HOLIDAY_PROBE"]
    lines = subprocess.run(
        [probe, str(first_year), str(last_year)], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    return dict(line.split("\t") for line in lines)


def pypi() -> dict[str, str]:
    """The library's names are worded in its own way: a day is a holiday, or it is not."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return {day.isoformat(): "holiday" for day in holidays.country_holidays("KR", years=years)}


def npm() -> dict[str, str]:
    printed = subprocess.run(
        [NODE, "gazette.mjs"], check=True, capture_output=True, text=True, cwd=HERE
    ).stdout
    names: dict[str, list[str]] = json.loads(printed)
    return {day: _spelt_as_ours("·".join(there)) for day, there in names.items()}


def _spelt_as_ours(name: str) -> str:
    return name.replace("ㆍ", "·").replace("부처님 오신 날", "부처님오신날")


def years_of(days: Mapping[str, str]) -> tuple[int, int]:
    years = sorted({date.fromisoformat(day).year for day in days})
    assert years == list(range(years[0], years[-1] + 1)), "a year is missing in the middle"
    return years[0], years[-1]


def differences(oracle: str, theirs: Mapping[str, str], by_name: bool) -> Iterator[Difference]:
    ours = product(*years_of(theirs))
    for day in sorted(ours.keys() | theirs.keys()):
        found = Difference(oracle, day, ours.get(day, ""), theirs.get(day, ""))
        if bool(found.product) != bool(found.theirs) or (by_name and found.product != found.theirs):
            yield found


def reviewed(oracle: str) -> list[Difference]:
    rows = [
        line.split("\t")
        for line in (HERE / "differences.tsv").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert all(len(row) == 5 and row[4] for row in rows), "each difference has its reason"
    return [Difference(*row[:4]) for row in rows if row[0] == oracle]


@pytest.mark.parametrize(("oracle", "read", "by_name"), [("pypi", pypi, False), ("npm", npm, True)])
def test_differs_only_where_reviewed(oracle, read, by_name) -> None:
    assert list(differences(oracle, read(), by_name)) == sorted(reviewed(oracle))


def test_covers_what_is_promised() -> None:
    assert years_of(pypi()) == (FIRST_YEAR, LAST_YEAR)
    first, last = years_of(npm())
    assert first <= 2018 and last >= 2027


def test_the_oracles_agree_where_both_speak() -> None:
    gazette = npm()
    first, last = years_of(gazette)
    computed = {day for day in pypi() if first <= date.fromisoformat(day).year <= last}
    assert computed == gazette.keys()
