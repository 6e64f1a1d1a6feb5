"""The applications of the approval manual (SEMS 지자체 승인 매뉴얼 2-3), and who is behind them."""

from dataclasses import dataclass, field

PASSWORD = "sems-demo-2026"  # of every demo account; an administrator's is never among them

OFFICER = "seogu01"
REVIEWER = "nics01"
OFFICER_PROFILE = {
    "organisation_name": "인천광역시 서구",
    "department": "환경관리과",
    "contact_name": "홍길동",
    "phone": "032-560-7315",
}
DISTRICT = "28260"  # 인천광역시 서구

# The manual's three sites stand at one address.
_PLACE = {
    "district_code": DISTRICT,
    "address": "인천광역시 서구 환경로 42 (경서동)",
    "detail_address": "국립환경과학원",
    "postal_code": "22689",
    "contact_phone": "032)560-7316",
    "contact_mobile": "010)1111-1111",
    "contact_email": "sems01@naver.com",
}


@dataclass(frozen=True)
class Applicant:
    """A person of a site, with what he applies for."""

    login: str
    facts: dict  # of sems.registration.v1.SiteFacts
    number_change: dict = field(default_factory=dict)  # 사업자변경

    @property
    def profile(self) -> dict:
        return {
            "organisation_name": self.facts["site_name"],
            "department": "환경안전팀",
            "contact_name": self.facts["contact_name"],
            "phone": self.facts["contact_phone"],
        }


SITE_2 = Applicant("site2", {
    **_PLACE, "site_name": "테스트사업장2", "business_number": "123-45-56789", "site_sequence": 1,
    "permit_number": "대기-신-1234호", "permit_date": "2018-10-01", "site_class": 1,
    "representative_name": "대표이사", "contact_name": "김철수",
})  # fmt: skip
SITE_3 = Applicant("site3", {
    **_PLACE, "site_name": "테스트사업장3", "business_number": "123-45-12345", "site_sequence": 2,
    "permit_number": "제1234호", "permit_date": "2018-10-01", "site_class": 1,
    "representative_name": "김경환", "contact_name": "고길동",
}, number_change={
    "changed_on": "2019-01-25", "previous_business_number": "100-20-30000", "previous_site_sequence": 1,
})  # fmt: skip
SITE_1 = Applicant("site1", {
    **_PLACE, "site_name": "테스트사업장", "business_number": "123-45-12345", "site_sequence": 1,
    "permit_number": "허가_제123호", "permit_date": "2019-01-01", "site_class": 1,
    "representative_name": "김환경", "contact_name": "김영희",
})  # fmt: skip

# A change of number needs a site that has the former one. The manual shows it only as 이전사업자등록번호.
SITE_3_BEFORE = Applicant("site3", {
    **SITE_3.facts, "business_number": "100-20-30000", "site_sequence": 1,
})  # fmt: skip


def power_plant(sequence: int) -> Applicant:
    """The site that keeps the records: business number as in the IEPS manual (02 ②), the rest invented."""
    return Applicant(f"power{sequence}", {
        **_PLACE, "site_name": f"(주)한빛발전 {sequence}사업소",
        "business_number": POWER_BUSINESS_NUMBER, "site_sequence": sequence,
        "permit_number": f"대기-허-{sequence}호", "permit_date": "2016-03-02", "site_class": 1,
        "representative_name": "이빛나", "contact_name": "박보람",
        "contact_email": f"power{sequence}@example.kr",
    })  # fmt: skip


POWER_BUSINESS_NUMBER = "128-85-22615"


def ieps_site_code(sequence: int) -> str:
    """사업장코드: the manual's sample for the first site; the others' are invented after it."""
    return "z1T6Bguc" if sequence == 1 else f"z1T6{sequence:04d}"
