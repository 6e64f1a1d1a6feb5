"""Envoy, the only part that listens on a TCP port."""

import http.client
import json
import socket
from dataclasses import replace
from pathlib import Path

from semsstack import paths
from semsstack.process import Process
from semsstack.waiting import wait_until


class Gateway:
    """One Envoy with its configuration, logs and admin socket in `directory`."""

    def __init__(self, directory: Path, sockets: Path):
        self._directory = directory
        self._admin = sockets / "envoy-admin.sock"
        self.process: Process | None = None
        self.port = 0

    def start(self, place) -> None:
        """`place` is a render.Place; port 0 in its `listen` lets the kernel choose."""
        import render

        self._directory.mkdir(parents=True, exist_ok=True)
        self._admin.unlink(missing_ok=True)
        place = replace(
            place, admin=str(self._admin), access_log=str(self._directory / "access.log")
        )
        config = self._directory / "envoy.yaml"
        config.write_text(render.render(place))
        log = self._directory / "envoy.log"
        self.process = Process.start(
            [paths.envoy(), "--config-path", str(config), "--concurrency", "2",
             "--log-level", "warning", "--disable-hot-restart"],
            log,
        )  # fmt: skip
        wait_until(lambda: self._ready(log), 30, "the gateway's start")
        self.port = self._bound_port()

    def stop(self) -> None:
        if self.process is not None:
            self.process.stop()

    def ask_admin(self, path: str, method: str = "GET") -> str:
        """The answer of Envoy's administration interface; empty if it does not answer with 200."""
        connection = _UnixConnection(self._admin)
        try:
            connection.request(method, path)
            response = connection.getresponse()
            body = response.read().decode()
            return body if response.status == 200 else ""
        except OSError:
            return ""
        finally:
            connection.close()

    def _ready(self, log: Path) -> bool:
        if not self.process.runs():
            raise RuntimeError(f"Envoy did not start; see {log}:\n{log.read_text()[-2000:]}")
        return self.ask_admin("/ready") == "LIVE\n"

    def _bound_port(self) -> int:
        listeners = json.loads(self.ask_admin("/listeners?format=json"))
        return listeners["listener_statuses"][0]["local_address"]["socket_address"]["port_value"]


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: Path):
        super().__init__("localhost", timeout=5)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(5)
        self.sock.connect(str(self._path))
