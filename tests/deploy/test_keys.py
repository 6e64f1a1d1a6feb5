"""generate-keys is repeated with every release: what is there stays, what a new service lacks is made."""

import base64
import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "scripts")]

from semsstack import paths
from semsstack.services import known_services

SERVICES = known_services()


def generate(directory) -> subprocess.CompletedProcess:
    return subprocess.run(
        [paths.SEMSD, "generate-keys", f"--out={directory}"], capture_output=True, text=True, timeout=60
    )


def contents(directory) -> dict[str, bytes]:
    return {str(f.relative_to(directory)): f.read_bytes() for f in directory.rglob("*") if f.is_file()}


def key_ids(directory, name: str) -> list[str]:
    return [key["kid"] for key in json.loads((directory / name).read_text())["keys"]]


@pytest.fixture
def keys(tmp_path):
    """Those of a first release."""
    directory = tmp_path / "keys"
    made = generate(directory)
    assert made.returncode == 0, made.stderr
    return directory


def test_every_service_has_a_key_that_nobody_else_reads(keys):
    assert {f"services/{service}.pem" for service in SERVICES} <= contents(keys).keys()
    assert sorted(key_ids(keys, "service_jwks.json")) == sorted(SERVICES)
    for private in keys.rglob("*.pem"):
        assert stat.S_IMODE(private.stat().st_mode) == 0o600, private


def test_repeated_it_changes_nothing(keys):
    before = contents(keys)
    again = generate(keys)
    assert again.returncode == 0, again.stderr
    assert contents(keys) == before


def test_of_a_service_that_is_new_the_key_is_made_and_the_others_kept(keys):
    new = SERVICES[-1]
    (keys / "services" / f"{new}.pem").unlink()
    older = [key for key in json.loads((keys / "service_jwks.json").read_text())["keys"] if key["kid"] != new]
    (keys / "service_jwks.json").write_text(json.dumps({"keys": older}))
    before = contents(keys)

    assert generate(keys).returncode == 0
    after = contents(keys)
    assert f"services/{new}.pem" in after
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"service_jwks.json"}, "signed tokens and old seals stay good"
    told = {key["kid"]: key for key in json.loads(after["service_jwks.json"])["keys"]}
    assert sorted(told) == sorted(SERVICES)
    for key in older:
        assert told[key["kid"]] == key


@pytest.mark.parametrize(
    "pem, jwks", [("identity_signing.pem", "user_jwks.json"), ("audit_seal.pem", "audit_seal_jwks.json")]
)
def test_a_public_key_that_is_missing_is_told_again(keys, pem, jwks):
    before = contents(keys)
    (keys / jwks).unlink()
    assert generate(keys).returncode == 0
    assert contents(keys) == before

    (keys / pem).unlink()  # a key that is lost makes another one, and its public half says so
    assert generate(keys).returncode == 0
    after = contents(keys)
    assert after[pem] != before[pem] and after[jwks] != before[jwks]
    assert {name for name in before if before[name] != after[name]} == {pem, jwks}


def test_secrets_that_lie_sealed_stay_readable(keys):
    sealing = keys / "duty_secret_keys.json"
    before = sealing.read_bytes()
    (key,) = json.loads(before)["keys"]
    assert (key["kty"], key["alg"]) == ("oct", "A256GCM") and key["kid"]
    assert len(base64.urlsafe_b64decode(key["k"] + "==")) == 32
    assert stat.S_IMODE(sealing.stat().st_mode) == 0o600
    assert generate(keys).returncode == 0
    assert sealing.read_bytes() == before

    sealing.unlink()  # the release that brings it
    assert generate(keys).returncode == 0
    assert sealing.exists() and sealing.read_bytes() != before


def test_what_is_no_key_is_not_written_over(keys):
    broken = keys / "services" / f"{SERVICES[0]}.pem"
    broken.write_text("not a key\n")
    refused = generate(keys)
    assert refused.returncode != 0
    assert refused.stderr.strip()
    assert broken.read_text() == "not a key\n"


def test_a_directory_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "keys").write_text("a file")
    refused = generate(tmp_path / "keys")
    assert refused.returncode != 0 and str(tmp_path / "keys") in refused.stderr
