"""A stand-in for the services behind the gateway: answers, fails and waits as it is told."""

import time
from concurrent import futures
from pathlib import Path

import grpc
from google.protobuf import any_pb2, descriptor_pb2, descriptor_pool, message_factory
from google.rpc import error_details_pb2, status_pb2
from grpc_status import rpc_status


def messages(descriptor_set: Path) -> dict:
    """Message classes of the test's contracts by full name."""
    files = descriptor_pb2.FileDescriptorSet.FromString(descriptor_set.read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    names = [file.name for file in files.file]
    return message_factory.GetMessageClassesForFiles(names, pool)


class EchoServer:
    def __init__(self, types: dict, socket: Path):
        self._types = {
            name.rpartition(".")[2]: made
            for name, made in types.items()
            if name.startswith("sems.echo.") or name == "google.api.HttpBody"
        }

        self._server = grpc.server(
            futures.ThreadPoolExecutor(100),
            options=[("grpc.max_metadata_size", 131072), ("grpc.max_receive_message_length", 64 << 20),
                     ("grpc.max_send_message_length", 64 << 20)],
        )  # fmt: skip
        methods = {"Greet": "GreetResponse", "Say": "SayResponse", "GetEcho": "GetEchoResponse",
                   "Upload": "UploadResponse", "Download": "HttpBody"}  # fmt: skip
        handlers = {
            method: grpc.unary_unary_rpc_method_handler(
                getattr(self, "_" + method.lower()),
                self._types[method + "Request"].FromString,
                self._types[answer].SerializeToString,
            )
            for method, answer in methods.items()
        }
        look = grpc.unary_unary_rpc_method_handler(lambda request, context: b"hidden", bytes, bytes)
        self._server.add_generic_rpc_handlers((
            grpc.method_handlers_generic_handler("sems.echo.v1.EchoService", handlers),
            grpc.method_handlers_generic_handler("sems.echo.internal.v1.HiddenService", {"Look": look}),
        ))  # fmt: skip
        self._server.add_insecure_port(f"unix:{socket}")
        self._server.start()

    def stop(self) -> None:
        self._server.stop(None).wait()

    def _greet(self, request, context):
        return self._types["GreetResponse"](greeting="안녕하세요")

    def _say(self, request, context):
        time.sleep(request.wait_ms / 1000)
        if request.fail_with:
            context.abort_with_status(rpc_status.to_status(_error(request.fail_with)))
        headers = {k: v for k, v in context.invocation_metadata() if isinstance(v, str)}
        return self._types["SayResponse"](text=request.text * max(1, request.times), headers=headers)

    def _getecho(self, request, context):
        return self._types["GetEchoResponse"](text=request.text)

    def _upload(self, request, context):
        return self._types["UploadResponse"](
            content_type=request.file.content_type, size=len(request.file.data)
        )

    def _download(self, request, context):
        return self._types["HttpBody"](content_type="application/zip", data=b"x" * request.size)


def _error(code: int) -> status_pb2.Status:
    status = status_pb2.Status(code=code, message="as told")
    for detail in (
        error_details_pb2.ErrorInfo(reason="TOLD", domain="sems"),
        error_details_pb2.LocalizedMessage(locale="ko", message="시킨 대로"),
    ):
        packed = any_pb2.Any()
        packed.Pack(detail)
        status.details.append(packed)
    return status
