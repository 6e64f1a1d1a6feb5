"""The whole system, started once for all tests here: --mode split (a process per service) or all (one)."""

import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests" / "gateway"), str(Path(__file__).parent)]

from people import People
from semsdemo import accounts, approval, export, story, tables
from semsdemo.client import Client
from semsstack import Stack
from web import Web


def pytest_addoption(parser):
    parser.addoption("--mode", choices=["split", "all"], default="split")


@pytest.fixture(scope="session")
def today(request) -> date:
    """Of the system: really today, or with --mode all a day in January, whose last month is in another year."""
    really = story.seoul_today()
    return really if request.config.getoption("mode") == "split" else date(really.year + 1, 1, 20)


@pytest.fixture(scope="session")
def stack(request, tmp_path_factory, today):
    mode = request.config.getoption("mode")
    stack = Stack(
        tmp_path_factory.mktemp("run"),
        mode=mode,
        today=None if mode == "split" else today.isoformat(),
    )
    with stack:
        yield stack
    stack.cluster.remove()


@pytest.fixture(scope="session")
def target(stack) -> str:
    return stack.gateway_target


@pytest.fixture(scope="session")
def admin(stack) -> Client:
    """국립환경과학원, with the code tables loaded."""
    client = Client(stack.gateway_target, stack.admin_login, stack.admin_password)
    tables.load(client)
    return client


@pytest.fixture(scope="session")
def officer(target, admin) -> Client:
    """홍길동 of 인천 서구."""
    return accounts.officer(target, admin)


@pytest.fixture(scope="session")
def people(target, admin) -> People:
    """Makes accounts and sites for one test alone."""
    return People(target, admin)


@pytest.fixture(scope="session")
def plant(target, officer, today) -> story.Site:
    """The site with fourteen stacks and last month's records, mapped."""
    applicant = approval.next_power_plant(officer)
    client, site_id = story.register(target, officer, applicant, print)
    return story.keep_a_month(client, site_id, applicant, today, print)


@pytest.fixture(scope="session")
def exported(plant):
    """The seven forms: the export with its report, and the workbooks by name."""
    return export.export(plant.client, plant.site_id, plant.month.text)


@pytest.fixture(scope="session")
def web(stack) -> Web:
    """Programs in TypeScript against the gateway."""
    return Web(stack.gateway_url)
