"""Checks who includes what: which layer may see gRPC, protobuf and PostgreSQL."""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)

_PQXX = r"pqxx/|libpq-fe\.h"
_GRPC = r"grpc/|grpcpp/"
_PROTOBUF = r"google/protobuf/|google/rpc/|google/api/|.*\.pb\.h$"


@dataclass(frozen=True)
class Rule:
    files: str  # those it holds for
    forbidden: str  # what they must not include
    why: str
    through: bool = False  # nor include something that does


RULES = [
    Rule(r"services/\w+/domain/", f"{_PQXX}|{_GRPC}|{_PROTOBUF}",
         "rules know no gRPC, protobuf or database", through=True),
    Rule(r"services/\w+/domain/", r"common/(?!values/|calendar/|records/)",
         "rules use common's value types, calendar and records alone"),
    Rule(r"services/\w+/domain/", r"services/\w+/(?!domain/)", "rules know no other layer"),
    Rule(r"common/(values|calendar|records)/", f"{_PQXX}|{_GRPC}|{_PROTOBUF}",
         "value types are for every layer", through=True),
    Rule(r"services/\w+/(?!repository/|.*_(test|fixture)\.)", _PQXX,
         "only repositories speak to the database"),
    Rule(r"services/\w+/repository/", r"services/\w+/handlers/", "repositories are called by handlers"),
    Rule(r"common/", r"services/", "what services share knows none of them"),
]  # fmt: skip


def violations(root: Path) -> Iterator[str]:
    """One line per wrong include, with the way it came in."""
    for file in _sources(root):
        name = file.relative_to(root).as_posix()
        for rule in RULES:
            if re.match(rule.files, name):
                for way in _ways(root, name, rule):
                    yield f"{' -> '.join(way)}: {rule.why}"
        for included in _includes(root, name):
            if other := _foreign_service(name, included):
                yield f"{name} -> {included}: services call {other} by its contract alone"


def _sources(root: Path) -> list[Path]:
    found = (p for top in ("common", "services") for p in (root / top).rglob("*"))
    return sorted(p for p in found if p.suffix in (".h", ".cc"))


def _foreign_service(name: str, included: str) -> str | None:
    ours = re.match(r"services/(\w+)/", name)
    theirs = re.match(r"services/(\w+)/", included)
    tested = re.search(r"_(test|fixture)\.", name)  # tests host the real neighbours
    if ours and theirs and ours[1] not in (theirs[1], "semsd") and not tested:
        return theirs[1]
    return None


@cache
def _includes(root: Path, name: str) -> list[str]:
    file = root / name
    return _INCLUDE.findall(file.read_text(errors="replace")) if file.is_file() else []


def _ways(root: Path, name: str, rule: Rule) -> Iterator[list[str]]:
    """Each shortest chain of includes from the file to something forbidden."""
    seen = {name}
    open_ways = [[name]]
    while open_ways:
        way = open_ways.pop(0)
        for included in _includes(root, way[-1]):
            if re.match(rule.forbidden, included):
                yield [*way, included]
            elif rule.through and included not in seen:
                seen.add(included)
                open_ways.append([*way, included])


def main() -> None:
    parser = argparse.ArgumentParser(description="Names every include that a layer must not have.")
    parser.add_argument("root", nargs="?", type=Path, default=Path(__file__).parents[1])
    found = list(violations(parser.parse_args().root.absolute()))
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
