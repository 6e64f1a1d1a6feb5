"""Partner systems sign in with their keys, through the gateway."""

from datetime import timedelta

import jwt
import pytest
from partners import Partner, by_the_systems_clock, registered, sign_in
from people import SUWON
from refusal import refused
from semsdemo import applicants
from semsdemo.api import casework, chemsafety, identity, support
from semsdemo.cases import PDF
from semsdemo.client import Client, new_request_id


@pytest.fixture(scope="module")
def partner(admin) -> Partner:
    return registered(admin, ["noise_test_body"], [applicants.DISTRICT])


@pytest.fixture(scope="module")
def now(admin) -> int:
    return by_the_systems_clock(admin.token)


def test_signs_in_and_is_known(target, partner, now):
    token = sign_in(target, partner.assertion(now))
    claims = jwt.decode(token, options={"verify_signature": False})
    assert (claims["sub"], claims["role"]) == (partner.partner_id, "ROLE_PARTNER_SYSTEM")
    client = Client(target)
    client.token = token
    with refused("PERMISSION_DENIED"):  # known, and not for partners
        client(identity.AccountServiceStub).GetMyAccount(identity.GetMyAccountRequest())


def test_once_and_not_for_long(target, partner, now):
    once = partner.assertion(now)
    sign_in(target, once)
    with refused("UNAUTHENTICATED", "ASSERTION_REUSED"):
        sign_in(target, once)
    with refused("UNAUTHENTICATED", "ASSERTION_REFUSED"):
        sign_in(target, partner.assertion(now, exp=now + 301))


def test_a_suspended_one_is_shut_out(target, admin, partner, now):
    partners = admin(identity.PartnerServiceStub)
    partners.SuspendPartner(identity.SuspendPartnerRequest(partner_id=partner.partner_id, reason="점검"))
    with refused("PERMISSION_DENIED", "PARTNER_SUSPENDED"):
        sign_in(target, partner.assertion(now))
    partners.ResumePartner(identity.ResumePartnerRequest(partner_id=partner.partner_id, reason="점검 완료"))
    assert sign_in(target, partner.assertion(now))


class AsPartner:
    """A partner system's calls, by its access token."""

    def __init__(self, target: str, admin: Client, now: int, roles: list[str], district: str):
        self.client = Client(target)
        self.client.token = sign_in(target, registered(admin, roles, [district]).assertion(now))

    def read(self, attachment_id: str) -> bytes:
        pieces = self.client(support.AttachmentServiceStub).StreamAttachmentFile(
            support.StreamAttachmentFileRequest(attachment_id=attachment_id)
        )
        return b"".join(piece.chunk for piece in pieces)


def put(client: Client, name: str, site_id: str = "") -> str:
    request = support.PutAttachmentRequest(request_id=new_request_id())
    request.head.site_id = site_id
    request.head.file_name = name
    request.file.data = PDF
    return client(support.AttachmentServiceStub).PutAttachment(request).attachment.attachment_id


def attach(client: Client, case_id: str, attachment_id: str, item_id: str = "") -> None:
    client(chemsafety.CaseServiceStub).AttachFile(chemsafety.AttachFileRequest(
        case_id=case_id, attachment_id=attachment_id, item_id=item_id, request_id=new_request_id()
    ))  # fmt: skip


def test_reads_and_brings_the_files_of_cases_in_which_it_has_a_role(target, admin, officer, people, now, today):
    plant, site_id = people.site(officer)
    labour = AsPartner(target, admin, now, ["regional_labour_office"], applicants.DISTRICT)
    elsewhere = AsPartner(target, admin, now, ["regional_labour_office"], SUWON)
    noise_body = AsPartner(target, admin, now, ["noise_test_body"], applicants.DISTRICT)
    opened = plant(chemsafety.CaseServiceStub).OpenCase(chemsafety.OpenCaseRequest(
        procedure_id="chem_banned_permit", subject=casework.Subject(site_id=site_id),
        opened_on=str(today - timedelta(days=10)), request_id=new_request_id(),
    )).case  # fmt: skip

    drawing = put(plant, "배치도.pdf", site_id)
    with refused("PERMISSION_DENIED", "OUT_OF_SCOPE"):  # of a site of its district, and of no case
        labour.read(drawing)
    attach(plant, opened.case_id, drawing)
    assert labour.read(drawing) == PDF
    for other in (elsewhere, noise_body):
        with refused("PERMISSION_DENIED", "OUT_OF_SCOPE"):
            other.read(drawing)

    with refused("PERMISSION_DENIED", "OUT_OF_SCOPE"):
        put(labour.client, "의견서.pdf", site_id)
    opinion = put(labour.client, "의견서.pdf")
    with refused("PERMISSION_DENIED", "OUT_OF_SCOPE"):
        plant(support.AttachmentServiceStub).GetAttachment(
            support.GetAttachmentRequest(attachment_id=opinion)
        )
    attach(labour.client, opened.case_id, opinion)
    file = plant(support.AttachmentServiceStub).GetAttachmentFile(
        support.GetAttachmentFileRequest(attachment_id=opinion)
    )
    assert file.data == PDF
    with refused("PERMISSION_DENIED", "OUT_OF_SCOPE"):  # what it has no part in
        attach(noise_body.client, opened.case_id, put(noise_body.client, "측정.pdf"))


def test_one_that_is_named_reads_the_files_from_then_on(target, admin, officer, people, now, today):
    plant, site_id = people.site(officer)
    office = people.given_account("ROLE_REGIONAL_ENV_OFFICER", (applicants.DISTRICT,))
    elsewhere = AsPartner(target, admin, now, ["regional_labour_office"], SUWON)
    opened = plant(chemsafety.CaseServiceStub).OpenCase(chemsafety.OpenCaseRequest(
        procedure_id="chem_banned_permit", subject=casework.Subject(site_id=site_id),
        opened_on=str(today - timedelta(days=10)), request_id=new_request_id(),
    )).case  # fmt: skip
    drawing = put(plant, "배치도.pdf", site_id)
    attach(plant, opened.case_id, drawing)
    with refused("PERMISSION_DENIED", "OUT_OF_SCOPE"):
        elsewhere.read(drawing)
    body = casework.Body(
        role_id="regional_labour_office",
        account_id=jwt.decode(elsewhere.client.token, options={"verify_signature": False})["sub"],
    )
    office(chemsafety.CaseServiceStub).NameBody(
        chemsafety.NameBodyRequest(case_id=opened.case_id, body=body, request_id=new_request_id())
    )
    assert elsewhere.read(drawing) == PDF
