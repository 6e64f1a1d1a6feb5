"""The Helm chart: what it renders is valid, current, and gives each service its own secrets alone."""

import os
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "helm" / "sems"
DESCRIPTOR_SET = Path(os.environ.get("SEMS_BUILD", ROOT / "build" / "dev")) / "sems.protoset"
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "deploy" / "gateway")]

import render_chart
from semsstack import paths
from semsstack.services import known_services

SERVICES = known_services()
VARIANTS = {
    "plain": [],
    "TLS": ["--set", "gateway.tlsSecret=web"],
    "several": ["--set", "services.facility.replicas=3", "--set", "audit.anchor.existingClaim=mine"],
}


def helm(*arguments: str) -> str:
    program = ROOT / ".venv" / "bin" / "helm"
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout


def rendered(*settings: str) -> list[dict]:
    return [o for o in yaml.safe_load_all(helm("template", "sems", str(CHART), *settings)) if o]


def named(objects: list[dict], kind: str, name: str) -> dict:
    return next(o for o in objects if o["kind"] == kind and o["metadata"]["name"] == name)


def pods(objects: list[dict]) -> dict[str, dict]:
    return {
        o["metadata"]["name"]: o["spec"]["template"]["spec"]
        for o in objects
        if o["kind"] in ("Deployment", "Job")
    }


def secrets_of(pod: dict) -> set[str]:
    return {v["secret"]["secretName"] for v in pod["volumes"] if "secret" in v}


def test_lint():
    helm("lint", "--strict", str(CHART))


@pytest.mark.parametrize("variant", VARIANTS)
def test_objects_keep_kubernetes_schemas(variant):
    for one in rendered(*VARIANTS[variant]):
        kubernetes_validate.validate(one, "1.30", strict=True)


def test_every_service_is_deployed():
    expected = {f"sems-{s}" for s in SERVICES} | {"sems-gateway", "sems-migrate"}
    assert set(pods(rendered())) == expected


def test_a_service_holds_its_own_secrets_alone():
    for name, pod in pods(rendered()).items():
        service = name.removeprefix("sems-")
        expected = {
            "gateway": {"sems-public-keys"},
            "migrate": {"sems-database-migrator"},
        }.get(service, {"sems-public-keys", "sems-audit-seal", f"sems-key-{service}", f"sems-database-{service}"})
        if service == "identity":
            expected = expected | {"sems-identity-signing"}
        if service == "duty":
            expected = expected | {"sems-duty-secret-keys"}
        assert secrets_of(pod) == expected, name


def test_pods_are_locked_down():
    for name, pod in pods(rendered()).items():
        assert pod["enableServiceLinks"] is False, f"{name}: variables SEMS_… would stop semsd"
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"] is True
        for container in [*pod["containers"], *pod.get("initContainers", [])]:
            assert container["securityContext"]["readOnlyRootFilesystem"] is True
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}


def test_the_gateways_configuration_is_current():
    for path, text in render_chart.files(DESCRIPTOR_SET).items():
        assert path.read_text() == text, (
            f"{path} is old: .venv/bin/python deploy/gateway/render_chart.py build/dev/sems.protoset"
        )


def test_envoy_accepts_the_chart_configuration(tmp_path):
    config = named(rendered(), "ConfigMap", "sems-gateway")["data"]["envoy.yaml"]
    keys = tmp_path / "jwks.json"
    keys.write_text('{"keys": [{"kty": "EC", "crv": "P-256", "kid": "k", "alg": "ES256",'
                    ' "x": "a_gFQOUEF2kUASgffmlcCpW2jri-bnGzKtk2Pw2U4cE",'
                    ' "y": "gdi--T_2erXVmdyoE3UdbM3XtJ5s4XUpPJEZ7xpyACY"}]}')  # fmt: skip
    config = config.replace("/contracts/sems.protoset", str(DESCRIPTOR_SET))
    config = config.replace("/etc/sems/public/user_jwks.json", str(keys))
    file = tmp_path / "envoy.yaml"
    file.write_text(config)
    subprocess.run([paths.envoy(), "--mode", "validate", "-c", file], check=True, capture_output=True)


def test_every_service_finds_the_others():
    objects = rendered()
    settings = yaml.safe_load(named(objects, "ConfigMap", "sems-config")["data"]["sems.yaml"])
    for service in SERVICES:
        host, port = settings[f"peers.{service}"].removeprefix("dns:///").split(":")
        assert named(objects, "Service", host)["spec"]["ports"][0]["port"] == int(port)
