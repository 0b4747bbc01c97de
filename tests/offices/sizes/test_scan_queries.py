"""The scan, its lists, a pupil and the rounds cost few queries, however many schools."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from khet.records.registry.actions.pupils import PupilEntry, save_pupils
from khet.records.registry.models import Pupil, User
from khet.web.parts.viewer import SECOND_FACTOR
from tests.made_area import school_code
from tests.web.rounds import ROUND_2, hold_second_round

Queries = Callable[[Client, str], int]


@pytest.fixture(autouse=True)
def _second_round(director: Client, made_home: Path, schools: int) -> None:
    hold_second_round(made_home, schools)


@pytest.fixture
def supervisor(director: Client) -> Client:
    """A supervisor of the whole area, with the second factor shown."""
    client = Client()
    client.force_login(User.objects.get(username="supervisor"))
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()
    return client


def test_queries_of_the_scan_are_few_and_the_same(supervisor: Client, queries: Queries) -> None:
    entries = [PupilEntry(school_code(8), str(n), "P6", f"คนที่ {n}") for n in range(10)]
    save_pupils(by="ทดสอบ", academic_year=2556, entries=entries)
    pupil = Pupil.objects.order_by("pk").first()
    school = school_code(8)
    found = [
        queries(supervisor, address)
        for address in (
            f"/learning/scan?{ROUND_2}",
            f"/learning/scan?{ROUND_2}&sort=-share&network=เครือข่าย 1",
            f"/learning/scan.xlsx?{ROUND_2}",
            f"/learning/scan/{school}?{ROUND_2}",
            f"/learning/scan/{school}.xlsx?{ROUND_2}",
            f"/learning/pupils/{pupil.pk}",
        )
    ]
    assert found == [9, 9, 9, 13, 13, 9]


def test_queries_of_the_rounds_are_few(director: Client, queries: Queries) -> None:
    assert queries(director, f"/learning/rounds?{ROUND_2}") <= 12
