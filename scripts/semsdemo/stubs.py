"""Python stubs of the contracts, made by grpcio-tools into the build directory, never committed."""

import hashlib
import importlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import google.api.annotations_pb2
from semsstack import paths

PROTOS = paths.ROOT / "protos"


def domain(name: str) -> SimpleNamespace:
    """Everything of the package sems.<name>.v1: messages, enum values, stubs."""
    _on_path()
    everything = {}
    for proto in sorted((PROTOS / "sems" / name / "v1").glob("*.proto")):
        for kind in ("pb2", "pb2_grpc"):
            module = importlib.import_module(f"sems.{name}.v1.{proto.stem}_{kind}")
            everything |= {key: value for key, value in vars(module).items() if key[0].isupper()}
    return SimpleNamespace(**everything)


def _on_path() -> None:
    made = str(_make())
    if made not in sys.path:
        sys.path.append(made)


def _make() -> Path:
    """The directory of today's stubs; one that is there is used again."""
    protos = sorted(p for p in PROTOS.rglob("*.proto") if "internal" not in p.parts)
    digest = hashlib.sha256()
    for proto in protos:
        digest.update(f"{proto}\0".encode() + proto.read_bytes())
    place = paths.BUILD / "python" / digest.hexdigest()[:16]
    if place.exists():
        return place
    paths.BUILD.joinpath("python").mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=place.parent))
    google_apis = Path(google.api.annotations_pb2.__file__).parents[2]
    subprocess.run(
        [sys.executable, "-m", "grpc_tools.protoc", f"-I{PROTOS}", f"-I{google_apis}",
         f"--python_out={draft}", f"--grpc_python_out={draft}", *map(str, protos)],
        check=True,
    )  # fmt: skip
    try:
        draft.rename(place)  # whole or not at all, whoever else is making them
    except OSError:
        shutil.rmtree(draft)
    return place
