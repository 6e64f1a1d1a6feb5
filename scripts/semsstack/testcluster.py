"""The PostgreSQL cluster of the C++ tests; ctest starts and stops it as a fixture."""

import argparse
import os
import shutil
import tempfile
from pathlib import Path

import psycopg

from semsstack.postgres import Cluster


def _answers(conninfo: str) -> bool:
    try:
        psycopg.connect(conninfo, connect_timeout=5).close()
        return True
    except psycopg.OperationalError:
        return False


def _cluster(directory: Path, sockets: Path) -> Cluster:
    return Cluster(directory / "data", sockets, directory / "postgres.log", safe=False)


def start(directory: Path) -> None:
    conninfo = directory / "conninfo"
    if os.environ.get("SEMS_TEST_POSTGRES"):
        return
    if conninfo.exists() and _answers(conninfo.read_text().strip()):
        return
    stop(directory)
    directory.mkdir(parents=True, exist_ok=True)
    sockets = Path(tempfile.mkdtemp(prefix="sems-test-"))
    (directory / "sockets").write_text(str(sockets))
    cluster = _cluster(directory, sockets)
    cluster.create()
    cluster.start()
    conninfo.write_text(cluster.url("postgres") + "\n")


def stop(directory: Path) -> None:
    """Stops and deletes the cluster that `start` made there, if it made one."""
    place = directory / "sockets"
    if not place.exists():
        return
    sockets = Path(place.read_text())
    cluster = _cluster(directory, sockets)
    cluster.stop()
    cluster.remove()
    shutil.rmtree(sockets, ignore_errors=True)
    for name in ("conninfo", "postgres.log", "sockets"):
        (directory / name).unlink(missing_ok=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="scripts/testcluster",
        description="Starts or stops a private PostgreSQL cluster for tests. start writes "
        "DIR/conninfo (a superuser's) and does nothing if SEMS_TEST_POSTGRES names another "
        "cluster or the one in DIR/conninfo answers.",
    )
    parser.add_argument("action", choices=["start", "stop"])
    parser.add_argument("directory", metavar="DIR", type=Path)
    arguments = parser.parse_args()
    directory = arguments.directory.absolute()
    if arguments.action == "start":
        start(directory)
    else:
        stop(directory)


if __name__ == "__main__":
    main()
