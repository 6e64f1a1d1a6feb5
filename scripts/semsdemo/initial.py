"""Demo data of a new system: the manuals' own examples."""

from semsdemo import accounts, applicants, approval, story, tables
from semsdemo.api import registration
from semsdemo.client import Client, pages


def load(gateway_target: str, admin_login: str, admin_password: str) -> list[dict]:
    with Client(gateway_target, admin_login, admin_password) as admin:
        officer = accounts.officer(gateway_target, admin)
        tables.load(admin)
    with officer:
        _manual_applications(gateway_target, officer)
        plant = applicants.power_plant(1)
        if not _registered(officer):
            client, site_id = story.register(gateway_target, officer, plant, _silent)
            with client:
                story.keep_a_month(client, site_id, plant, story.seoul_today(), _silent)
    who = {
        applicants.OFFICER: "지자체 담당자 홍길동, 인천 서구 (officer): 테스트사업장2 waits for approval",
        plant.login: "사업장 사용자 (주)한빛발전 (site operator): fourteen stacks and last month's records",
        **{a.login: f"사업장 사용자 {a.facts['site_name']} (site operator)"
           for a in (applicants.SITE_1, applicants.SITE_2, applicants.SITE_3)},
    }  # fmt: skip
    return [{"login": login, "password": applicants.PASSWORD, "who": text} for login, text in who.items()]


def _manual_applications(gateway_target: str, officer: Client) -> None:
    """As after the manual's 2-4: 테스트사업장3 and 테스트사업장 approved, 테스트사업장2 waiting."""
    with accounts.sign_up(gateway_target, applicants.SITE_2) as client:
        approval.apply(client, applicants.SITE_2)
    with accounts.sign_up(gateway_target, applicants.SITE_3) as client:
        approval.approve(officer, approval.apply(client, applicants.SITE_3_BEFORE))
        changed = approval.apply(client, applicants.SITE_3)
    with accounts.sign_up(gateway_target, applicants.SITE_1) as client:
        approval.approve(officer, changed, approval.apply(client, applicants.SITE_1))


def _registered(officer: Client) -> bool:
    request = registration.ListSitesRequest(business_number=applicants.POWER_BUSINESS_NUMBER)
    return any(pages(officer(registration.SiteServiceStub).ListSites, request, "sites"))


def _silent(_: str) -> None:
    pass
