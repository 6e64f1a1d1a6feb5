"""A partner system with its key; its assertions are made by an independent library."""

import time
import uuid
from dataclasses import dataclass

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm
from semsdemo.api import identity
from semsdemo.client import Client, new_request_id


@dataclass
class Partner:
    partner_id: str
    key: ec.EllipticCurvePrivateKey
    key_id: str

    def assertion(self, now: int, **claims) -> str:
        claims = {"iss": self.partner_id, "sub": self.partner_id, "aud": "sems-partner-sign-in", "iat": now,
                  "exp": now + 120, "jti": str(uuid.uuid4()), **claims}  # fmt: skip
        return jwt.encode(claims, self.key, "ES256", headers={"kid": self.key_id})


def registered(admin: Client, roles: list[str], districts: list[str]) -> Partner:
    key = ec.generate_private_key(ec.SECP256R1())
    made = admin(identity.PartnerServiceStub).RegisterPartner(identity.RegisterPartnerRequest(
        name="한국소음진동검사원", public_jwk=ECAlgorithm.to_jwk(key.public_key()), granted_roles=roles,
        district_codes=districts, request_id=new_request_id(),
    )).partner  # fmt: skip
    return Partner(made.partner_id, key, made.key_id)


def sign_in(target: str, assertion: str) -> str:
    """The access token."""
    return Client(target)(identity.PartnerServiceStub).SignInPartner(
        identity.SignInPartnerRequest(client_assertion=assertion)
    ).access_token


def by_the_systems_clock(token: str) -> int:
    """Now, where the system may be told that it is another day."""
    issued = jwt.decode(token, options={"verify_signature": False})["iat"]
    return issued if abs(issued - time.time()) > 3600 else int(time.time())
