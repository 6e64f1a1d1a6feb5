"""What the gateway says when it refuses a call itself: the same shape as the services' errors.

JSON callers get google.rpc.Status as JSON, gRPC and gRPC-Web callers a proper grpc-status with the
same details. Left alone, Envoy answers in plain text, and 400 as INTERNAL, 413 and 431 as UNKNOWN.
"""

import base64
from dataclasses import dataclass

from google.protobuf import any_pb2
from google.rpc import error_details_pb2, status_pb2


@dataclass(frozen=True)
class Refusal:
    http: int
    code: int  # google.rpc.Code
    reason: str
    message: str
    message_ko: str
    # Envoy's own words say more and nothing secret.
    tells: bool = False
    # To gRPC callers, where it differs.
    grpc_code: int = 0
    # Envoy's response flags instead of the status.
    flags: tuple[str, ...] = ()


_LOGIN = "로그인이 필요합니다."
_LATER = "일시적으로 이용할 수 없습니다. 잠시 후 다시 시도하십시오."
_TIMEOUT = "제한 시간 안에 처리하지 못했습니다."

REFUSALS = [
    Refusal(504, 4, "DEADLINE_EXCEEDED", "The call took longer than allowed.", _TIMEOUT,
            flags=("UT", "UMSDR", "DT", "SI")),
    Refusal(400, 3, "MALFORMED_REQUEST", "The request is malformed.",
            "요청 형식이 올바르지 않습니다.", tells=True),
    Refusal(401, 16, "UNAUTHENTICATED", "A valid access token is needed.", _LOGIN, tells=True),
    Refusal(403, 7, "PERMISSION_DENIED", "Access is denied.", "권한이 없습니다."),
    Refusal(404, 5, "UNKNOWN_PATH", "There is nothing under this path.",
            "요청한 경로가 없습니다.", grpc_code=12),
    Refusal(405, 12, "METHOD_NOT_ALLOWED", "This path takes POST only.",
            "이 경로에서 쓸 수 없는 요청 방식입니다."),
    Refusal(408, 4, "DEADLINE_EXCEEDED", "The request took too long to arrive.", _TIMEOUT),
    Refusal(413, 8, "REQUEST_TOO_LARGE", "The request is larger than 32 MB.",
            "요청이 허용 크기(32 MB)를 넘었습니다."),
    Refusal(415, 3, "UNSUPPORTED_CONTENT_TYPE", "This content type is not accepted here.",
            "지원하지 않는 콘텐츠 형식입니다."),
    Refusal(426, 3, "UPGRADE_REQUIRED", "HTTP/1.1 or later is needed.",
            "HTTP/1.1 이상이 필요합니다."),
    Refusal(429, 8, "TOO_MANY_REQUESTS", "Too many requests; try again later.",
            "요청이 많아 처리하지 못했습니다. 잠시 후 다시 시도하십시오."),
    Refusal(431, 8, "METADATA_TOO_LARGE", "The request's headers are too large.",
            "요청 헤더가 너무 큽니다."),
    Refusal(500, 13, "INTERNAL", "The answer could not be passed on.",
            "처리 중 오류가 발생했습니다."),
    Refusal(502, 14, "UNAVAILABLE", "The service is not available.", _LATER),
    Refusal(503, 14, "UNAVAILABLE", "The service is not available.", _LATER),
    Refusal(504, 4, "DEADLINE_EXCEEDED", "The call took longer than allowed.", _TIMEOUT),
]  # fmt: skip


def mappers() -> list[dict]:
    """Envoy's local_reply_config.mappers; the first that matches answers."""
    makers = (_for_grpc_web, _for_grpc, _for_json)
    return [make(refusal) for refusal in REFUSALS for make in makers]


def _for_grpc(refusal: Refusal) -> dict:
    return {
        "filter": {"and_filter": {"filters": [_matches(refusal), *_IS_GRPC]}},
        "headers_to_add": _grpc_headers(refusal),
        # Envoy makes it grpc-message.
        "body_format_override": {"text_format_source": {"inline_string": refusal.message}},
    }


def _for_grpc_web(refusal: Refusal) -> dict:
    """Without a body the gRPC-Web filter leaves the status alone."""
    return {
        "filter": {"and_filter": {"filters": [_matches(refusal), _WAS_GRPC_WEB]}},
        "status_code": 200,
        "headers_to_add": [
            *_grpc_headers(refusal),
            _header("grpc-message", refusal.message),
            _header("content-type", "application/grpc-web+proto"),
        ],
        "body_format_override": {"text_format_source": {"inline_string": ""}},
    }


def _grpc_headers(refusal: Refusal) -> list[dict]:
    code = refusal.grpc_code or refusal.code
    details = base64.b64encode(_status(refusal, code).SerializeToString()).decode().rstrip("=")
    return [_header("grpc-status", str(code)), _header("grpc-status-details-bin", details)]


def _for_json(refusal: Refusal) -> dict:
    return {
        "filter": _matches(refusal),
        "status_code": refusal.http,
        "body_format_override": {
            "content_type": "application/json",
            "json_format": {
                "code": refusal.code,
                "message": "%LOCAL_REPLY_BODY%" if refusal.tells else refusal.message,
                "details": [
                    {
                        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                        "reason": refusal.reason,
                        "domain": "sems",
                        "metadata": {},
                    },
                    {
                        "@type": "type.googleapis.com/google.rpc.LocalizedMessage",
                        "locale": "ko",
                        "message": refusal.message_ko,
                    },
                ],
            },
        },
    }


def _matches(refusal: Refusal) -> dict:
    if refusal.flags:
        return {"response_flag_filter": {"flags": list(refusal.flags)}}
    value = {"default_value": refusal.http, "runtime_key": "unused"}
    return {"status_code_filter": {"comparison": {"op": "EQ", "value": value}}}


def _request_header(name: str, match: dict) -> dict:
    return {"header_filter": {"header": {"name": name, **match}}}


# A transcoded call has the content type of gRPC by then, and the path it came with beside it.
_IS_GRPC = [
    _request_header("content-type", {"string_match": {"prefix": "application/grpc"}}),
    _request_header("x-envoy-original-path", {"present_match": True, "invert_match": True}),
]
# The gRPC-Web filter has made the content type gRPC's, too, but clients name themselves.
_WAS_GRPC_WEB = _request_header("x-grpc-web", {"present_match": True})


def _header(key: str, value: str) -> dict:
    return {
        "header": {"key": key, "value": value},
        "append_action": "OVERWRITE_IF_EXISTS_OR_ADD",
    }


def _status(refusal: Refusal, code: int) -> status_pb2.Status:
    details = [
        error_details_pb2.ErrorInfo(reason=refusal.reason, domain="sems"),
        error_details_pb2.LocalizedMessage(locale="ko", message=refusal.message_ko),
    ]
    status = status_pb2.Status(code=code, message=refusal.message)
    for detail in details:
        packed = any_pb2.Any()
        packed.Pack(detail)
        status.details.append(packed)
    return status
