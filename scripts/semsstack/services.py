"""The services as processes of semsd: keys, configuration, start and end."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import yaml

from semsstack import paths
from semsstack.database import MIGRATOR, Database, role_of
from semsstack.process import Process, clean_environment
from semsstack.waiting import wait_until


def known_services() -> list[str]:
    """Every service that semsd can host."""
    done = subprocess.run([paths.SEMSD, "services"], text=True, capture_output=True, check=True)
    return done.stdout.split()


class Services:
    """Files under `directory`, sockets in `sockets`; a process's name is its service, or "all".

    known: every service of the system, which others may call.
    """

    def __init__(
        self, known: list[str], directory: Path, sockets: Path, database: Database, settings: dict
    ):
        self._known = known
        self._directory = directory
        self._sockets = sockets
        self._database = database
        self._settings = settings
        self._keys = directory / "keys"
        self.processes: dict[str, Process] = {}

    def target(self, service: str) -> str:
        return f"unix:{self._sockets}/{service}.sock"

    def addresses(self, process: str) -> dict:
        """What the process said when it was ready: listen and metrics addresses by service."""
        return json.loads(self._ready_file(process).read_text())

    @property
    def user_keys(self) -> Path:
        return self._keys / "user_jwks.json"

    def prepare(self) -> None:
        """Keys, and the database's schemas brought up to date."""
        for name in ("config", "ready", "logs", "audit"):
            (self._directory / name).mkdir(parents=True, exist_ok=True)
        self._keys.mkdir(mode=0o700, exist_ok=True)
        self.run("generate-keys", f"--out={self._keys}")
        config = self._write_config("migrate", {"migrate.database_url": self._database.url(MIGRATOR)})
        self.run("migrate", f"--config={config}")

    def start(self, process: str, services: list[str]) -> None:
        """Starts one process; `wait_ready` waits for it."""
        self._ready_file(process).unlink(missing_ok=True)
        config = self._write_config(process, self._config(process, services))
        self.processes[process] = Process.start(
            [str(paths.SEMSD), f"--services={','.join(services)}", f"--config={config}"],
            self.log(process),
        )

    def wait_ready(self, process: str) -> None:
        def ready() -> bool:
            if not self.processes[process].runs():
                log = self.log(process)
                raise RuntimeError(f"{process} did not start; see {log}:\n{log.read_text()[-2000:]}")
            return self._ready_file(process).exists()

        wait_until(ready, 60, f"the start of {process}")

    def log(self, process: str) -> Path:
        return self._directory / "logs" / f"{process}.log"

    def bootstrap_admin(self, process: str, login: str, password_file: Path) -> None:
        config = self._config_file(process)
        self.run("bootstrap-admin", f"--login={login}", f"--password-file={password_file}",
                 f"--config={config}")  # fmt: skip

    def verify_audit(self, process: str, service: str) -> str:
        config = self._config_file(process)
        return self.run("audit", "verify", f"--service={service}", f"--config={config}")

    def run(self, *arguments: str) -> str:
        """A command of semsd that ends by itself."""
        done = subprocess.run(
            [paths.SEMSD, *arguments], text=True, capture_output=True, env=clean_environment()
        )
        if done.returncode != 0:
            raise RuntimeError(f"semsd {arguments[0]} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def _config(self, process: str, services: list[str]) -> dict:
        config = {
            "ready_file": str(self._ready_file(process)),
            "keys.user_jwks_file": str(self.user_keys),
            "keys.service_jwks_file": str(self._keys / "service_jwks.json"),
            "keys.service_key_dir": str(self._own_keys(process, services)),
            "audit.anchor_file": str(self._directory / "audit" / "{service}.anchor"),
            "audit.seal_key_file": str(self._keys / "audit_seal.pem"),
        }
        if "identity" in services:
            config["identity.signing_key_file"] = str(self._keys / "identity_signing.pem")
        if "duty" in services:
            config["duty.secret_keys_file"] = str(self._keys / "duty_secret_keys.json")
        for service in self._known:
            config[f"peers.{service}"] = self.target(service)
        for service in services:
            config[f"{service}.listen"] = self.target(service)
            config[f"{service}.metrics_listen"] = "127.0.0.1:0"
            config[f"{service}.database_url"] = self._database.url(role_of(service))
        return config

    def _own_keys(self, process: str, services: list[str]) -> Path:
        """A process can read the private keys of the services it hosts, and no others."""
        own = self._keys / "of" / process
        shutil.rmtree(own, ignore_errors=True)
        own.mkdir(parents=True)
        for service in services:
            shutil.copy(self._keys / "services" / f"{service}.pem", own)
        return own

    def _ready_file(self, process: str) -> Path:
        return self._directory / "ready" / f"{process}.json"

    def _config_file(self, process: str) -> Path:
        return self._directory / "config" / f"{process}.yaml"

    def _write_config(self, process: str, config: dict) -> Path:
        file = self._config_file(process)
        file.touch(mode=0o600)
        os.chmod(file, 0o600)
        file.write_text(yaml.safe_dump({**self._settings, **config}, allow_unicode=True))
        return file
