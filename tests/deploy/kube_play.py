"""Starts every pod of the rendered chart for real, one after another, asks for its health, stops it.

scripts/pods builds the images and runs this; the arguments are helm template's. The pods share the
machine's network and reach the database by its socket. Secrets are directories: podman 4.3 mounts
Secret objects wrongly.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from semsstack import paths
from semsstack.database import MIGRATOR, Database, role_of
from semsstack.postgres import Cluster
from semsstack.services import known_services
from semsstack.waiting import wait_until

# Podman by itself: no systemd, no second runtime, limits that a container may set itself.
PODMAN = """
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
[containers]
netns = "host"
default_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]
"""


def main() -> None:
    work = Path(tempfile.mkdtemp(prefix="sems-kube-"))
    work.chmod(0o711)
    (work / "containers.conf").write_text(PODMAN)
    os.environ["CONTAINERS_CONF"] = str(work / "containers.conf")
    sockets = paths.make_socket_directory()
    cluster = Cluster(work / "postgres", sockets / "pg", work / "postgres.log", safe=False)
    cluster.create()
    cluster.start()
    try:
        database = Database(cluster, work / "passwords.json")
        database.create(known_services())
        objects = _rendered()
        _make_secrets(work / "secrets", work / "keys", database)
        for kind in RUN:
            for one in objects:
                if one["kind"] == kind:
                    _try(one, objects, sockets / "pg", work)
    finally:
        cluster.stop()
        shutil.rmtree(work)
        shutil.rmtree(sockets)


def _rendered() -> list[dict]:
    helm = str(paths.ROOT / ".venv" / "bin" / "helm")
    chart = str(paths.ROOT / "helm" / "sems")
    text = subprocess.check_output([helm, "template", "sems", chart, *sys.argv[1:]], text=True)
    return [one for one in yaml.safe_load_all(text) if one]


def _make_secrets(secrets: Path, keys: Path, database: Database) -> None:
    subprocess.run([paths.SEMSD, "generate-keys", f"--out={keys}"], check=True)
    contents = {
        "sems-public-keys": [keys / "user_jwks.json", keys / "service_jwks.json"],
        "sems-identity-signing": [keys / "identity_signing.pem"],
        "sems-audit-seal": [keys / "audit_seal.pem"],
        "sems-duty-secret-keys": [keys / "duty_secret_keys.json"],
    }
    roles = {service: role_of(service) for service in known_services()}
    for service in roles:
        contents[f"sems-key-{service}"] = [keys / "services" / f"{service}.pem"]
    for user, role in (roles | {"migrator": MIGRATOR}).items():
        url = keys / "databases" / user / "url"
        url.parent.mkdir(parents=True)
        url.write_text(database.url(role))
        contents[f"sems-database-{user}"] = [url]
    for name, files in contents.items():
        directory = secrets / name
        directory.mkdir(parents=True)
        for file in files:
            Path(shutil.copy(file, directory)).chmod(0o644)


def _run_job(container: str, pod: dict) -> str:
    status = int(_podman("wait", container))
    if status != 0:
        raise RuntimeError(f"{container} ended with {status}")
    return "done"


def _run_service(container: str, pod: dict) -> str:
    wait_until(lambda: _healthy(container, pod), 60, f"health of {container}")
    _podman("pod", "stop", "--time", str(pod["terminationGracePeriodSeconds"]), pod["hostname"])
    status = int(_podman("inspect", "--format", "{{.State.ExitCode}}", container))
    if status != 0:
        raise RuntimeError(f"{container} ended with {status} when it was told to stop")
    return "healthy, and ended when told to"


def _try(one: dict, objects: list[dict], database: Path, work: Path) -> None:
    name = one["metadata"]["name"]
    template = one["spec"]["template"]
    pod = template["spec"] | {"hostname": name}
    for volume in pod["volumes"]:
        if secret := volume.pop("secret", None):
            volume["hostPath"] = {"path": str(work / "secrets" / secret["secretName"])}
    # Podman 4.3 removes an init container that runs once before it has ended.
    annotations = {"io.podman.annotations.init.container.type": "always"}
    template["metadata"] |= {"name": name, "annotations": annotations}
    pod["volumes"].append({"name": "socket", "hostPath": {"path": str(database)}})
    for container in pod["containers"]:
        container["volumeMounts"].append({"name": "socket", "mountPath": str(database)})
    wanted = [o for o in objects if o["kind"] in ("ConfigMap", "PersistentVolumeClaim")]
    file = work / f"{name}.yaml"
    shown = {"apiVersion": "v1", "kind": "Pod", **template, "spec": pod}
    file.write_text(yaml.safe_dump_all([*wanted, shown]))
    container = f"{name}-{pod['containers'][0]['name']}"
    try:
        _podman("kube", "play", str(file))
        print(f"{name}: {RUN[one['kind']](container, pod)}", flush=True)
    except (TimeoutError, RuntimeError):
        subprocess.run(["podman", "logs", "--tail", "20", container])
        raise
    finally:
        _podman("pod", "rm", "--force", "--ignore", name)
        for claimed in wanted:  # each has become a volume
            volume = claimed["metadata"]["name"]
            subprocess.run(["podman", "volume", "rm", "--force", volume], capture_output=True)


RUN = {"Job": _run_job, "Deployment": _run_service}


def _healthy(container: str, pod: dict) -> bool:
    probe = pod["containers"][0]["readinessProbe"]
    if "exec" in probe:
        return _succeeds("podman", "exec", container, *probe["exec"]["command"])
    return _succeeds("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080")


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


def _podman(*arguments: str) -> str:
    done = subprocess.run(["podman", *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(json.dumps([arguments, done.stdout, done.stderr], indent=1))
    return done.stdout


if __name__ == "__main__":
    main()
