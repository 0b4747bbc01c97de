"""The pages of results cost few queries, however many schools."""

from collections.abc import Callable
from decimal import Decimal

from django.test import Client

from khet.records.learning.models import Published, Sitting
from tests.made_area import school_code
from tests.web.test_kept import PAGES

Queries = Callable[[Client, str], int]
SITTING = {"academic_year": 2556, "test": "O-NET", "grade": "P6"}
ASKED = "year=2556&test=O-NET&grade=P6"


def test_queries_are_few_with_few_and_with_many_schools(director: Client, queries: Queries) -> None:
    found = {address: queries(director, address) for address in (*PAGES, "/", "/design")}
    assert max(found.values()) <= 15
    assert [found[page] for page in PAGES[:4]] == [10, 10, 10, 10]
    assert max(found[page] for page in PAGES[8:]) <= 12
    export = PAGES[1].replace("colours?", "colours.xlsx?")
    assert queries(director, export) <= 15


def test_queries_of_comparing_are_few_whatever_is_chosen(
    director: Client, queries: Queries
) -> None:
    units = "".join(f"&units=school-{school_code(k)}" for k in range(9))
    wide = f"{units}&units=area&units=network-N1&units=size-small&units=nation"
    measures = "&measures=mean&measures=percent-below&measures=gain&measures=sd"
    asked = f"test=O-NET&grade=P6&years=2555&years=2556{wide}{measures}"
    found = [
        queries(director, f"/learning/{page}")
        for page in ("compare", f"compare?{asked}", f"compare.xlsx?{asked}")
    ]
    assert found == [10, 10, 9]


def test_queries_of_success_are_few(director: Client, queries: Queries) -> None:
    sitting = Sitting.objects.get(**SITTING)
    told = {"what": "national-mean", "subject": "ALL", "value": Decimal("1.00")}
    Published.objects.create(sitting=sitting, source="รายงานสมมติ", told_by="ผู้ทดสอบ", **told)
    for page in ("success", "success.xlsx"):
        assert queries(director, f"/learning/{page}?{ASKED}") <= 12
