"""A program that runs in the background, with its log in a file."""

import os
import signal
import subprocess
from pathlib import Path

from semsstack.waiting import wait_until

# Services finish their calls on SIGTERM within 20 s; one that takes longer is ended.
STOP_SECONDS = 25


class Process:
    """Started by this program, or by an earlier one whose `identity` was kept."""

    def __init__(self, pid: int, started: str, child: subprocess.Popen | None = None):
        self.pid = pid
        self._started = started
        self._child = child

    @classmethod
    def start(cls, command: list[str], log: Path) -> "Process":
        """In a session of its own, so that Ctrl-C in a terminal ends us first and us alone."""
        with log.open("ab") as output:
            child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
                env=clean_environment(),
            )  # fmt: skip
        return cls(child.pid, _start_time(child.pid), child)

    @classmethod
    def found(cls, identity: dict) -> "Process":
        return cls(identity["pid"], identity["started"])

    def identity(self) -> dict:
        """Tells this process from a later one with the same number."""
        return {"pid": self.pid, "started": self._started}

    def runs(self) -> bool:
        if self._child is not None:
            return self._child.poll() is None
        return _start_time(self.pid) == self._started != ""

    def stop(self) -> None:
        self.ask_to_end()
        self.wait_for_end()

    def ask_to_end(self) -> None:
        self._signal(signal.SIGTERM)

    def wait_for_end(self) -> None:
        """Ends it for good if it takes too long."""
        try:
            wait_until(lambda: not self.runs(), STOP_SECONDS, "end")
        except TimeoutError:
            self.kill()

    def kill(self) -> None:
        """kill -9, as a crash would."""
        self._signal(signal.SIGKILL)
        wait_until(lambda: not self.runs(), STOP_SECONDS, "end")

    def _signal(self, what: signal.Signals) -> None:
        if self.runs():
            os.kill(self.pid, what)


def clean_environment() -> dict[str, str]:
    """Ours without SEMS_…: a service takes those for its configuration and refuses ones it does not know."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SEMS_")}


def _start_time(pid: int) -> str:
    """When the process began, in clock ticks since boot; empty if it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):  # it may end between open and read
        return ""
    return "" if fields[0] == "Z" else fields[19]
