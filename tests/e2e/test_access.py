"""Who may call what, as the contracts say it: every method, every role, one's own site and others'.

The services decide, so most calls go to their own sockets, behind the gateway.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import grpc
import jwt
import pytest
from grpc_status import rpc_status
from methods import Method, read
from partners import by_the_systems_clock, registered, sign_in
from people import ROLES, SUWON
from refusal import NEVER
from semsdemo import applicants
from semsdemo.api import common, identity
from semsdemo.client import new_request_id

PUBLIC, INTERNAL = read()
NOBODYS = "0192f0c1-2d3e-7abc-8def-0123456789ab"
DENIED, NO_TOKEN = grpc.StatusCode.PERMISSION_DENIED, grpc.StatusCode.UNAUTHENTICATED


@dataclass
class Answer:
    code: grpc.StatusCode
    status: object  # google.rpc.Status; None if the call succeeded


class Caller:
    """Sends bytes to a service or the gateway."""

    def __init__(self, target: str):
        self._channel = grpc.insecure_channel(target, options=[("grpc.default_authority", "localhost")])

    def __call__(self, method: Method, token: str = "", site_id: str = "") -> Answer:
        metadata = [("authorization", f"Bearer {token}")] if token else []
        kind = self._channel.unary_stream if method.streams else self._channel.unary_unary
        request = method.request(site_id)
        if method.takes_stream:
            kind, request = self._channel.stream_unary, iter([request])
        try:
            answer = kind(method.path)(request, metadata=metadata, timeout=20)
            for _ in answer if method.streams else ():
                pass
            return Answer(grpc.StatusCode.OK, None)
        except grpc.RpcError as error:
            return Answer(error.code(), rpc_status.from_call(error))


@pytest.fixture(scope="module")
def service(stack) -> dict[str, Caller]:
    return {name: Caller(stack.service_target(name)) for name in stack.services}


@pytest.fixture(scope="module")
def foreign_site(people) -> str:
    """In another district, of another operator."""
    officer = people.given_account("ROLE_LOCAL_OFFICER", (SUWON,))
    return people.site(officer, SUWON)[1]


@pytest.fixture(scope="module")
def own_site(people, officer) -> tuple:
    """A site of its own, so that nothing these calls change matters."""
    return people.site(officer)


@pytest.fixture(scope="module")
def tokens(stack, admin, people, officer, own_site) -> dict[str, str]:
    """By role; all see the own site as far as their role can, and none the foreign one, but for the nation's."""
    operator, site_id = own_site
    districts = {
        "ROLE_LOCAL_OFFICER": (applicants.DISTRICT,), "ROLE_REGIONAL_ENV_OFFICER": ("28",),
        "ROLE_KOSHA_REVIEWER": (applicants.DISTRICT,),
    }  # fmt: skip
    made = {"ROLE_SITE_OPERATOR": operator.token}
    for role in ROLES:
        if role not in (*made, "ROLE_PARTNER_SYSTEM"):
            made[role] = people.given_account(role, districts.get(role, ())).token
    partner = registered(admin, ["noise_test_body"], [applicants.DISTRICT])
    assertion = partner.assertion(by_the_systems_clock(admin.token))
    made["ROLE_PARTNER_SYSTEM"] = sign_in(stack.gateway_target, assertion)
    agent = jwt.decode(made["ROLE_MEASUREMENT_AGENT"], options={"verify_signature": False})["sub"]
    _delegate(operator, site_id, agent, people)
    return made


def _expiry(token: str) -> int:
    return jwt.decode(token, options={"verify_signature": False})["exp"]


def _delegate(operator, site_id, agent_id, people) -> None:
    login = people.login_of(agent_id)
    start = date.fromtimestamp(_expiry(operator.token)) - timedelta(days=30)
    operator(identity.DelegationServiceStub).CreateDelegation(identity.CreateDelegationRequest(
        site_id=site_id, agent_login=login, starts_on=start.isoformat(),
        ends_on=(start + timedelta(days=90)).isoformat(), request_id=new_request_id(),
    ))  # fmt: skip


def name(method: Method) -> str:
    return method.name


@pytest.mark.parametrize("method", PUBLIC, ids=name)
def test_every_role(service, tokens, method):
    call = service[method.service]
    for role, token in tokens.items():
        answer = call(method, token)
        may = method.rule.anonymous or common.Role.Value(role) in method.rule.roles
        if may:
            assert answer.code not in NEVER, (role, answer)
            assert answer.code != NO_TOKEN or method.rule.anonymous, role
            # Without a site's id the call itself is wrong; other scopes deny what one does not see.
            assert answer.code != DENIED or not method.of_site, (role, answer)
        else:
            assert answer.code == DENIED, (role, answer)


@pytest.mark.parametrize("method", PUBLIC, ids=name)
def test_nobody(service, target, method):
    """Without a token, behind the gateway and through it."""
    for answer in (service[method.service](method), Caller(target)(method)):
        if method.rule.anonymous:
            assert answer.code not in NEVER, answer
        else:
            assert answer.code == NO_TOKEN, answer


@pytest.mark.parametrize("method", [m for m in PUBLIC if m.of_site], ids=name)
def test_own_and_foreign_sites(service, tokens, own_site, foreign_site, method):
    call = service[method.service]
    for role, token in tokens.items():
        own = call(method, token, own_site[1])
        foreign = call(method, token, foreign_site)
        unknown = call(method, token, NOBODYS)
        if common.Role.Value(role) not in method.rule.roles:
            assert own.code == foreign.code == unknown.code == DENIED, role
            assert own.status == foreign.status == unknown.status, role
            continue
        assert own.code not in (*NEVER, DENIED, NO_TOKEN), (role, own)
        if role in ("ROLE_NIER_ADMIN", "ROLE_MINISTRY", "ROLE_NICS_REVIEWER"):
            assert foreign.code not in (*NEVER, DENIED), (role, foreign)
            assert unknown.code == grpc.StatusCode.NOT_FOUND, (role, unknown)
        else:
            assert foreign.code == DENIED, (role, foreign)
            assert foreign.status == unknown.status, "an id tells nothing of its existence"


@pytest.mark.parametrize("method", INTERNAL, ids=name)
def test_internal_calls_are_for_services(service, tokens, method):
    # Every service but registration, which it tells, hosts the site directory; those with cases their clocks.
    shared = {"common": set(service) - {"registration"}, "casework": {"chemsafety", "noise"}}
    hosts = shared.get(method.service, {method.service})
    for call in map(service.get, hosts):
        assert call(method).code == NO_TOKEN
        for role, token in tokens.items():
            assert call(method, token).code == DENIED, role


@pytest.mark.parametrize("token", ["nonsense", "a.b.c", "expired", "another issuer", "another key"])
def test_tokens_that_are_none(stack, service, tokens, own_site, token):
    method = next(m for m in PUBLIC if m.name == "identity.AccountService/GetMyAccount")
    kid = jwt.get_unverified_header(own_site[0].token)["kid"]
    claims = jwt.decode(own_site[0].token, options={"verify_signature": False})
    key = (stack.run_dir / "keys" / "identity_signing.pem").read_bytes()
    if token == "expired":
        token = jwt.encode({**claims, "exp": claims["iat"] - 1}, key, "ES256", headers={"kid": kid})
    elif token == "another issuer":
        token = jwt.encode({**claims, "iss": "somebody"}, key, "ES256", headers={"kid": kid})
    elif token == "another key":
        key = (stack.run_dir / "keys" / "services" / "ieps.pem").read_bytes()
        token = jwt.encode(claims, key, "ES256", headers={"kid": kid})
    assert service["identity"](method, token).code == NO_TOKEN


def test_the_contracts_leave_nothing_out():
    assert all(m.rule.anonymous or m.rule.roles or m.rule.services for m in (*PUBLIC, *INTERNAL))
    assert not [m.path for m in PUBLIC if m.of_site and m.rule.anonymous]
