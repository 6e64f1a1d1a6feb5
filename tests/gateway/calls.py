"""Calls through the gateway in its three protocols."""

import base64
import http.client
import struct
from dataclasses import dataclass
from urllib.parse import unquote

import grpc
from google.rpc import status_pb2
from grpc_status import rpc_status

SAY = "/sems.echo.v1.EchoService/Say"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(gateway, verb, path, token=None, body=None, type="application/json", headers=None) -> Answer:
    sent = dict(headers or {})
    if token:
        sent["authorization"] = f"Bearer {token}"
    if body is not None:
        sent["content-type"] = type
    connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=30)
    try:
        connection.request(verb, path, body, sent)
        response = connection.getresponse()
        received = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, received, response.read())
    finally:
        connection.close()


def call_grpc(gateway, path, token=None, request=b"", headers=None, timeout=20) -> status_pb2.Status:
    metadata = list((headers or {}).items())
    if token:
        metadata.append(("authorization", f"Bearer {token}"))
    with grpc.insecure_channel(f"127.0.0.1:{gateway.port}") as channel:
        try:
            channel.unary_unary(path)(request, metadata=metadata, timeout=timeout)
            return status_pb2.Status()
        except grpc.RpcError as error:
            rich = rpc_status.from_call(error)
            return rich or status_pb2.Status(code=error.code().value[0], message=error.details())


def call_grpc_web(gateway, path, token=None, request=b"", headers=None) -> status_pb2.Status:
    framed = b"\0" + struct.pack(">I", len(request)) + request
    answer = ask(gateway, "POST", path, token, framed, "application/grpc-web+proto",
                 {"x-grpc-web": "1", **(headers or {})})  # fmt: skip
    assert answer.headers["content-type"] == "application/grpc-web+proto"
    trailers = answer.headers if "grpc-status" in answer.headers else _trailers(answer.body)
    if details := trailers.get("grpc-status-details-bin"):
        return status_pb2.Status.FromString(base64.b64decode(details + "=" * (-len(details) % 4)))
    return status_pb2.Status(
        code=int(trailers["grpc-status"]), message=unquote(trailers.get("grpc-message", ""))
    )


def _trailers(body: bytes) -> dict[str, str]:
    while body:
        flags, size = struct.unpack(">BI", body[:5])
        frame, body = body[5 : 5 + size], body[5 + size :]
        if flags & 0x80:
            lines = frame.decode().strip().split("\r\n")
            return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    raise AssertionError("no trailers")
