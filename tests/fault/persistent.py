"""A caller who tries again, with the same request_id, until he is answered."""

import time

import grpc

# What a caller may try again: the service was away, or did not say in time.
PASSING = {
    grpc.StatusCode.UNAVAILABLE,
    grpc.StatusCode.ABORTED,
    grpc.StatusCode.DEADLINE_EXCEEDED,
    grpc.StatusCode.RESOURCE_EXHAUSTED,
}


def until_answered(call, request, seconds: float = 60):
    """Returns the answer; anything but a passing refusal is raised."""
    give_up = time.monotonic() + seconds
    while True:
        try:
            return call(request, timeout=5)
        except grpc.RpcError as error:
            if error.code() not in PASSING or time.monotonic() > give_up:
                raise
            time.sleep(0.02)
