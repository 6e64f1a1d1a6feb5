"""What the gateway lets through, and in which form."""

import json
import subprocess
from dataclasses import replace

import pytest
import render
from calls import SAY, ask, call_grpc, call_grpc_web
from google.rpc import code_pb2, error_details_pb2
from semsstack import paths

MB = 1 << 20


def test_korean_text_through_json(gateway, token):
    answer = ask(gateway, "GET", "/v1/echoes/%EC%95%88%EB%85%95", token=token)
    assert (answer.status, json.loads(answer.body)) == (200, {"text": "안녕"})


def test_anonymous_methods_need_no_token(gateway):
    assert json.loads(ask(gateway, "GET", "/v1/greeting").body) == {"greeting": "안녕하세요"}
    greet = "/sems.echo.v1.EchoService/Greet"
    assert call_grpc(gateway, greet).code == call_grpc_web(gateway, greet).code == code_pb2.OK


def test_identity_headers_from_outside_are_dropped(gateway, token):
    forged = {"x-sems-service-token": "forged", "X-SEMS-Caller": "forged", "x-envoy-original-path": "/forged"}
    answer = ask(gateway, "POST", "/v1/echoes:say", token=token, body="{}", headers=forged)
    seen = json.loads(answer.body)["headers"]
    assert not [name for name in seen if name.startswith("x-sems-")]
    assert "forged" not in seen.values()
    assert seen["authorization"] == f"Bearer {token}", "the services verify it themselves"


@pytest.mark.parametrize("size", [0, 5, 31 * MB, 32 * MB])
def test_files_up_to_32_mb_both_ways(gateway, token, size):
    sent = ask(gateway, "POST", "/v1/echoes/a/file", token=token, body="a" * size, type="text/plain")
    assert json.loads(sent.body)["size"] == str(size)
    got = ask(gateway, "GET", f"/v1/echoes/{size}/download", token=token)
    assert (got.status, len(got.body)) == (200, size)
    assert got.headers["content-type"] == "application/zip"
    assert got.headers["content-length"] == str(size)


def test_a_services_error_keeps_its_details(gateway, token, types):
    answer = ask(gateway, "POST", "/v1/echoes:say", token=token, body='{"failWith": 9}')
    assert answer.status == 400
    assert json.loads(answer.body) == {
        "code": 9, "message": "as told",
        "details": [
            {"@type": "type.googleapis.com/google.rpc.ErrorInfo",
             "reason": "TOLD", "domain": "sems", "metadata": {}},
            {"@type": "type.googleapis.com/google.rpc.LocalizedMessage",
             "locale": "ko", "message": "시킨 대로"},
        ],
    }  # fmt: skip
    request = types["sems.echo.v1.SayRequest"](fail_with=9).SerializeToString()
    for call in (call_grpc, call_grpc_web):
        status = call(gateway, SAY, token=token, request=request)
        info = error_details_pb2.ErrorInfo()
        assert status.code == code_pb2.FAILED_PRECONDITION
        assert status.details[0].Unpack(info) and info.reason == "TOLD"


@pytest.mark.parametrize("origin, allowed", [("http://app.example", True), ("http://localhost:5173", True),
                                             ("http://evil.example", False)])  # fmt: skip
@pytest.mark.parametrize("path", ["/v1/echoes:say", SAY])
def test_browsers_ask_first(gateway, path, origin, allowed):
    ask_first = {"origin": origin, "access-control-request-method": "POST"}
    answer = ask(gateway, "OPTIONS", path, headers=ask_first)
    assert answer.headers.get("access-control-allow-origin") == (origin if allowed else None)
    if allowed:
        assert "grpc-timeout" in answer.headers["access-control-allow-headers"]


def test_browsers_may_read_refusals(gateway):
    answer = ask(gateway, "GET", "/v1/echoes/hi", headers={"origin": "http://app.example"})
    assert answer.status == 401
    assert answer.headers["access-control-allow-origin"] == "http://app.example"


@pytest.mark.parametrize("change", [
    {}, {"jwks_file": ""}, {"upstream": "{service}.sems.svc:50051"}, {"admin": "127.0.0.1:9901"},
])  # fmt: skip
def test_envoy_accepts_what_render_makes(workplace, place, change):
    config = workplace / "validated.yaml"
    config.write_text(render.render(replace(place, **change)))
    subprocess.run([paths.envoy(), "--mode", "validate", "-c", config], check=True, capture_output=True)
