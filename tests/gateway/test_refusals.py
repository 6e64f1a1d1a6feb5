"""The gateway's own answers, in every protocol: the services' error shape, the right code."""

import json
from dataclasses import replace

import grpc
import pytest
from calls import SAY, ask, call_grpc, call_grpc_web
from google.rpc import code_pb2, error_details_pb2
from semsstack.gateway import Gateway

MB = 1 << 20
JSON = "application/json"

# what is sent -> status, canonical code, reason
REFUSED_JSON = {
    "no token": ("GET", "/v1/echoes/hi", {"token": None}, 401, 16, "UNAUTHENTICATED"),
    "forged token": ("GET", "/v1/echoes/hi", {"token": "x.y.z"}, 401, 16, "UNAUTHENTICATED"),
    "unknown path": ("GET", "/v1/nothing", {}, 404, 5, "UNKNOWN_PATH"),
    "no path of ours": ("GET", "/nothing", {"token": None}, 404, 5, "UNKNOWN_PATH"),
    "unknown verb": ("PUT", "/v1/greeting", {"body": "{}"}, 404, 5, "UNKNOWN_PATH"),
    "unknown query": ("GET", "/v1/echoes/hi?nope=1", {}, 400, 3, "MALFORMED_REQUEST"),
    "broken JSON": ("POST", "/v1/echoes:say", {"body": "{"}, 400, 3, "MALFORMED_REQUEST"),
    "wrong type": ("POST", "/v1/echoes:say", {"body": '{"text": 5}'}, 400, 3, "MALFORMED_REQUEST"),
    "form": ("POST", "/v1/echoes:say", {"body": "text=a", "type": "application/x-www-form-urlencoded"},
             415, 3, "UNSUPPORTED_CONTENT_TYPE"),
    "JSON on an RPC path": ("POST", SAY, {"body": "{}"}, 415, 3, "UNSUPPORTED_CONTENT_TYPE"),
    "GET on an RPC path": ("GET", SAY, {}, 405, 12, "METHOD_NOT_ALLOWED"),
    "JSON over 32 MB": ("POST", "/v1/echoes:say", {"body": '{"text":"%s"}' % ("a" * 32 * MB)},
                        413, 8, "REQUEST_TOO_LARGE"),
    "file over 32 MB": ("POST", "/v1/echoes/a/file", {"body": "a" * (32 * MB + 1), "type": "text/plain"},
                        413, 8, "REQUEST_TOO_LARGE"),
    "headers over 96 KB": ("GET", "/v1/echoes/hi", {"headers": {"big": "x" * 100_000}},
                           431, 8, "METADATA_TOO_LARGE"),
    "internal": ("POST", "/sems.echo.internal.v1.HiddenService/Look", {"body": "{}"},
                 404, 5, "UNKNOWN_PATH"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED_JSON)
def test_json_callers_get_the_services_error_shape(gateway, token, case):
    verb, path, sent, status, code, reason = REFUSED_JSON[case]
    answer = ask(gateway, verb, path, **{"token": token, **sent})
    assert (answer.status, answer.headers["content-type"]) == (status, JSON)
    error = json.loads(answer.body)
    assert set(error) == {"code", "message", "details"}
    assert error["code"] == code and error["message"]
    info, localized = error["details"]
    assert info == {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason, "domain": "sems", "metadata": {},
    }  # fmt: skip
    assert localized["@type"] == "type.googleapis.com/google.rpc.LocalizedMessage"
    assert localized["locale"] == "ko" and localized["message"]


HIDDEN = "/sems.echo.internal.v1.HiddenService/Look"
REFUSED_GRPC = {
    "no token": (SAY, {"token": None}, code_pb2.UNAUTHENTICATED, "UNAUTHENTICATED"),
    "internal": (HIDDEN, {}, code_pb2.UNIMPLEMENTED, "UNKNOWN_PATH"),
    "no path of ours": ("/some.Service/Call", {}, code_pb2.UNIMPLEMENTED, "UNKNOWN_PATH"),
}


@pytest.mark.parametrize("call", [call_grpc, call_grpc_web])
@pytest.mark.parametrize("case", REFUSED_GRPC)
def test_grpc_and_web_callers_get_a_status_with_details(gateway, token, case, call):
    path, sent, code, reason = REFUSED_GRPC[case]
    status = call(gateway, path, **{"token": token, **sent})
    assert status.code == code and status.message
    info = error_details_pb2.ErrorInfo()
    localized = error_details_pb2.LocalizedMessage()
    assert status.details[0].Unpack(info) and status.details[1].Unpack(localized)
    assert (info.reason, info.domain, localized.locale) == (reason, "sems", "ko")


def test_unknown_compression_is_unimplemented(gateway, token):
    status = call_grpc_web(gateway, SAY, token=token, headers={"grpc-encoding": "zstd"})
    assert status.code == code_pb2.UNIMPLEMENTED


def test_a_deadline_ends_as_deadline_exceeded_in_every_protocol(gateway, token, types):
    slow = types["sems.echo.v1.SayRequest"](wait_ms=1000).SerializeToString()
    native = call_grpc(gateway, SAY, token=token, request=slow, timeout=0.2)
    web = call_grpc_web(gateway, SAY, token=token, request=slow, headers={"grpc-timeout": "200m"})
    plain = ask(gateway, "POST", "/v1/echoes:say", token=token, body='{"waitMs": 1000}',
                headers={"grpc-timeout": "200m"})  # fmt: skip
    assert native.code == web.code == json.loads(plain.body)["code"] == code_pb2.DEADLINE_EXCEEDED
    assert plain.status == 504


def test_a_service_that_is_away_is_unavailable(workplace, place, token):
    lonely = Gateway(workplace / "lonely", workplace / "lonely")
    lonely.start(replace(place, upstream="unix:/nowhere/{service}.sock"))
    try:
        answer = ask(lonely, "GET", "/v1/echoes/hi", token=token)
        assert answer.status == 503
        error = json.loads(answer.body)
        assert (error["code"], error["details"][0]["reason"]) == (14, "UNAVAILABLE")
        assert "/nowhere" not in answer.body.decode(), "tells nothing of the inside"
        for call in (call_grpc, call_grpc_web):
            assert call(lonely, SAY, token=token).code == code_pb2.UNAVAILABLE
    finally:
        lonely.stop()


def test_large_metadata_hurts_its_sender_alone(gateway, token, types):
    """90 calls on the same connections notice nothing of one with 60 KB and one with 110 KB."""
    request = types["sems.echo.v1.SayRequest"](text="a", wait_ms=500).SerializeToString()
    metadata = [("authorization", f"Bearer {token}")]
    with grpc.insecure_channel(f"127.0.0.1:{gateway.port}") as channel:
        say = channel.unary_unary(SAY)
        others = [say.future(request, metadata=metadata, timeout=20) for _ in range(90)]
        carried = say.future(request, metadata=[*metadata, ("big", "x" * 60_000)], timeout=20)
        reset = say.future(request, metadata=[*metadata, ("big", "x" * 110_000)], timeout=20)
        assert all(call.result() for call in others)
        assert carried.result()
        assert reset.exception() is not None
