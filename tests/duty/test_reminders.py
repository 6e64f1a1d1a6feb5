"""Reminders as they arrive: by mail at a server of others, by webhook, and while the service dies."""

import hashlib
import hmac
import json
import random
import re
import time
import uuid
from datetime import timedelta

import grpc
import pytest
from inbox import duty
from semsdemo.api import duty as contract
from semsdemo.client import Client
from semsstack.waiting import wait_until

PENDING, SENT = contract.REMINDER_STATE_PENDING, contract.REMINDER_STATE_SENT


def channel(client, site_id, kind, address):
    return client(contract.ReminderServiceStub).CreateChannel(contract.CreateChannelRequest(
        site_id=site_id, kind=kind, name="환경팀", address=address
    ))  # fmt: skip


def rule(client, site_id, channel_id, leads):
    client(contract.ReminderServiceStub).CreateReminderRule(contract.CreateReminderRuleRequest(
        site_id=site_id,
        rule=contract.ReminderRule(channel_id=channel_id, lead_days=leads, when_overdue=True),
    ))  # fmt: skip


def queue(client, site_id, *states):
    return client(contract.ReminderServiceStub).ListReminders(
        contract.ListRemindersRequest(site_id=site_id, states=states, page_size=500)
    ).reminders


def try_now(database):
    database.execute("UPDATE reminder SET next_attempt_at = '2000-01-01' WHERE state = 1")


def test_by_mail_after_the_address_is_confirmed(stack, site, inbox, mail, today, database):
    client, site_id = site
    address = f"hong-{uuid.uuid4().hex[:8]}@example.kr"
    made = channel(client, site_id, contract.CHANNEL_KIND_EMAIL, address)
    rule(client, site_id, made.channel.channel_id, [30, 7])
    inbox.put(site_id, str(uuid.uuid4()), 1, [duty("inspection", today + timedelta(days=7))])
    wait_until(lambda: mail.to(address), 20, "the mail that asks to confirm")
    (asked,) = mail.to(address)
    assert asked["Subject"] == "[SEMS] 알림 수신 주소 확인"
    code = re.search(r"^([\w-]{43})\r?$", asked.get_content(), re.MULTILINE)[1]
    assert not any(r.duty_id for r in queue(client, site_id))

    nobody = Client(stack.gateway_target)
    with pytest.raises(grpc.RpcError) as refused:
        nobody(contract.ReminderServiceStub).ConfirmChannel(contract.ConfirmChannelRequest(code="x"))
    assert refused.value.code() == grpc.StatusCode.NOT_FOUND
    # The server has no room just now.
    mail.refuse_next.append("451 try later")
    nobody(contract.ReminderServiceStub).ConfirmChannel(contract.ConfirmChannelRequest(code=code))
    wait_until(
        lambda: any(r.reason == "SMTP_451" for r in queue(client, site_id)), 20, "the first attempt"
    )
    (waiting,) = queue(client, site_id, PENDING)
    try_now(database)
    wait_until(lambda: len(mail.to(address)) == 2, 20, "the reminder")
    message = mail.to(address)[1]
    assert message["Message-ID"] == f"<{waiting.reminder_id}@sems.example.kr>"
    assert message["Subject"] == f"[SEMS D-7] 정기검사 inspection ({today + timedelta(days=7)})"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "허가일부터 1년" in message.get_content()
    wait_until(lambda: not queue(client, site_id, PENDING), 20, "its outcome")
    (sent,) = [r for r in queue(client, site_id, SENT) if r.duty_id]
    assert sent.attempts == 2 and sent.lead_days == 7
    assert sent.masked_address == "h***@example.kr"
    # A code holds once.
    with pytest.raises(grpc.RpcError):
        nobody(contract.ReminderServiceStub).ConfirmChannel(contract.ConfirmChannelRequest(code=code))
    for log in stack.run_dir.rglob("*.log"):
        text = log.read_text(errors="replace")
        assert address not in text and code not in text and mail.password not in text, log


def test_a_mailbox_that_does_not_exist_is_given_up_at_once(site, mail):
    client, site_id = site
    mail.refuse_next.append("550 no such user")
    channel(client, site_id, contract.CHANNEL_KIND_EMAIL, "nobody@example.kr")
    wait_until(lambda: queue(client, site_id, contract.REMINDER_STATE_FAILED), 20, "giving up")
    (failed,) = queue(client, site_id)
    assert (failed.reason, failed.attempts) == ("SMTP_550", 1)


def test_by_webhook_signed(site, inbox, hooks, today):
    client, site_id = site
    path = f"/{uuid.uuid4().hex}"
    made = channel(client, site_id, contract.CHANNEL_KIND_WEBHOOK, hooks.url(path))
    assert path not in made.channel.masked_address
    rule(client, site_id, made.channel.channel_id, [0])
    inbox.put(site_id, str(uuid.uuid4()), 1, [duty("inspection", today)])
    wait_until(lambda: hooks.at(path), 20, "the webhook")
    (delivery,) = hooks.at(path)
    stamp, signature = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", delivery.headers["Sems-Signature"]).groups()
    signed = stamp.encode() + b"." + delivery.body
    assert signature == hmac.new(made.signing_secret.encode(), signed, hashlib.sha256).hexdigest()
    assert abs(time.time() - int(stamp)) < 60
    told = json.loads(delivery.body)
    assert told["delivery_id"] == delivery.headers["Sems-Delivery"]
    assert told["duty"]["due_on"] == str(today) and told["duty"]["days_left"] == 0
    assert told["site_id"] == site_id


def test_killed_in_the_middle_none_is_lost_and_none_planned_twice(stack, site, inbox, hooks, today, database):
    client, site_id = site
    path = f"/{uuid.uuid4().hex}"
    made = channel(client, site_id, contract.CHANNEL_KIND_WEBHOOK, hooks.url(path))
    rule(client, site_id, made.channel.channel_id, [30, 7])
    moments = random.Random(20261125)
    put = set()
    for _ in range(10):
        case_id = str(uuid.uuid4())
        inbox.put(site_id, case_id, 1, [duty(f"c{i}", today + timedelta(days=20)) for i in range(30)])
        put |= {f"case.{case_id}.c{i}.1" for i in range(30)}
        time.sleep(moments.uniform(0, 1.5))
        stack.kill_service("duty")
        stack.start_service("duty")

    def all_sent() -> bool:
        # Planned and not waiting for the lease of one who died.
        return database.execute(
            "SELECT count(*) FILTER (WHERE state = 2) FROM reminder WHERE owner_id = %s", [site_id]
        ).fetchone()[0] == len(put)

    def ripen() -> bool:
        database.execute("UPDATE reminder_owner SET next_look_at = least(next_look_at, now() + interval '2 s')")
        return all_sent()

    wait_until(ripen, 120, "every reminder sent")
    rows = database.execute(
        "SELECT duty_id, count(*), min(reminder_id::text) FROM reminder WHERE owner_id = %s GROUP BY duty_id", [site_id]
    ).fetchall()
    assert {duty_id for duty_id, _, _ in rows} == put
    assert {count for _, count, _ in rows} == {1}
    # Each arrived, under the one id it has.
    assert {d.headers["Sems-Delivery"] for d in hooks.at(path)} == {reminder_id for _, _, reminder_id in rows}
    assert stack.verify_audit("duty")
