"""A system whose reminders go to a mail server and a web server of the test's own."""

import sys
from datetime import date
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests" / "e2e"), str(Path(__file__).parent)]

from hooks import Hooks
from inbox import Inbox
from mail import MailServer
from people import People
from semsdemo import accounts, story
from semsdemo.client import Client
from semsstack import Stack


@pytest.fixture(scope="session")
def today() -> date:
    return story.seoul_today()


@pytest.fixture(scope="session")
def mail(tmp_path_factory):
    with MailServer(tmp_path_factory.mktemp("mail")) as server:
        yield server


@pytest.fixture(scope="session")
def hooks():
    with Hooks() as server:
        yield server


@pytest.fixture(scope="session")
def stack(tmp_path_factory, mail):
    settings = {
        "duty.smtp_url": mail.url,
        "duty.smtp_ca_file": str(mail.ca_file),
        "duty.smtp_username": mail.username,
        "duty.smtp_password": mail.password,
        "duty.mail_from": "noreply@sems.example.kr",
        "duty.private_webhook_hosts": "127.0.0.1",
        "duty.look_every_seconds": 1,
        "duty.send_lease_seconds": 3,
        "duty.reminder_hour": 0,
        "duty.reminder_attempts": 20,
    }
    with Stack(tmp_path_factory.mktemp("run"), settings=settings) as stack:
        yield stack
    stack.cluster.remove()


@pytest.fixture(scope="session")
def admin(stack) -> Client:
    return Client(stack.gateway_target, stack.admin_login, stack.admin_password)


@pytest.fixture(scope="session")
def officer(stack, admin) -> Client:
    return accounts.officer(stack.gateway_target, admin)


@pytest.fixture(scope="session")
def people(stack, admin) -> People:
    return People(stack.gateway_target, admin)


@pytest.fixture
def site(people, officer) -> tuple[Client, str]:
    """Its operator and its id; a new one for each test."""
    return people.site(officer)


@pytest.fixture(scope="session")
def inbox(stack) -> Inbox:
    return Inbox(stack)


@pytest.fixture
def database(stack):
    """Looks, and moves the clock of retries, behind the service's back."""
    with psycopg.connect(stack.database.superuser_url(), autocommit=True) as connection:
        connection.execute("SET search_path TO duty")
        yield connection
