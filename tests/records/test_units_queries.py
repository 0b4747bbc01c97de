"""Looking up units: who was where in which year, and counts that add up."""

from datetime import date
from typing import Any

import pytest

from khet.records.registry.actions.programmes import ProgrammeEntry, save_programmes
from khet.records.registry.actions.schools import GradeCount, save_enrolment
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Placement, Unit
from khet.records.registry.queries.programmes import (
    joined,
    programme_counts,
    programmes_of,
    taking_part,
)
from khet.records.registry.queries.register import (
    Registered,
    register_of,
    tallies_by,
    tally,
)
from khet.records.registry.queries.school import school_and_joined, stays_of
from khet.records.registry.queries.schools import (
    Place,
    day_of,
    home_area,
    schools_by_year,
    schools_of,
)
from khet.records.registry.queries.settings import office_tables

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


def test_several_years_are_each_as_asked_for_alone(
    area: Unit, django_assert_num_queries: Any
) -> None:
    Unit.objects.filter(code="S2").update(valid_to=date(2014, 5, 31))
    Unit.objects.filter(code="S3").update(valid_from=date(2013, 5, 1))
    Placement.objects.filter(child__code="S2").update(valid_to=date(2014, 5, 31))
    years, tables = [2555, 2556, 2557], office_tables(area)
    with django_assert_num_queries(3):
        found = schools_by_year(area, years, TODAY, tables)
    assert found == {year: schools_of(area, year, TODAY, tables) for year in years}
    assert [list(found[year]) for year in years] == [["S1", "S2"], ["S1", "S2", "S3"], ["S1", "S3"]]


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


def _registered(area: Unit, year: int) -> dict[str, Registered]:
    return {school.code: school for school in register_of(area, year, TODAY)}


def test_the_register_says_what_became_of_a_school(area: Unit) -> None:
    last = date(2014, 5, 31)
    Unit.objects.filter(code="S2").update(valid_to=last, merged_into=Unit.objects.get(code="S1"))
    Unit.objects.filter(code="S3").update(valid_to=last)
    assert {s.state for s in _registered(area, 2556).values()} == {"open"}
    later = _registered(area, 2557)
    assert [later[code].state for code in ("S1", "S2", "S3")] == ["open", "merged", "closed"]
    assert (later["S2"].ended, later["S2"].heir, later["S1"].heir) == (
        last,
        Unit.objects.get(code="S1"),
        None,
    )
    assert later["S3"].at("network") == Place("network", "N1", "หนึ่ง")


def test_boys_and_girls_are_known_only_where_every_grade_knows_them(area: Unit) -> None:
    counts = {
        "S1": {"P1": GradeCount(10, 6, 4), "P2": GradeCount(8, 3, 5)},
        "S2": {"P1": GradeCount(10, 6, 4), "P2": GradeCount(120)},
        "S3": {"P1": GradeCount(0, 0, 0)},
    }
    save_enrolment(by="ทดสอบ", academic_year=2556, counts=counts)
    found = _registered(area, 2556)
    assert found["S1"].pupils == (18, 9, 9)
    assert found["S2"].pupils == (130, None, None)
    assert [found[code].size for code in ("S1", "S2", "S3")] == ["small", "medium", "none"]
    assert {s.size for s in _registered(area, 2555).values()} == {"unknown"}
    whole = tally(found.values())
    assert (whole.schools, whole.pupils, whole.boys, whole.girls) == (3, 148, 9, 9)
    assert (whole.unknown, whole.sexless) == (0, 1)


def test_counts_by_place_add_up_with_those_not_known(area: Unit) -> None:
    alone = [UnitEntry("school", "S8", "ไม่มีเครือข่าย", above=(AREA,))]
    register_units(by="ทดสอบ", entries=alone, since=SINCE)
    schools = register_of(area, 2556, TODAY)
    counts = tallies_by("network", schools)
    assert {code: tallied.schools for code, tallied in counts.items()} == {"N1": 3, "": 1}
    assert sum(tallied.schools for tallied in counts.values()) == tally(schools).schools
    assert counts[""].pupils is None


@pytest.mark.parametrize("more", [0, 60])
def test_the_register_takes_as_many_queries_for_many(
    area: Unit, django_assert_num_queries, more: int
) -> None:
    entries = [UnitEntry("school", f"T{i}", f"ก {i}", above=(AREA, N2)) for i in range(more)]
    register_units(by="ทดสอบ", entries=entries, since=SINCE)
    with django_assert_num_queries(4):
        assert len(register_of(area, 2556, TODAY)) == 3 + more


def test_a_programme_counts_the_schools_of_the_year(area: Unit) -> None:
    entries = [
        ProgrammeEntry("โครงการ", "S1", 2554, until_year=2555),
        ProgrammeEntry("โครงการ", "S2", 2555, cohort="2"),
    ]
    save_programmes(by="ทดสอบ", area=area, entries=entries)
    taking = {year: programme_counts(area, year).get().taking for year in range(2553, 2558)}
    assert taking == {2553: 0, 2554: 1, 2555: 2, 2556: 1, 2557: 1}
    programme = programmes_of(area).get()
    assert taking_part(programme.pk, 2556) == {Unit.objects.get(code="S2").pk}
    assert [row.school.code for row in joined(programme)] == ["S1", "S2"]


def test_stays_come_newest_first_and_change_of_place_is_kept(area: Unit) -> None:
    school = Unit.objects.get(code="S1")
    Placement.objects.filter(child=school, parent__code="N1").update(valid_to=date(2013, 4, 30))
    Placement.objects.create(
        child=school,
        parent=Unit.objects.get(code="N2"),
        hierarchy="work",
        valid_from=date(2013, 5, 1),
    )
    stays = [stay for stay in stays_of(school) if stay.kind == "network"]
    assert [(stay.code, stay.until) for stay in stays] == [("N2", None), ("N1", date(2013, 4, 30))]


def test_a_school_is_found_with_those_merged_into_it(area: Unit) -> None:
    Unit.objects.filter(code="S2").update(merged_into=Unit.objects.get(code="S1"))
    own, others = school_and_joined(area, "S1")
    assert (own and own.code, [unit.code for unit in others]) == ("S1", ["S2"])
    assert school_and_joined(area, "S9") == (None, [])
