"""The pages of planning cost few queries, however many schools."""

from collections.abc import Callable
from decimal import Decimal

from django.test import Client

from khet.records.learning.actions import set_targets
from khet.records.learning.models import Sitting
from tests.made_area import school_code

ASKED = "year=2556&test=O-NET&grade=P6"


def test_queries_are_few_and_the_same(
    director: Client, schools: int, queries: Callable[[Client, str], int]
) -> None:
    sitting = Sitting.objects.get(academic_year=2556, test="O-NET", grade="P6")
    targets = {school_code(k): Decimal(70) for k in range(schools - 2)}
    set_targets(by="ทดสอบ", sitting=sitting, subject="thai", targets=targets)
    subject, school = f"{ASKED}&subject=thai", f"school={school_code(7)}"
    pages = (
        f"planning?{subject}",
        f"planning/edit?{subject}",
        f"planning.xlsx?{subject}",
        f"planning?{subject}&network=เครือข่าย 1",
        f"panels/targets?{ASKED}&{school}",
        f"nearest?{subject}&{school}",
    )
    found = [queries(director, f"/learning/{page}") for page in pages]
    assert found == [12, 12, 12, 12, 7, 10]
