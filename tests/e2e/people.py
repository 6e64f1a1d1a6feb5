"""Accounts and sites made for one test, and tokens of every role."""

import itertools

from semsdemo import accounts, applicants, approval
from semsdemo.api import common, identity
from semsdemo.client import Client, new_request_id

SUWON = "41117"  # 경기도 수원시 영통구, a 일반구

_numbers = itertools.count(1)


class People:
    def __init__(self, target: str, admin: Client):
        self._target = target
        self._admin = admin
        self._logins: dict[str, str] = {}

    def given_account(self, role: str, districts: tuple[str, ...] = ()) -> Client:
        """Of any role that signs in with a password, made by the administrator."""
        login = f"{role.removeprefix('ROLE_').lower().replace('_', '-')[:20]}-{next(_numbers)}"
        self._admin(identity.AccountServiceStub).CreateAccount(identity.CreateAccountRequest(
            login=login, initial_password=applicants.PASSWORD, role=role,
            profile=identity.Profile(organisation_name="시험 기관"),
        ))  # fmt: skip
        client = Client(self._target, login, applicants.PASSWORD)
        self._logins[client.account_id] = login
        if districts:
            self._admin(identity.JurisdictionServiceStub).SetJurisdictions(
                identity.SetJurisdictionsRequest(
                    account_id=client.account_id, district_codes=districts, request_id=new_request_id()
                )
            )
        return client

    def login_of(self, account_id: str) -> str:
        return self._logins[account_id]

    def applicant(self, district: str = applicants.DISTRICT, **facts) -> applicants.Applicant:
        """Somebody new with a site nobody has registered."""
        number = next(_numbers)
        return applicants.Applicant(f"applicant-{number}", {
            **applicants.SITE_1.facts, "site_name": f"시험사업장 {number}", "district_code": district,
            "business_number": f"{2_000_000_000 + number}", **facts,
        })  # fmt: skip

    def operator(self, applicant: applicants.Applicant) -> Client:
        return accounts.sign_up(self._target, applicant)

    def site(self, officer: Client, district: str = applicants.DISTRICT) -> tuple[Client, str]:
        """A registered site without facilities: its operator and its id."""
        applicant = self.applicant(district)
        client = self.operator(applicant)
        (site_id,) = approval.approve(officer, approval.apply(client, applicant))
        return client, site_id


ROLES = [name for name, number in common.Role.items() if number]
