"""People: those who sign up (사용자등록), and the officer, who is given an account."""

import grpc

from semsdemo import applicants
from semsdemo.api import common, identity
from semsdemo.client import Client, new_request_id, reason


def sign_up(gateway_target: str, applicant: applicants.Applicant) -> Client:
    """As a site's operator (사업장 사용자); one who has an account signs in."""
    with Client(gateway_target) as nobody:
        accounts = nobody(identity.AccountServiceStub)
        try:
            accounts.SignUp(identity.SignUpRequest(
                login=applicant.login,
                password=applicants.PASSWORD,
                role=common.ROLE_SITE_OPERATOR,
                profile=identity.Profile(**applicant.profile),
                accepted_privacy_notice_version=_notice_version(accounts),
            ))  # fmt: skip
        except grpc.RpcError as error:
            if reason(error) != "LOGIN_TAKEN":
                raise
    return Client(gateway_target, applicant.login, applicants.PASSWORD)


def officer(gateway_target: str, admin: Client) -> Client:
    """홍길동 of 인천 서구 with his jurisdiction (관할). He enters his own facts and consents (매뉴얼 1-3)."""
    accounts = admin(identity.AccountServiceStub)
    try:
        accounts.CreateAccount(identity.CreateAccountRequest(
            login=applicants.OFFICER,
            initial_password=applicants.PASSWORD,
            role=common.ROLE_LOCAL_OFFICER,
            profile=identity.Profile(organisation_name=applicants.OFFICER_PROFILE["organisation_name"]),
        ))  # fmt: skip
    except grpc.RpcError as error:
        if reason(error) != "LOGIN_TAKEN":
            raise
    client = Client(gateway_target, applicants.OFFICER, applicants.PASSWORD)
    admin(identity.JurisdictionServiceStub).SetJurisdictions(identity.SetJurisdictionsRequest(
        account_id=client.account_id, district_codes=[applicants.DISTRICT], request_id=new_request_id()
    ))  # fmt: skip
    accounts = client(identity.AccountServiceStub)
    me = accounts.GetMyAccount(identity.GetMyAccountRequest()).account
    accounts.UpdateMyProfile(identity.UpdateMyProfileRequest(
        profile=identity.Profile(**applicants.OFFICER_PROFILE),
        etag=me.etag,
        accepted_privacy_notice_version=_notice_version(accounts),
        request_id=new_request_id(),
    ))  # fmt: skip
    return client


def reviewer(gateway_target: str, admin: Client) -> Client:
    """화학물질안전원, who reviews accident-prevention plans."""
    try:
        admin(identity.AccountServiceStub).CreateAccount(identity.CreateAccountRequest(
            login=applicants.REVIEWER,
            initial_password=applicants.PASSWORD,
            role=common.ROLE_NICS_REVIEWER,
            profile=identity.Profile(organisation_name="화학물질안전원"),
        ))  # fmt: skip
    except grpc.RpcError as error:
        if reason(error) != "LOGIN_TAKEN":
            raise
    return Client(gateway_target, applicants.REVIEWER, applicants.PASSWORD)


def _notice_version(accounts) -> str:
    return accounts.GetPrivacyNotice(identity.GetPrivacyNoticeRequest()).version
