"""An area of few schools and one of as many as a real one, each with its director signed in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khet.records.registry.models import User
from tests.cast import engage
from tests.kept_home import kept_home
from tests.made_area import make_area


@pytest.fixture(scope="package", params=[10, 117])
def schools(request: pytest.FixtureRequest) -> int:
    """How many schools the area has."""
    found: int = request.param
    return found


@pytest.fixture(scope="package")
def made_home(
    schools: int,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: Any,
) -> Iterator[Path]:
    """The folder of an installation with that area; it lasts as long as this folder's tests."""

    def fill(files: Path) -> None:
        make_area(files, schools)
        engage()

    with kept_home(tmp_path_factory.mktemp("made"), django_db_blocker, fill) as home:
        yield home


@pytest.fixture
def director(made_home: Path, settings: Any, db: None) -> Client:
    """The director of the area, signed in to the installation that the test's pages read."""
    settings.HOME = made_home
    settings.WAREHOUSE = made_home / "warehouse"
    client = Client()
    client.force_login(User.objects.get(username="director"))
    return client


@pytest.fixture
def queries() -> Callable[[Client, str], int]:
    """How many queries a page costs a client when nothing of it is in the cache."""

    def count(client: Client, address: str) -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    return count
