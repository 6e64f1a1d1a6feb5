"""The reviewed table of deadlines (deadlines.yaml), typed."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

Unit = Literal["days", "months", "years"]


@dataclass(frozen=True)
class Length:
    amount: int
    unit: Unit

    def as_json(self) -> list[int | str]:
        return [self.amount, self.unit]


@dataclass(frozen=True)
class Rule:
    kind: str  # the first words of the rule: "after", "month of every", "at once"
    length: Length | None = None
    day: str = ""  # "11-30", "1991-12-31"


@dataclass(frozen=True)
class Deadline:
    id: str
    at: str
    printed: str
    rule: Rule
    private: bool
    moves: bool
    extends: Length | Literal["any"] | None
    times: int | None
    stops: tuple[tuple[str, str], ...]
    again: Length | None
    at_least: int | None
    when: str


_RULE = re.compile(
    r"(?P<kind>after|before|every|month of every|set|extension|at once|with|yearly|until|same year|lasts|none)"
    r"(, up to)?( (?P<length>\d+ (day|month|year)s?))?( (?P<day>[\d-]+))?"
)


def length(text: str) -> Length:
    amount, unit = text.split()
    units: dict[str, Unit] = {"day": "days", "month": "months", "year": "years"}
    return Length(int(amount), units[unit.removesuffix("s")])


def _rule(text: str) -> Rule:
    read = _RULE.fullmatch(text)
    assert read, f"no such rule: {text}"
    return Rule(read["kind"], length(read["length"]) if read["length"] else None, read["day"] or "")


def _extends(text: str | None) -> Length | Literal["any"] | None:
    return "any" if text == "any" else length(text) if text else None


def _deadline(row: dict[str, Any]) -> Deadline:
    assert row["owes"] in ("private", "authority") and row["at"] and row["printed"]
    return Deadline(
        id=row["id"],
        at=row["at"],
        printed=row["printed"],
        rule=_rule(row["rule"]),
        private=row["owes"] == "private",
        moves=row.get("moves", True),
        extends=_extends(row.get("extends")),
        times=row.get("times"),
        stops=tuple((start, end) for start, end in row.get("stops", [])),
        again=length(row["again"]) if "again" in row else None,
        at_least=row.get("at_least"),
        when=row.get("when", ""),
    )


def deadlines() -> list[Deadline]:
    rows = yaml.safe_load((Path(__file__).parent / "deadlines.yaml").read_text("utf-8"))
    return [_deadline(row) for row in rows]
