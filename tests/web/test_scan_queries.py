"""The scan, its lists and the page of a pupil cost few queries, however many schools."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khet.records.registry.actions.pupils import PupilEntry, save_pupils
from khet.records.registry.models import Pupil, User
from khet.web.parts.viewer import SECOND_FACTOR
from tests.cast import engage
from tests.made_area import make_area, school_code
from tests.web.rounds import ROUND_2, hold_second_round

MOST_QUERIES = 15


@pytest.fixture(params=[10, 117])
def of_size(request: Any, tmp_path: Path, settings: Any, db: None) -> Client:
    """A supervisor of an area with that many schools and both rounds."""
    settings.HOME = tmp_path
    settings.WAREHOUSE = tmp_path / "warehouse"
    make_area(tmp_path / "files", request.param)
    hold_second_round(tmp_path, request.param)
    engage()
    entries = [PupilEntry(school_code(8), str(n), "P6", f"คนที่ {n}") for n in range(10)]
    save_pupils(by="ทดสอบ", academic_year=2556, entries=entries)
    client = Client()
    client.force_login(User.objects.get(username="supervisor"))
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()
    return client


def _queries(client: Client, address: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_queries_are_few_and_the_same(of_size: Client) -> None:
    pupil = Pupil.objects.order_by("pk").first()
    school = school_code(8)
    found = [
        _queries(of_size, address)
        for address in (
            f"/learning/scan?{ROUND_2}",
            f"/learning/scan?{ROUND_2}&sort=-share&network=เครือข่าย 1",
            f"/learning/scan.xlsx?{ROUND_2}",
            f"/learning/scan/{school}?{ROUND_2}",
            f"/learning/scan/{school}.xlsx?{ROUND_2}",
            f"/learning/pupils/{pupil.pk}",
        )
    ]
    assert max(found) <= MOST_QUERIES
    assert found == [9, 9, 9, 13, 13, 9]
