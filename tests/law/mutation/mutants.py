"""The numbers of the law data, each with the ways in which it is made wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3]
FILES = [
    "services/noise/data/procedures.yaml",
    "services/noise/data/machines.yaml",
    "services/noise/data/noise_rules.yaml",
    "services/chemsafety/data/chem_procedures.yaml",
    "services/chemsafety/data/chem_machines.yaml",
    "services/chemsafety/data/chem_rules.yaml",
    "services/chemsafety/data/hazard_procedures.yaml",
    "services/chemsafety/data/hazard_machines.yaml",
    "services/chemsafety/data/hazard_criteria.yaml",
]
# Numbers that name something instead of counting it.
_NAMES = {"source", "lines", "form", "code", "id", "article", "front_number", "checklist_number", "number", "readings"}
_OTHER_UNIT = {"days": "months", "months": "days", "years": "months"}
# A number with its unit in a text.
_TOLD = re.compile(
    r"\d[\d,]*(?= ?(개월|일|월|년|회|차|부|대|기|원|%|kW|kg|day|month|year|cop(y|ies)|won|percent|time|unit|vehicle))"
)


@dataclass(frozen=True)
class Mutant:
    file: str
    line: int
    at: str  # "noise_utility_cutoff_request/deadlines/amount"
    was: str
    becomes: str
    text: str  # of the whole file

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.at}: {self.was} -> {self.becomes}"


def mutants() -> list[Mutant]:
    return [mutant for file in FILES for mutant in _of(file)]


def _of(file: str) -> Iterator[Mutant]:
    text = (ROOT / file).read_text("utf-8")
    for path, node in _scalars(yaml.compose(text, Loader=yaml.CSafeLoader), ()):
        start, end = node.start_mark.index, node.end_mark.index
        written = text[start:end]
        for wrong in _wrong(path, node, written):
            changed = text[:start] + wrong + text[end:]
            yield Mutant(file, node.start_mark.line + 1, "/".join(path), written, wrong, changed)


def _scalars(node: yaml.Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], yaml.ScalarNode]]:
    if isinstance(node, yaml.ScalarNode):
        yield path, node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item, path)
    elif isinstance(node, yaml.MappingNode):
        entries = {key.value: value for key, value in node.value}
        name = entries["id"].value if isinstance(entries.get("id"), yaml.ScalarNode) else ""
        for key, value in entries.items():
            if key not in _NAMES:
                yield from _scalars(value, (*path, name, key) if name else (*path, key))


def _wrong(path: tuple[str, ...], node: yaml.ScalarNode, written: str) -> Iterator[str]:
    key, value = path[-1], node.value
    quote = written[0] if written[0] in "'\"" else ""
    if key == "unit":
        if value in _OTHER_UNIT:
            yield _OTHER_UNIT[value]
        return
    if key in ("ko", "en") or key.endswith(("_ko", "_en")):
        for number in _TOLD.finditer(written):
            more = int(number.group().replace(",", "")) + 1
            yield written[: number.start()] + (f"{more:,}" if "," in number.group() else str(more)) + written[number.end() :]
        return
    if re.fullmatch(r"\d+", value):
        yield f"{quote}{int(value) + 1}{quote}"
        if int(value) > 1:
            yield f"{quote}{int(value) - 1}{quote}"
    elif re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        for days in (1, -1):
            yield f"{quote}{date.fromisoformat(value) + timedelta(days)}{quote}"
    elif re.fullmatch(r"\d{2}-\d{2}", value):
        for days in (1, -1):
            yield f"{quote}{(date.fromisoformat('2023-' + value) + timedelta(days)).strftime('%m-%d')}{quote}"
