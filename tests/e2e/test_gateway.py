"""The gateway before the real services: who does wrong is refused, alone, in the services' own words."""

import json
import time
from contextlib import contextmanager
from dataclasses import dataclass

import jwt
import psycopg
import pytest
from calls import ask, call_grpc, call_grpc_web
from google.rpc import code_pb2, error_details_pb2
from semsdemo.api import facility

MB = 1 << 20
JSON = "application/json"
ME = "/sems.identity.v1.AccountService/GetMyAccount"
SITES = "/sems.registration.v1.SiteService/ListSites"
ACCOUNTS = "/sems.identity.v1.AccountService/ListAccounts"


@dataclass
class Gateway:
    """As tests/gateway's callers want it."""

    port: int


@pytest.fixture(scope="module")
def gateway(stack) -> Gateway:
    return Gateway(int(stack.gateway_target.rpartition(":")[2]))


@pytest.fixture(scope="module")
def token(plant) -> str:
    return plant.client.token


# verb, path, what else is sent -> HTTP status, code, reason
REFUSED_JSON = {
    "no token": ("GET", "/v1/me", {"token": None}, 401, 16, None),
    "forged token": ("GET", "/v1/me", {"token": "a.b.c"}, 401, 16, None),
    "token of another role": ("GET", "/v1/accounts", {}, 403, 7, "OUT_OF_SCOPE"),
    "unknown path": ("GET", "/v1/nothing", {}, 404, 5, "UNKNOWN_PATH"),
    "wrong verb": ("DELETE", "/v1/me", {}, 404, 5, "UNKNOWN_PATH"),
    "unknown query parameter": ("GET", "/v1/sites?nope=1", {}, 400, 3, "MALFORMED_REQUEST"),
    "query parameter of a wrong type": ("GET", "/v1/sites?pageSize=many", {}, 400, 3, "MALFORMED_REQUEST"),
    "bad JSON": ("POST", "/v1/auth:signIn", {"body": '{"login":'}, 400, 3, "MALFORMED_REQUEST"),
    "JSON of a wrong type": ("POST", "/v1/auth:signIn", {"body": '{"login": [1]}'}, 400, 3, "MALFORMED_REQUEST"),
    "wrong content type": ("POST", "/v1/auth:signIn", {"body": "a=b", "type": "application/x-www-form-urlencoded"},
                           415, 3, "UNSUPPORTED_CONTENT_TYPE"),
    "JSON on an RPC path": ("POST", ME, {"body": "{}"}, 415, 3, "UNSUPPORTED_CONTENT_TYPE"),
    "GET on an RPC path": ("GET", ME, {}, 405, 12, "METHOD_NOT_ALLOWED"),
    "body over the limit": ("POST", "/v1/auth:signIn", {"body": '{"login": "%s"}' % ("a" * 32 * MB)},
                            413, 8, "REQUEST_TOO_LARGE"),
    "metadata of 60 KB": ("GET", "/v1/me", {"headers": {"big": "x" * 60_000}}, 429, 8, "METADATA_TOO_LARGE"),
    "metadata over 96 KB": ("GET", "/v1/me", {"headers": {"big": "x" * 100_000}}, 431, 8, "METADATA_TOO_LARGE"),
    "an id that is none": ("GET", "/v1/sites/nobody", {}, 400, 3, None),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED_JSON)
def test_json_callers_are_refused_in_json(gateway, token, case):
    verb, path, sent, status, code, reason = REFUSED_JSON[case]
    answer = ask(gateway, verb, path, **{"token": token, **sent})
    assert (answer.status, answer.headers["content-type"]) == (status, JSON), answer.body
    error = json.loads(answer.body)
    assert error["code"] == code and error["message"]
    details = {d["@type"].rpartition(".")[2]: d for d in error["details"]}
    info = details["ErrorInfo"]
    assert info["domain"] == "sems" and info["reason"] == (reason or info["reason"])
    assert details["LocalizedMessage"]["locale"] == "ko" and details["LocalizedMessage"]["message"]


# path, what is sent -> code, reason
REFUSED_GRPC = {
    "no token": (ME, {"token": None}, code_pb2.UNAUTHENTICATED, None),
    "forged token": (ME, {"token": "a.b.c"}, code_pb2.UNAUTHENTICATED, None),
    "token of another role": (ACCOUNTS, {}, code_pb2.PERMISSION_DENIED, "OUT_OF_SCOPE"),
    "metadata of 60 KB": (ME, {"headers": {"big": "x" * 60_000}}, code_pb2.RESOURCE_EXHAUSTED, "METADATA_TOO_LARGE"),
    "internal package": ("/sems.facility.internal.v1.InventoryService/GetInventory", {},
                         code_pb2.UNIMPLEMENTED, "UNKNOWN_PATH"),
    "site directory": ("/sems.common.internal.v1.SiteDirectoryService/ApplySiteEvent", {},
                       code_pb2.UNIMPLEMENTED, "UNKNOWN_PATH"),
    "reflection": ("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", {},
                   code_pb2.UNIMPLEMENTED, "UNKNOWN_PATH"),
    "health": ("/grpc.health.v1.Health/Check", {}, code_pb2.UNIMPLEMENTED, "UNKNOWN_PATH"),
    "unknown method": ("/sems.identity.v1.AccountService/Nothing", {}, code_pb2.UNIMPLEMENTED, None),
}  # fmt: skip


@pytest.mark.parametrize("call", [call_grpc, call_grpc_web])
@pytest.mark.parametrize("case", REFUSED_GRPC)
def test_grpc_callers_are_refused_with_a_status(gateway, token, case, call):
    path, sent, code, reason = REFUSED_GRPC[case]
    status = call(gateway, path, **{"token": token, **sent})
    assert status.code == code, status
    if case != "unknown method":  # that one is the gRPC library's answer
        info = error_details_pb2.ErrorInfo()
        assert status.details[0].Unpack(info) and info.domain == "sems"
        assert info.reason == (reason or info.reason)


def test_internal_packages_have_no_path(gateway, token):
    answer = ask(gateway, "POST", "/sems.facility.internal.v1.InventoryService/GetInventory", token=token, body="{}")
    assert answer.status == 404


@pytest.mark.parametrize("call", [call_grpc, call_grpc_web])
def test_a_request_that_is_no_message(gateway, token, call):
    status = call(gateway, SITES, token=token, request=b"\xff\xff\xff")
    assert status.code not in (code_pb2.OK, code_pb2.UNKNOWN), status


def test_neighbours_notice_nothing(web, token):
    """90 calls are on the same connections, downstream and upstream, while one caller does everything wrong."""
    seen = json.loads(web.run("neighbours.ts", TOKEN=token))
    assert list(seen["outcomes"]) == ["grpc-status 0"], seen["outcomes"]
    assert seen["outcomes"]["grpc-status 0"] >= 270
    refused = seen["refused"]

    def code(name):
        return refused[name]["grpc"] or json.loads(refused[name]["body"])["code"]

    assert code("metadata of 60 KB") == str(code_pb2.RESOURCE_EXHAUSTED)
    assert (refused["content type"]["http"], code("content type")) == (415, code_pb2.INVALID_ARGUMENT)
    assert refused["verb"]["http"] in (200, 405)
    assert int(code("verb")) == code_pb2.UNIMPLEMENTED
    assert (refused["unknown path"]["http"], code("unknown path")) == (404, code_pb2.NOT_FOUND)
    assert (refused["broken JSON"]["http"], code("broken JSON")) == (400, code_pb2.INVALID_ARGUMENT)
    assert code("no token") == str(code_pb2.UNAUTHENTICATED)


@contextmanager
def slow_accounts(stack):
    """While the block runs, calls that read accounts wait in the database."""
    with psycopg.connect(stack.database.superuser_url()) as locker:
        locker.execute("LOCK TABLE identity.account IN ACCESS EXCLUSIVE MODE")
        yield
        locker.rollback()


def test_a_deadline_is_deadline_exceeded_in_every_protocol(stack, gateway, web, token):
    with slow_accounts(stack):
        native = call_grpc(gateway, ME, token=token, timeout=0.3)
        by_hand = call_grpc_web(gateway, ME, token=token, headers={"grpc-timeout": "300m"})
        plain = ask(gateway, "GET", "/v1/me", token=token, headers={"grpc-timeout": "300m"})
        browser = web.run("deadline.ts", TOKEN=token).strip()
    assert (native.code, by_hand.code) == (code_pb2.DEADLINE_EXCEEDED,) * 2
    assert (plain.status, json.loads(plain.body)["code"]) == (504, code_pb2.DEADLINE_EXCEEDED)
    assert browser == "DeadlineExceeded"


def test_forged_identity_headers_change_nothing(gateway, stack, plant, people, officer):
    """Neither a service's identity nor another account comes from a header."""
    stranger, _ = people.site(officer)
    request = facility.ListStacksRequest(site_id=plant.site_id, survey_year=plant.month.year).SerializeToString()
    stacks = "/sems.facility.v1.StackService/ListStacks"
    genuine = (stack.run_dir / "keys" / "services").glob("*.pem")
    forged = {
        "x-sems-service-token": _service_token(next(genuine), plant.client.account_id),
        "x-sems-account-id": plant.client.account_id, "x-sems-role": "ROLE_NIER_ADMIN",
        "x-sems-site-id": plant.site_id, "x-forwarded-client-cert": "Subject=\"CN=ieps\"",
    }  # fmt: skip
    for call in (call_grpc, call_grpc_web):
        without = call(gateway, stacks, token=stranger.token, request=request)
        assert without.code == code_pb2.PERMISSION_DENIED
        assert call(gateway, stacks, token=stranger.token, request=request, headers=forged) == without
        assert call(gateway, stacks, token=None, request=request, headers=forged).code == code_pb2.UNAUTHENTICATED
    path = f"/v1/sites/{plant.site_id}"
    answer = ask(gateway, "GET", path, token=stranger.token, headers=forged)
    assert (answer.status, json.loads(answer.body)["code"]) == (403, code_pb2.PERMISSION_DENIED)


def _service_token(key_file, account_id: str) -> str:
    """As a service would make it, with that service's own key: only where it comes from is wrong."""
    now = int(time.time())
    claims = {"iss": key_file.stem, "aud": "sems-internal", "sub": account_id, "role": "ROLE_NIER_ADMIN",
              "iat": now, "exp": now + 60}  # fmt: skip
    return jwt.encode(claims, key_file.read_bytes(), "ES256", headers={"kid": key_file.stem})


@pytest.mark.parametrize("path", ["/v1/me", ME])
def test_browsers_ask_first(gateway, path):
    preflight = {"origin": "http://localhost:5173", "access-control-request-method": "POST",
                 "access-control-request-headers": "authorization,grpc-timeout,x-grpc-web,x-user-agent"}  # fmt: skip
    answer = ask(gateway, "OPTIONS", path, headers=preflight)
    assert answer.status in (200, 204)
    assert answer.headers["access-control-allow-origin"] == "http://localhost:5173"
    allowed = answer.headers["access-control-allow-headers"].split(",")
    assert {"authorization", "grpc-timeout", "x-grpc-web", "x-user-agent"} <= set(allowed)
    strange = ask(gateway, "OPTIONS", path, headers={**preflight, "origin": "http://evil.example"})
    assert "access-control-allow-origin" not in strange.headers


def test_keys_are_published(gateway, stack):
    published = json.loads(ask(gateway, "GET", "/.well-known/jwks.json").body)
    verifying = json.loads((stack.run_dir / "keys" / "user_jwks.json").read_text())
    assert {k["kid"] for k in published["keys"]} == {k["kid"] for k in verifying["keys"]}
    assert all(k["kty"] == "EC" and "d" not in k for k in published["keys"])
