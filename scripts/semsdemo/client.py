"""A caller of the API over gRPC: through the gateway, with the token of who has signed in."""

import uuid

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from semsdemo.api import identity

SECONDS = 30  # for a call, unless it says otherwise


class Client:
    """`client(facility.StackServiceStub).ListStacks(request)`; without a login: nobody."""

    def __init__(self, gateway_target: str, login: str = "", password: str = ""):
        self.login = login
        self.account_id = ""
        self.token = ""
        self._connection = grpc.insecure_channel(gateway_target)
        self._channel = grpc.intercept_channel(self._connection, _Habits(self))
        if login:
            answer = self(identity.AuthServiceStub).SignIn(
                identity.SignInRequest(login=login, password=password)
            )
            self.account_id = answer.account_id
            self.token = answer.tokens.access_token

    def __call__(self, stub_type):
        return stub_type(self._channel)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()


class _Habits(grpc.UnaryUnaryClientInterceptor, grpc.UnaryStreamClientInterceptor):
    """What every call carries: the token, and a deadline."""

    def __init__(self, client: Client):
        self._client = client

    def intercept_unary_unary(self, proceed, details, request):
        return proceed(self._complete(details), request)

    def intercept_unary_stream(self, proceed, details, request):
        return proceed(self._complete(details), request)

    def _complete(self, details):
        metadata = list(details.metadata or ())
        if self._client.token:
            metadata.append(("authorization", f"Bearer {self._client.token}"))
        return details._replace(metadata=metadata, timeout=details.timeout or SECONDS)


def new_request_id() -> str:
    return str(uuid.uuid4())


def pages(call, request, field: str):
    """Every item of a list that comes in pages."""
    request.page_size = 500
    while True:
        answer = call(request)
        yield from getattr(answer, field)
        if not answer.next_page_token:
            return
        request.page_token = answer.next_page_token


def reason(error: grpc.RpcError) -> str:
    """The ErrorInfo's reason (LOGIN_TAKEN), by which programs tell errors apart."""
    status = rpc_status.from_call(error)
    info = error_details_pb2.ErrorInfo()
    for detail in status.details if status else ():
        if detail.Unpack(info):
            return info.reason
    return ""
