"""The product's main job, step by step: from an application to a mapped month of records."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from semsdemo import accounts, applicants, approval, export, inventory, mapping, month, records
from semsdemo.client import Client

SEOUL = timezone(timedelta(hours=9))


def seoul_today() -> date:
    return datetime.now(SEOUL).date()


@dataclass
class Site:
    """A registered plant with its records, and its operator."""

    applicant: applicants.Applicant
    site_id: str
    client: Client
    inventory: inventory.Inventory
    month: month.Month
    saved: dict[str, int]  # kind of record -> how many
    warnings: int  # of the mapping's check


def register(gateway_target: str, officer: Client, applicant: applicants.Applicant, say) -> tuple[Client, str]:
    """Sign-up, application, approval: the operator and the site's id."""
    client = accounts.sign_up(gateway_target, applicant)
    say(f"사업장 사용자 site operator: {applicant.login} signed up (사용자등록)")
    application = approval.apply(client, applicant)
    facts = application.facts
    say(f"사업장등록 신청 application: {facts.site_name}, 사업자등록번호 {applicant.facts['business_number']}, "
        f"구분번호 {facts.site_sequence}")  # fmt: skip
    (site_id,) = approval.approve(officer, application)
    say(f"사업장등록승인 approval by {officer.login} (홍길동, 인천 서구): site {site_id}")
    return client, site_id


def keep_a_month(client: Client, site_id: str, applicant: applicants.Applicant, today: date, say) -> Site:
    """Facilities, last month's records, mapping: everything an export needs."""
    kept = month.make(*month.last_month(today))
    entered = inventory.enter(client, site_id, today.year)
    # In January last month and the day before it belong to other survey years.
    inventory.open_years(client, site_id, {kept.day_before.year, kept.year} - {today.year})
    say(f"시설현황 inventory: {len(entered.stacks)} 배출구 stacks, {len(entered.facilities)} 배출시설 emission "
        f"facilities, {len(entered.devices)} 방지시설 control devices, {len(entered.items)} items")  # fmt: skip
    saved = records.enter(client, site_id, entered, kept)
    say("\n       ".join([f"운영기록 records of {kept.text}:", *(f"{kind}: {n}" for kind, n in saved.items())]))
    export.set_site_code(client, site_id, applicants.ieps_site_code(applicant.facts["site_sequence"]))
    checked = mapping.map_facilities(client, site_id, kept.year)
    say(f"IEPS 시설정보 매핑 mapping: template filled and uploaded, 검사 {checked.error_count} errors, "
        f"{checked.warning_count} warnings, 저장 saved")  # fmt: skip
    return Site(applicant, site_id, client, entered, kept, saved, checked.warning_count)
