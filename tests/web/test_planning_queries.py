"""The plan, a school's targets and the nearest pupils cost few queries, however many schools."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khet.records.learning.actions import set_targets
from khet.records.learning.models import Sitting
from khet.records.registry.models import User
from tests.cast import engage
from tests.made_area import make_area, school_code

MOST_QUERIES = 15
ASKED = "year=2556&test=O-NET&grade=P6"


@pytest.fixture(params=[10, 117])
def of_size(request: Any, tmp_path: Path, settings: Any, db: None) -> Client:
    """A director of an area with that many schools, most of which have a target."""
    settings.HOME = tmp_path
    settings.WAREHOUSE = tmp_path / "warehouse"
    make_area(tmp_path / "files", request.param)
    engage()
    sitting = Sitting.objects.get(academic_year=2556, test="O-NET", grade="P6")
    targets = {school_code(k): Decimal(70) for k in range(request.param - 2)}
    set_targets(by="ทดสอบ", sitting=sitting, subject="thai", targets=targets)
    client = Client()
    client.force_login(User.objects.get(username="director"))
    return client


def _queries(client: Client, address: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as found:
        assert client.get(f"/learning/{address}").status_code == 200
    return len(found)


def test_queries_are_few_and_the_same(of_size: Client) -> None:
    subject, school = f"{ASKED}&subject=thai", f"school={school_code(7)}"
    pages = (
        f"planning?{subject}",
        f"planning/edit?{subject}",
        f"planning.xlsx?{subject}",
        f"planning?{subject}&network=เครือข่าย 1",
        f"panels/targets?{ASKED}&{school}",
        f"nearest?{subject}&{school}",
    )
    found = [_queries(of_size, page) for page in pages]
    assert max(found) <= MOST_QUERIES
    assert found == [12, 12, 12, 12, 7, 10]
