"""What colours earn the schools of the made area, and the pages of rewards, as tests use them."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from khet.jobs.school_rewards import Earned, earned
from khet.records.learning.actions import propose_rewards
from khet.records.learning.models import Reward, ScoreFile
from khet.records.learning.queries import current_score_files
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.settings import office_tables

SignIn = Callable[..., Client]
YEAR = 2556
PAGE = f"/learning/rewards?year={YEAR}"
STEP = f"/learning/rewards/step?year={YEAR}"
NOTE = "มติที่ประชุม 5/2557"
TODAY = timezone.localdate


@pytest.fixture
def office(area: None) -> Unit:
    return Unit.objects.get(kind=UnitKind.AREA)


@pytest.fixture
def now(office: Unit) -> dict[str, Earned]:
    """What the announced colours earn each school."""
    return earned(current_score_files(office, announced=True), YEAR, office_tables(office))


def schools_of(now: dict[str, Earned], key: str) -> list[str]:
    return [school for school, one in now.items() if one.reward and one.reward.key == key]


@pytest.fixture
def key(now: dict[str, Earned]) -> str:
    """A reward that several schools earn."""
    keys = [one.reward.key for one in now.values() if one.reward]
    best = max(sorted(set(keys)), key=keys.count)
    assert keys.count(best) > 2
    return best


@pytest.fixture
def proposed(office: Unit, now: dict[str, Earned], key: str) -> list[Reward]:
    entries = [now[school].entry(school) for school in schools_of(now, key)]
    return propose_rewards(by="ผู้เสนอ", area=office, academic_year=YEAR, entries=entries)


def text_of(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def text_at(client: Client, address: str) -> str:
    return text_of(client.get(address))


def file_of(test: str, grade: str) -> ScoreFile:
    return ScoreFile.objects.select_related("sitting__area").get(
        sitting__academic_year=YEAR, sitting__test=test, sitting__grade=grade, current=True
    )
