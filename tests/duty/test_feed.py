"""The feed read by a library of others (icalendar), beside the list, duty by duty."""

import urllib.error
import urllib.request
import uuid
from datetime import timedelta

import icalendar
import pytest
from inbox import duty
from semsdemo.api import duty as contract

STATUS_MARK = {
    contract.DUTY_STATUS_OPEN: "", contract.DUTY_STATUS_OVERDUE: "[기한 경과] ",
    contract.DUTY_STATUS_SUSPENDED: "[정지] ", contract.DUTY_STATUS_DONE: "[완료] ",
}  # fmt: skip
STATUS = {contract.DUTY_STATUS_SUSPENDED: "TENTATIVE"}
AWKWARD = (
    "쉼표, 세미콜론; 역슬래시 \\ 따옴표 \" 줄바꿈\n다음 줄, 그리고 접히는 자리가 글자 가운데에 올 만큼 긴 "
    "설명이 이어집니다. 가나다라마바사아자차카타파하 가나다라마바사아자차카타파하 🏭"
)


@pytest.fixture
def secret_url(stack, site) -> str:
    client, site_id = site
    made = client(contract.FeedServiceStub).CreateFeed(
        contract.CreateFeedRequest(site_id=site_id, name="환경팀")
    )
    return stack.gateway_url + made.url


def fetch(url: str):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.headers, answer.read()


def test_every_duty_stands_in_it(stack, site, inbox, today, secret_url):
    client, site_id = site
    inbox.put(site_id, str(uuid.uuid4()), 1, [
        duty("soon", today + timedelta(days=5), warnOn=str(today + timedelta(days=3))),
        duty("today", today),
        duty("late", today - timedelta(days=40)),
        duty("stopped", today + timedelta(days=50), status="CLOCK_STATUS_SUSPENDED"),
        duty("met", today - timedelta(days=3), status="CLOCK_STATUS_MET"),
        duty("awkward", today + timedelta(days=90), explanation={"ko": AWKWARD, "en": "-"}),
        duty("office", today + timedelta(days=9), partyOwes=False),
        duty("unknown_day", ""),
    ])  # fmt: skip
    listed = client(contract.DutyServiceStub).ListDuties(contract.ListDutiesRequest(
        site_id=site_id, to=str(today + timedelta(days=400)), page_size=500,
        statuses=[s for s in contract.DutyStatus.values() if s],
    ))  # fmt: skip
    assert not listed.missing_parts
    duties = {d.duty_id: d for d in listed.duties if d.due_on}
    assert len(duties) >= 7

    headers, body = fetch(secret_url)
    assert headers["content-type"] == "text/calendar; charset=utf-8"
    assert headers["etag"].startswith('"')
    assert headers["cache-control"] == "private, max-age=900"
    calendar = icalendar.Calendar.from_ical(body)
    assert calendar["VERSION"] == "2.0"
    assert str(calendar["X-WR-CALNAME"]).endswith(" 법정 의무")
    events = {str(e["UID"]): e for e in calendar.walk("VEVENT")}
    assert {uid.removesuffix("@sems") for uid in events} == set(duties)
    for duty_id, listed_duty in duties.items():
        event = events[f"{duty_id}@sems"]
        assert event["DTSTART"].dt.isoformat() == listed_duty.due_on
        assert event["DTEND"].dt == event["DTSTART"].dt + timedelta(days=1)
        assert str(event["SUMMARY"]) == STATUS_MARK[listed_duty.status] + listed_duty.title.ko
        assert str(event["DESCRIPTION"]).startswith(listed_duty.explanation.ko)
        assert str(event["STATUS"]) == STATUS.get(listed_duty.status, "CONFIRMED")
        assert event["DTSTAMP"].dt.utcoffset() == timedelta(0)
        alarms = event.walk("VALARM")
        if listed_duty.status != contract.DUTY_STATUS_OPEN or not listed_duty.party_owes:
            assert not alarms
            continue
        warn = listed_duty.warn_on or str(event["DTSTART"].dt - timedelta(days=7))
        rings = event["DTSTART"].dt + timedelta(days=0)
        offset = alarms[0]["TRIGGER"].dt
        assert offset == timedelta(hours=9) - (rings - type(rings).fromisoformat(warn))
    assert AWKWARD in str(next(e for uid, e in events.items() if ".awkward." in uid)["DESCRIPTION"])
    assert client.account_id not in body.decode()
    assert fetch(secret_url)[1] == body


def test_its_address_is_the_key_and_can_be_taken_away(stack, site, secret_url):
    client, site_id = site
    fetch(secret_url)
    secret = secret_url.split("/")[-2]
    (feed,) = client(contract.FeedServiceStub).ListFeeds(contract.ListFeedsRequest(site_id=site_id)).feeds
    client(contract.FeedServiceStub).RevokeFeed(
        contract.RevokeFeedRequest(site_id=site_id, feed_id=feed.feed_id)
    )
    bodies = set()
    for url in (secret_url, secret_url.replace(secret, "A" * 43)):
        with pytest.raises(urllib.error.HTTPError) as refused:
            fetch(url)
        assert refused.value.code == 404
        bodies.add(refused.value.read())
    assert len(bodies) == 1
    # Neither the gateway nor the service keeps it in a log.
    logs = [*stack.run_dir.rglob("*.log"), *(stack.run_dir / "gateway").rglob("*")]
    for log in logs:
        if log.is_file():
            assert secret not in log.read_text(errors="replace"), log
