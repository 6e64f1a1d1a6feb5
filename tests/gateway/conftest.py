"""One gateway before a stand-in service, for all tests here."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "deploy" / "gateway"), str(Path(__file__).parent)]

import render
from echo import EchoServer, messages
from semsstack.gateway import Gateway


@pytest.fixture(scope="session")
def workplace():
    with tempfile.TemporaryDirectory(prefix="sems-gateway-") as directory:
        yield Path(directory)


@pytest.fixture(scope="session")
def descriptor_set(workplace) -> Path:
    place = workplace / "echo.protoset"
    site_packages = Path(jwt.__file__).parents[1]
    here = Path(__file__).parent / "protos"
    subprocess.run(
        ["protoc", f"-I{here}", f"-I{ROOT / 'protos'}", f"-I{site_packages}", "--include_imports",
         f"--descriptor_set_out={place}", "sems/echo/v1/echo.proto",
         "sems/echo/internal/v1/hidden.proto", "google/rpc/error_details.proto"],
        check=True,
    )  # fmt: skip
    return place


@pytest.fixture(scope="session")
def types(descriptor_set):
    return messages(descriptor_set)


@pytest.fixture(scope="session")
def echo_server(types, workplace):
    server = EchoServer(types, workplace / "echo.sock")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def signing_key():
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture(scope="session")
def token(signing_key):
    now = int(time.time())
    claims = {"iss": "sems", "aud": "sems-api", "sub": "somebody", "iat": now, "exp": now + 3600}
    return jwt.encode(claims, signing_key, "ES256", headers={"kid": "test"})


@pytest.fixture(scope="session")
def place(workplace, descriptor_set, signing_key):
    keys = workplace / "jwks.json"
    public = jwt.algorithms.ECAlgorithm.to_jwk(signing_key.public_key())
    public = public.replace("{", '{"kid": "test", "alg": "ES256",', 1)
    keys.write_text(f'{{"keys": [{public}]}}')
    return render.Place(
        descriptor_set=descriptor_set,
        upstream=f"unix:{workplace}/{{service}}.sock",
        listen="127.0.0.1:0",
        jwks_file=str(keys),
        origins=["http://app.example", "http://localhost:*"],
    )


@pytest.fixture(scope="session")
def gateway(workplace, place, echo_server):
    gateway = Gateway(workplace / "gateway", workplace)
    gateway.start(place)
    yield gateway
    gateway.stop()
