"""A made area for all tests of pages, its people, and signed-in clients."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.test.client import ClientHandler

from khet.records.registry.models import User
from khet.web.parts.viewer import SECOND_FACTOR
from tests.cast import ANONYMOUS, engage
from tests.kept_home import kept_home
from tests.made_area import make_area
from tests.web.doors import (
    bookings,
    circulars,
    collecting,
    duties,
    evidence,
    folder,
    imports,
    instruments,
    learning,
    letters,
    meetings,
    monthly,
    news,
    orders,
    published,
    reports,
    requests,
    returned,
    rewards,
    score_imports,
    standards,
    trips,
    visit_plan,
    visits,
)

SCHOOLS = 12
HANDLER = ClientHandler(enforce_csrf_checks=False)
"""One for all clients: loading the middleware for each of thousands takes a third of their time."""


def _fill(files: Path) -> None:
    make_area(files, SCHOOLS)
    engage()
    score_imports.bring_sample()
    imports.bring_sample()
    learning.bring_sample()
    published.tell_sample()
    rewards.propose_sample()
    collecting.open_sample()
    standards.tell_sample()
    evidence.keep_sample()
    meetings.call_sample()
    orders.bring_sample()
    folder.bring_sample()
    letters.bring_sample()
    circulars.bring_sample()
    returned.bring_sample()
    bookings.bring_sample()
    instruments.bring_sample()
    duties.open_sample()
    monthly.open_sample()
    visits.bring_sample()
    visit_plan.plan_sample()
    trips.bring_sample()
    requests.bring_sample()
    news.bring_sample()
    reports.bring_sample()


@pytest.fixture(scope="package")
def made_home(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Path]:
    """The folder of an installation with the made area; it lasts as long as this folder's tests."""
    with kept_home(tmp_path_factory.mktemp("made"), django_db_blocker, _fill) as home:
        yield home


@pytest.fixture
def area(made_home: Path, settings: Any, db: None) -> None:
    """The made area, in the installation that the test's pages read."""
    cache.clear()
    settings.HOME = made_home
    settings.WAREHOUSE = made_home / "warehouse"


@pytest.fixture
def sign_in(area: None) -> Callable[..., Client]:
    """A client for any member of the cast, with the second factor shown unless told otherwise.

    Anonymous is one that has not signed in.
    """

    def client_of(name: str, second_factor: bool = True) -> Client:
        client = Client()
        client.handler = HANDLER
        if name != ANONYMOUS:
            client.force_login(User.objects.get(username=name))
            session = client.session
            session[SECOND_FACTOR] = second_factor
            session.save()
        return client

    return client_of


@pytest.fixture
def director(sign_in: Callable[[str], Client]) -> Client:
    """The area's director, signed in."""
    return sign_in("director")


@pytest.fixture
def clerk(sign_in: Callable[[str], Client]) -> Client:
    """The area's clerk, signed in."""
    return sign_in("clerk")


@pytest.fixture
def supervisor(sign_in: Callable[[str], Client]) -> Client:
    """A supervisor of the whole area, signed in: nothing of few pupils is kept from them."""
    return sign_in("supervisor")
