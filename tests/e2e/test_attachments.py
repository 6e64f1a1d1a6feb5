"""Files through the gateway: sent raw over HTTP and in pieces over gRPC, given back as downloads only."""

import hashlib
import io
import json
import zipfile
from urllib.parse import quote, urlencode

import grpc
import pytest
from calls import ask
from people import SUWON
from refusal import Refusal, refused
from semsdemo.api import support

MB = 1 << 20
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
NAME = "설치 계획서 (최종).pdf"


class Gateway:
    def __init__(self, stack):
        self.port = int(stack.gateway_target.rpartition(":")[2])


@pytest.fixture(scope="module")
def gateway(stack) -> Gateway:
    return Gateway(stack)


@pytest.fixture(scope="module")
def site(people, officer):
    """Its operator and its id."""
    return people.site(officer)


def put(gateway, client, site_id, name, body, content_type="application/octet-stream", **head):
    head = {"head.site_id": site_id, "head.file_name": name} | {f"head.{k}": v for k, v in head.items()}
    return ask(gateway, "POST", f"/v1/attachments:upload?{urlencode(head, quote_via=quote)}", client.token, body, content_type)


def stream(stack, client, site_id, name, pieces):
    with grpc.insecure_channel(stack.gateway_target) as channel:
        parts = [support.UploadAttachmentRequest(head=support.AttachmentHead(site_id=site_id, file_name=name))]
        parts += [support.UploadAttachmentRequest(chunk=piece) for piece in pieces]
        return support.AttachmentServiceStub(channel).UploadAttachment(
            iter(parts), metadata=[("authorization", f"Bearer {client.token}")], timeout=60
        )


def archive(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return made.getvalue()


def test_a_raw_upload_comes_back_as_a_download(gateway, site):
    client, site_id = site
    answer = put(gateway, client, site_id, f"C:\\문서\\{NAME}", PDF, "application/pdf")
    assert answer.status == 200, answer.body
    kept = json.loads(answer.body)["attachment"]
    assert kept["fileName"] == NAME and kept["mediaType"] == "application/pdf"
    assert kept["sha256"] == hashlib.sha256(PDF).hexdigest()

    file = ask(gateway, "GET", f"/v1/attachments/{kept['attachmentId']}/file", client.token)
    assert file.status == 200 and file.body == PDF
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%EC%84%A4%EC%B9%98%20")
    assert file.headers["x-content-type-options"] == "nosniff"
    assert file.headers["content-digest"].startswith("sha-256=:")


def test_a_large_file_in_pieces_both_ways(stack, site):
    client, site_id = site
    whole = PDF + bytes(range(256)) * (40 * MB // 256)
    pieces = [whole[at : at + MB] for at in range(0, len(whole), MB)]
    kept = stream(stack, client, site_id, "대용량.pdf", pieces).attachment
    assert kept.size_bytes == len(whole)
    with refused("FAILED_PRECONDITION", "FILE_TOO_LARGE"):  # for one answer
        client(support.AttachmentServiceStub).GetAttachmentFile(
            support.GetAttachmentFileRequest(attachment_id=kept.attachment_id)
        )
    first, *rest = client(support.AttachmentServiceStub).StreamAttachmentFile(
        support.StreamAttachmentFileRequest(attachment_id=kept.attachment_id)
    )
    assert first.attachment.sha256 == hashlib.sha256(whole).hexdigest()
    assert b"".join(part.chunk for part in rest) == whole


HOSTILE = {
    "nothing": (b"", "a.pdf", "EMPTY_FILE"),
    "a page": (b"<!DOCTYPE html><html><script>alert(1)</script></html>", "a.pdf", "TYPE_NOT_ALLOWED"),
    "a picture that runs": (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "a.png",
                            "TYPE_NOT_ALLOWED"),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(200), "a.pdf", "TYPE_NOT_ALLOWED"),
    "a program for Windows": (b"MZ" + bytes(300), "a.pdf", "TYPE_NOT_ALLOWED"),
    "a script": (b"#!/bin/sh\nrm -rf /\n", "a.txt", "TYPE_NOT_ALLOWED"),
    "a document called a program": (PDF, "a.exe", "EXTENSION_MISMATCH"),
    "text called a page": (b"plain\n", "a.html", "EXTENSION_MISMATCH"),
    "an archive called a document": (archive(**{"a.class": b"x"}), "a.docx", "EXTENSION_MISMATCH"),
    "a name read backwards": (PDF, "a\u202efdp.exe", "EXTENSION_MISMATCH"),
    "no name": (PDF, "../..", "FILE_NAME"),
    "a name too long": (PDF, "가" * 197 + ".pdf", "FILE_NAME"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_not_taken(gateway, site, what):
    client, site_id = site
    body, name, code = HOSTILE[what]
    answer = put(gateway, client, site_id, name, body)
    assert answer.status == 400, answer.body
    assert code in answer.body.decode()


def test_what_is_too_large(stack, gateway, site):
    client, site_id = site
    # The gateway's own limit for what it holds whole; the service's for what comes in pieces.
    assert put(gateway, client, site_id, "a.pdf", PDF + bytes(33 * MB)).status == 413
    with pytest.raises(grpc.RpcError) as caught:
        stream(stack, client, site_id, "a.pdf", [PDF, *[bytes(MB)] * 60])
    assert "FILE_TOO_LARGE" in str(Refusal(caught.value).status)


def test_the_digest_must_be_that_of_the_bytes(gateway, site):
    client, site_id = site
    good = hashlib.sha256(PDF).hexdigest()
    assert put(gateway, client, site_id, "a.pdf", PDF, sha256=good).status == 200
    answer = put(gateway, client, site_id, "a.pdf", PDF, sha256="0" * 64)
    assert answer.status == 400 and b"DIGEST_MISMATCH" in answer.body


def test_others_neither_send_nor_read(stack, gateway, people, officer, site):
    client, site_id = site
    kept = json.loads(put(gateway, client, site_id, "a.pdf", PDF).body)["attachment"]["attachmentId"]
    stranger, _ = people.site(officer)
    elsewhere = people.given_account("ROLE_LOCAL_OFFICER", (SUWON,))
    for other in (stranger, elsewhere):
        for path in ("", "/file"):
            answer = ask(gateway, "GET", f"/v1/attachments/{kept}{path}", other.token)
            assert answer.status == 403, answer.body
        assert put(gateway, other, site_id, "a.pdf", PDF).status == 403
        with pytest.raises(grpc.RpcError) as caught:
            stream(stack, other, site_id, "a.pdf", [PDF] * 100)
        assert caught.value.code() == grpc.StatusCode.PERMISSION_DENIED
    assert ask(gateway, "GET", f"/v1/attachments/{kept}/file").status == 401
    assert ask(gateway, "GET", f"/v1/attachments/{kept}/file", officer.token).status == 200
