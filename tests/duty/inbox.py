"""Tells the calendar of a case's duties, as the service that keeps the case does."""

import time

import grpc
import jwt
from google.protobuf import json_format
from methods import read

_PUT = "/sems.duty.internal.v1.DutyInboxService/PutDuties"


class Inbox:
    def __init__(self, stack, service: str = "noise"):
        self._channel = grpc.insecure_channel(
            stack.service_target("duty"), options=[("grpc.default_authority", "localhost")]
        )
        self._key = (stack.run_dir / "keys" / "services" / f"{service}.pem").read_bytes()
        self._service = service
        self._request_type = next(m.request_type for m in read()[1] if m.path == _PUT)

    def put(self, site_id: str, case_id: str, version: int, duties: list[dict]) -> None:
        request = json_format.ParseDict({
            "caseId": case_id, "version": version, "siteId": site_id,
            "procedureId": "noise_periodic_inspection",
            "procedureName": {"ko": "정기검사", "en": "periodic inspection"},
            "procedureKind": "PROCEDURE_KIND_INSPECTION", "duties": duties,
        }, self._request_type())  # fmt: skip
        now = int(time.time())
        token = jwt.encode(
            {"iss": self._service, "aud": "sems-internal", "sub": "", "role": "", "iat": now, "exp": now + 60},
            self._key, "ES256", headers={"kid": self._service},
        )  # fmt: skip
        call = self._channel.unary_unary(_PUT)
        call(request.SerializeToString(), metadata=[("x-sems-service-token", token)], timeout=20)


def duty(clock_id: str, due_on, **more) -> dict:
    return {
        "clockId": clock_id, "run": 1, "title": {"ko": f"정기검사 {clock_id}", "en": clock_id},
        "who": [{"roleId": "operator", "name": {"ko": "사업자", "en": "operator"}, "productRole": "SITE_OPERATOR"}],
        "partyOwes": True, "status": "CLOCK_STATUS_RUNNING", "dueOn": str(due_on),
        "explanation": {"ko": "허가일부터 1년", "en": "a year from the permit"}, "article": "Art. 10", **more,
    }  # fmt: skip
