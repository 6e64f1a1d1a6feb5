"""Breaks each layer's rule on purpose and sees it caught; then checks the tree itself."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import layers

BROKEN = {
    "a rule sees gRPC": {"services/noise/domain/rule.cc": ["grpcpp/grpcpp.h"]},
    "a rule sees protobuf": {"services/noise/domain/rule.cc": ["sems/noise/v1/log.pb.h"]},
    "a rule sees the database": {"services/noise/domain/rule.h": ["pqxx/pqxx"]},
    "a rule sees it through a header": {
        "services/noise/domain/rule.cc": ["common/values/money.h"],
        "common/values/money.h": ["google/protobuf/message.h"],
    },
    "a rule uses another layer": {"services/noise/domain/rule.cc": ["services/noise/convert.h"]},
    "a rule uses a server part": {"services/noise/domain/rule.cc": ["common/server/call.h"]},
    "a handler sees the database": {"services/noise/handlers/approve.cc": ["pqxx/pqxx"]},
    "a service uses another's code": {"services/noise/handlers/approve.cc": ["services/duty/module.h"]},
    "common knows a service": {"common/server/host.cc": ["services/noise/module.h"]},
}

ALLOWED = {
    "services/noise/domain/rule.cc": ["common/values/civil.h", "absl/time/time.h", "vector"],
    "services/noise/repository/logs.cc": ["pqxx/pqxx", "common/db/tx.h"],
    "services/noise/handlers/approve.cc": ["services/noise/repository/logs.h", "sems/noise/v1/log.pb.h"],
    "services/noise/noise_test.cc": ["pqxx/pqxx"],
    "services/semsd/services.cc": ["services/noise/module.h"],
}


def write(root: Path, tree: dict[str, list[str]]) -> None:
    for name, includes in tree.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f'#include "{included}"\n' for included in includes))


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_layer_is_named(tmp_path, case):
    write(tmp_path, ALLOWED | BROKEN[case])
    culprit = next(iter(BROKEN[case]))
    assert any(line.startswith(culprit) for line in layers.violations(tmp_path))


def test_what_is_allowed_passes(tmp_path):
    write(tmp_path, ALLOWED)
    assert list(layers.violations(tmp_path)) == []


def test_the_tree_keeps_its_layers():
    assert list(layers.violations(ROOT)) == []
