"""A private PostgreSQL cluster: its own data, its own Unix socket, no TCP port.

It never touches another cluster. PostgreSQL refuses to run as root, so a root caller runs it as
the user `postgres` that Debian's package makes.
"""

import hashlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

from semsstack.waiting import wait_until

SUPERUSER = "sems_admin"

# Survives kill -9 of the server but no power cut: for tests only.
UNSAFE_BUT_FAST = ["fsync=off", "full_page_writes=off"]


def _bin_directory() -> Path:
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4])
    )
    if not versions:
        raise RuntimeError("PostgreSQL is not installed; run scripts/setup")
    return versions[-1].parent


def _as_server_user() -> list[str]:
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def _place_data(directory: Path) -> Path:
    """`directory`, or a link from it to a place that the user postgres can enter."""
    if directory.exists():
        return directory.resolve()
    directory.parent.mkdir(parents=True, exist_ok=True)
    enters = subprocess.run([*_as_server_user(), "test", "-x", str(directory.parent)])
    if enters.returncode == 0:
        directory.mkdir(mode=0o700)
    else:
        name = hashlib.sha256(str(directory.absolute()).encode()).hexdigest()[:16]
        elsewhere = Path("/var/tmp") / f"sems-postgres-{name}"
        shutil.rmtree(elsewhere, ignore_errors=True)
        elsewhere.mkdir(mode=0o700)
        directory.unlink(missing_ok=True)
        directory.symlink_to(elsewhere)
    _give_to_server_user(directory.resolve())
    return directory.resolve()


def _give_to_server_user(path: Path) -> None:
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(path, user.pw_uid, user.pw_gid)


class Cluster:
    """One data directory. `socket_directory` must be short: a socket's path has 107 bytes at most."""

    def __init__(self, directory: Path, socket_directory: Path, log: Path, safe: bool = True):
        self._directory = directory
        self._socket_directory = socket_directory
        self._log = log
        self._safe = safe
        self._bin = _bin_directory()

    @property
    def _password_file(self) -> Path:
        return self._directory.with_name(self._directory.name + ".password")

    def create(self) -> None:
        """Makes the cluster unless it is there already."""
        data = _place_data(self._directory)
        if (data / "PG_VERSION").exists():
            return
        password = secrets.token_urlsafe(24)
        write_private(self._password_file, password)
        self._make_socket_directory()
        for_initdb = self._socket_directory / "password"
        write_private(for_initdb, password)
        _give_to_server_user(for_initdb)
        try:
            self._run(
                "initdb", "--pgdata", str(data), "--username", SUPERUSER, "--encoding=UTF8",
                "--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={for_initdb}",
                *([] if self._safe else ["--no-sync"]),
            )  # fmt: skip
        finally:
            for_initdb.unlink()

    def _make_socket_directory(self) -> None:
        self._socket_directory.mkdir(parents=True, exist_ok=True)
        _give_to_server_user(self._socket_directory)

    def start(self) -> None:
        data = self._directory.resolve()
        self._make_socket_directory()
        self._log.touch()
        _give_to_server_user(self._log)
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self._socket_directory}",
            "max_connections=300",
            "timezone=UTC",
            "log_timezone=UTC",
            *([] if self._safe else UNSAFE_BUT_FAST),
        ]
        command = [str(self._bin / "postgres"), "-D", str(data)]
        for setting in settings:
            command += ["-c", setting]
        # Started directly, not by pg_ctl, so that no path or setting passes through a shell.
        with self._log.open("ab") as log:
            server = subprocess.Popen(
                [*_as_server_user(), *command],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                cwd="/", start_new_session=True,
            )  # fmt: skip

        def ready() -> bool:
            if server.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start; see {self._log}")
            return self.is_ready()

        wait_until(ready, 60, "PostgreSQL's start")

    def is_ready(self) -> bool:
        probe = [str(self._bin / "pg_isready"), "-q", "-h", str(self._socket_directory)]
        return subprocess.run(probe).returncode == 0

    def pid(self) -> int | None:
        """The server's process, if it runs."""
        try:
            first_line = (self._directory.resolve() / "postmaster.pid").read_text().split("\n")[0]
            pid = int(first_line)
            os.kill(pid, 0)
            return pid
        except (FileNotFoundError, ProcessLookupError, ValueError):
            return None

    def stop(self) -> None:
        """Ends sessions, writes a checkpoint and stops ("fast" shutdown)."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """kill -9: as if the machine had lost the server. Its children notice and end."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        pid = self.pid()
        if pid is None:
            return
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        all_of_it = [pid, *map(int, children)]
        os.kill(pid, how)
        wait_until(lambda: not any(map(_runs, all_of_it)), 60, "PostgreSQL's end")

    def url(self, database: str, user: str = SUPERUSER, password: str | None = None) -> str:
        """A libpq connection URI, password included."""
        if password is None:
            password = self._password_file.read_text()
        host = quote(str(self._socket_directory), safe="")
        return f"postgresql://{user}:{quote(password, safe='')}@/{database}?host={host}"

    def remove(self) -> None:
        """Deletes a stopped cluster."""
        shutil.rmtree(self._directory.resolve(), ignore_errors=True)
        if self._directory.is_symlink():
            self._directory.unlink()
        self._password_file.unlink(missing_ok=True)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*_as_server_user(), str(self._bin / program), *arguments],
            stdin=subprocess.DEVNULL, text=True, capture_output=True, cwd="/",
        )  # fmt: skip
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}")


def _runs(pid: int) -> bool:
    """Whether the process is there and is more than a zombie that nobody has reaped yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):  # it may end between open and read
        return False


def write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
