"""The whole system as one object."""

import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from semsstack import paths
from semsstack.database import Database
from semsstack.gateway import Gateway
from semsstack.postgres import Cluster, write_private
from semsstack.process import Process
from semsstack.services import Services, known_services

ADMIN = "admin"
ADMIN_FILE = "admin.password"


class Stack:
    """PostgreSQL, the services and the gateway, with everything they write under `run_dir`.

        with Stack(run_dir) as stack:
            requests go to stack.gateway_url (JSON) or stack.gateway_target (gRPC)

    mode: "split", one process per service with its own credentials, or "all", one process.
    environment: "test" allows `today` (YYYY-MM-DD) and a faster, power-cut-unsafe database.
    gateway_port: 0 lets the kernel choose.
    """

    def __init__(
        self,
        run_dir: Path,
        mode: str = "split",
        environment: str = "test",
        today: str | None = None,
        gateway_port: int = 0,
        gateway_host: str = "127.0.0.1",
        log_level: str = "info",
        settings: dict | None = None,
    ):
        self.run_dir = Path(run_dir).absolute()
        self.services = known_services()
        self._hosted = {"all": self.services} if mode == "all" else {s: [s] for s in self.services}
        self._listen = f"{gateway_host}:{gateway_port}"
        self._sockets = paths.make_socket_directory()
        settings = {"environment": environment, "log.level": log_level, **(settings or {})}
        if today:
            settings["testing.today"] = today
        self.cluster = Cluster(
            self.run_dir / "postgres", self._sockets / "pg", self.run_dir / "postgres.log",
            safe=environment == "production",
        )  # fmt: skip
        self.database = Database(self.cluster, self.run_dir / "passwords.json")
        self._services = Services(self.services, self.run_dir, self._sockets, self.database, settings)
        self._gateway = Gateway(self.run_dir / "gateway", self._sockets)

    # Where to call

    @property
    def gateway_url(self) -> str:
        return f"http://{self.gateway_target}"

    @property
    def gateway_target(self) -> str:
        return f"127.0.0.1:{self._gateway.port}"

    @property
    def admin_login(self) -> str:
        return ADMIN

    @property
    def admin_password(self) -> str:
        return self._admin_file.read_text()

    def service_target(self, service: str) -> str:
        """The service's own gRPC address, behind the gateway."""
        return self._services.target(service)

    def metrics_address(self, service: str) -> str:
        return self._services.addresses(self._host_of(service))[service]["metrics"]

    def log(self, service: str) -> Path:
        return self._services.log(self._host_of(service))

    def verify_audit(self, service: str) -> str:
        """What semsd says of its audit trail, seals and anchor file; raises when any was altered."""
        return self._services.verify_audit(self._host_of(service), service)

    # Start and end

    def __enter__(self) -> "Stack":
        self.start()
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def start(self) -> None:
        import render

        self.run_dir.mkdir(parents=True, exist_ok=True)
        try:
            self.cluster.create()
            self.cluster.start()
            self.database.create(self.services)
            self._services.prepare()
            for process, hosted in self._hosted.items():
                self._services.start(process, hosted)
            for process in self._hosted:
                self._services.wait_ready(process)
            self._make_admin()
            self._gateway.start(render.Place(
                descriptor_set=paths.DESCRIPTOR_SET,
                upstream=f"unix:{self._sockets}/{{service}}.sock",
                listen=self._listen,
                jwks_file=str(self._services.user_keys),
                origins=["http://localhost:*", "http://127.0.0.1:*"],
            ))  # fmt: skip
            self._write_state()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Callers first, then those they call; each finishes what it has begun."""
        self._gateway.stop()
        _end(self._services.processes.values())
        self.cluster.stop()
        self._state_file.unlink(missing_ok=True)
        shutil.rmtree(self._sockets, ignore_errors=True)

    # Faults

    def kill_service(self, service: str) -> None:
        self._services.processes[self._host_of(service)].kill()

    def stop_service(self, service: str) -> None:
        self._services.processes[self._host_of(service)].stop()

    def start_service(self, service: str) -> None:
        process = self._host_of(service)
        self._services.start(process, self._hosted[process])
        self._services.wait_ready(process)

    def stop_postgres(self) -> None:
        self.cluster.stop()

    def kill_postgres(self) -> None:
        self.cluster.kill()

    def start_postgres(self) -> None:
        self.cluster.start()

    # Across programs: `scripts/run --detach` and `scripts/stop`

    @property
    def _state_file(self) -> Path:
        return self.run_dir / "state.json"

    def _write_state(self) -> None:
        state = {
            "gateway": self._gateway.process.identity(),
            "services": [p.identity() for p in self._services.processes.values()],
            "sockets": str(self._sockets),
            "url": self.gateway_url,
        }
        self._state_file.write_text(json.dumps(state, indent=1))

    def fallen(self) -> list[str]:
        """Names of processes that have ended by themselves."""
        running = {"gateway": self._gateway.process, **self._services.processes}
        return [name for name, process in running.items() if not process.runs()]

    # Parts

    def _host_of(self, service: str) -> str:
        return next(process for process, hosted in self._hosted.items() if service in hosted)

    @property
    def _admin_file(self) -> Path:
        return self.run_dir / ADMIN_FILE

    def _make_admin(self) -> None:
        if self._admin_file.exists():
            return
        draft = self.run_dir / f"{ADMIN_FILE}.draft"
        # Letters, digits and others, as the rule for passwords wants them.
        write_private(draft, "-".join(secrets.token_hex(2)[1:] for _ in range(6)))
        self._services.bootstrap_admin(self._host_of("identity"), ADMIN, draft)
        draft.rename(self._admin_file)


@dataclass(frozen=True)
class Reach:
    """What a program needs to use a system."""

    gateway_url: str  # JSON
    gateway_target: str  # gRPC
    admin_login: str
    admin_password: str


@contextmanager
def running_or_started(run_dir: Path) -> Iterator[Reach]:
    """The system that runs with this directory, or one started for the time of the block."""
    if url := running_url(run_dir):
        password = (run_dir / ADMIN_FILE).read_text()
        yield Reach(url, url.removeprefix("http://"), ADMIN, password)
    else:
        with Stack(run_dir, environment="production") as stack:
            yield Reach(
                stack.gateway_url, stack.gateway_target, stack.admin_login, stack.admin_password
            )


def running_url(run_dir: Path) -> str | None:
    """Where the system started with this directory answers, if it runs."""
    state = _read_state(run_dir)
    return state["url"] if state and Process.found(state["gateway"]).runs() else None


def stop_running(run_dir: Path) -> bool:
    """Stops what another program started; False if nothing ran."""
    state = _read_state(run_dir)
    if state is None:
        return False
    Process.found(state["gateway"]).stop()
    _end([Process.found(identity) for identity in state["services"]])
    sockets = Path(state["sockets"])
    Cluster(run_dir / "postgres", sockets / "pg", run_dir / "postgres.log").stop()
    shutil.rmtree(sockets, ignore_errors=True)
    (run_dir / "state.json").unlink(missing_ok=True)
    return True


def _read_state(run_dir: Path) -> dict | None:
    file = run_dir / "state.json"
    return json.loads(file.read_text()) if file.exists() else None


def _end(processes) -> None:
    """All at once: they drain at the same time."""
    for process in processes:
        process.ask_to_end()
    for process in processes:
        process.wait_for_end()
