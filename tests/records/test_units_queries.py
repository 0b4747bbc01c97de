"""Looking up units: who was where in which year, and counts that add up."""

from datetime import date

import pytest

from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Placement, Unit
from khet.records.registry.queries.schools import day_of, home_area, schools_of

pytestmark = pytest.mark.django_db
SINCE = date(2009, 5, 1)
TODAY = date(2026, 11, 20)
AREA = ("place", "area", "9302")
N1, N2 = ("work", "network", "N1"), ("work", "network", "N2")


@pytest.fixture
def area() -> Unit:
    entries = [
        UnitEntry("area", "9302", "เขตทดสอบ"),
        UnitEntry("network", "N1", "หนึ่ง", above=(AREA,)),
        UnitEntry("network", "N2", "สอง", above=(AREA,)),
        *(UnitEntry("school", f"S{k}", f"โรงเรียน {k}", above=(AREA, N1)) for k in (1, 2, 3)),
    ]
    register_units(by="ทดสอบ", entries=entries, since=SINCE)
    found = home_area()
    assert found
    return found


def _networks(area: Unit, year: int) -> dict[str, str | None]:
    return {code: school.network for code, school in schools_of(area, year, TODAY).items()}


def test_a_year_is_seen_as_of_its_end_but_not_after_today() -> None:
    assert day_of(2556, TODAY) == date(2014, 3, 31)
    assert day_of(2569, TODAY) == TODAY


def test_a_closed_school_stays_in_the_years_before(area: Unit) -> None:
    Unit.objects.filter(code="S2").update(valid_to=date(2014, 5, 31))
    Placement.objects.filter(child__code="S2").update(valid_to=date(2014, 5, 31))
    assert list(_networks(area, 2556)) == ["S1", "S2", "S3"]
    assert list(_networks(area, 2557)) == ["S1", "S3"]


def test_a_school_that_moved_stands_where_it_stood_in_each_year(area: Unit) -> None:
    school, second = Unit.objects.get(code="S1"), Unit.objects.get(code="N2")
    Placement.objects.filter(child=school, parent__code="N1").update(valid_to=date(2013, 4, 30))
    Placement.objects.create(
        child=school, parent=second, hierarchy="work", valid_from=date(2013, 5, 1)
    )
    assert _networks(area, 2555)["S1"] == "หนึ่ง"
    assert _networks(area, 2556)["S1"] == "สอง"


def test_a_school_that_left_for_another_area_is_of_each_in_its_years(area: Unit) -> None:
    register_units(by="ทดสอบ", entries=[UnitEntry("area", "9301", "เขตอื่น")], since=SINCE)
    other = Unit.objects.get(code="9301")
    Placement.objects.filter(child__code="S3").update(valid_to=date(2013, 4, 30))
    Placement.objects.create(
        child=Unit.objects.get(code="S3"),
        parent=other,
        hierarchy="place",
        valid_from=date(2013, 5, 1),
    )
    assert list(_networks(area, 2555)) == ["S1", "S2", "S3"]
    assert list(_networks(area, 2556)) == ["S1", "S2"]
    assert list(_networks(other, 2555)) == []
    assert list(_networks(other, 2556)) == ["S3"]


def test_a_register_begun_later_holds_for_the_years_before(area: Unit) -> None:
    late = [UnitEntry("school", "S9", "มาทีหลัง", above=(AREA, N2))]
    register_units(by="ทดสอบ", entries=late, since=date(2026, 11, 1))
    assert _networks(area, 2556)["S9"] == "สอง"
    Unit.objects.filter(code="S9").update(valid_from=date(2026, 5, 1))
    assert "S9" not in _networks(area, 2556)
    assert "S9" in _networks(area, 2569)
