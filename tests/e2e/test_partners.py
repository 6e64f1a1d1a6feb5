"""Partner systems sign in with their keys, through the gateway."""

import jwt
import pytest
from partners import Partner, by_the_systems_clock, registered, sign_in
from refusal import refused
from semsdemo import applicants
from semsdemo.api import identity
from semsdemo.client import Client


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
