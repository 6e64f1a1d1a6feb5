"""What a refused call says."""

from contextlib import contextmanager

import grpc
import pytest
from google.rpc import error_details_pb2
from grpc_status import rpc_status

NEVER = {grpc.StatusCode.UNKNOWN, grpc.StatusCode.INTERNAL, grpc.StatusCode.UNIMPLEMENTED}


class Refusal:
    def __init__(self, error: grpc.RpcError):
        self.code: grpc.StatusCode = error.code()
        self.message: str = error.details()
        self.status = rpc_status.from_call(error)
        self.reason = ""
        self.message_ko = ""
        self.fields: dict[str, str] = {}  # field -> what is wrong
        for detail in self.status.details if self.status else ():
            info = error_details_pb2.ErrorInfo()
            korean = error_details_pb2.LocalizedMessage()
            bad = error_details_pb2.BadRequest()
            if detail.Unpack(info):
                self.reason = info.reason
            elif detail.Unpack(korean):
                self.message_ko = korean.message
            elif detail.Unpack(bad):
                self.fields = {v.field: v.description for v in bad.field_violations}


@contextmanager
def refused(code: str, reason: str | None = None):
    """The block's call is refused with this code (and reason); gives the Refusal once it has been."""
    seen = Refused()
    with pytest.raises(grpc.RpcError) as caught:
        yield seen
    seen.refusal = Refusal(caught.value)
    assert (seen.refusal.code.name, seen.refusal.reason if reason else None) == (code, reason), seen.refusal.message


class Refused:
    refusal: Refusal
