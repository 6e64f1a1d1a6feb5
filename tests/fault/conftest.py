"""A system of its own, whose parts the tests kill; each test leaves it whole."""

import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests" / "e2e"), str(Path(__file__).parent)]

from people import People
from semsdemo import accounts, story
from semsdemo.client import Client
from semsstack import Stack


@pytest.fixture(scope="session")
def holidays_file(tmp_path_factory) -> Path:
    """Of all services; read when they start."""
    path = tmp_path_factory.mktemp("calendar") / "holidays.csv"
    path.write_text("# none\n")
    return path


@pytest.fixture(scope="session")
def stack(tmp_path_factory, holidays_file):
    # Many writers at once: what they show is that nothing is lost, not how many fit.
    settings = {
        "facility.max_threads": 64,
        "facility.pool_size": 16,
        "calendar.holidays_file": str(holidays_file),
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


@pytest.fixture(scope="session")
def today() -> date:
    return story.seoul_today()
