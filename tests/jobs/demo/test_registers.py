"""The demonstration's registers: pupils are those of the scores, counts are the printed ones."""

from collections import Counter

import pytest

from khet.jobs.demo.area import DemoArea, rows
from khet.jobs.demo.programmes import programme_entries
from khet.jobs.demo.pupils import counts, pupil_entries
from khet.jobs.demo.registers import area_entries, group_codes
from khet.jobs.demo.staff import staff_entries
from khet.records.registry.actions.pupils import PupilEntry
from tests.jobs.demo.conftest import Drawn

OFFICE_CAST = 10


@pytest.fixture(scope="module")
def pupils(area: DemoArea) -> list[PupilEntry]:
    return list(pupil_entries(area))


@pytest.mark.parametrize(
    ("test", "grade"), [("O-NET", "P6"), ("O-NET", "M3"), ("NT", "P3"), ("LAS", "P1")]
)
def test_pupils_by_name_are_those_whose_scores_are_drawn(
    drawn: Drawn, pupils: list[PupilEntry], test: str, grade: str
) -> None:
    tested = {(row["school"], row["pupil"]) for row in drawn.of(test, grade)}
    assert {(p.school, p.number) for p in pupils if p.grade == grade} == tested


def test_pupils_by_name_are_as_many_as_counted(area: DemoArea, pupils: list[PupilEntry]) -> None:
    listed = Counter((p.school, p.grade, p.sex) for p in pupils)
    for school, grades in counts(area, 2556).items():
        for grade, count in grades.items():
            assert count
            assert (listed[school, grade, "m"], listed[school, grade, "f"]) == (
                count.boys,
                count.girls,
            )
    assert len({(p.school, p.number) for p in pupils}) == len(pupils)


@pytest.mark.parametrize("year", [2552, 2556])
def test_counts_are_those_of_the_area(area: DemoArea, year: int) -> None:
    counted = {
        (s, g): c.pupils for s, grades in counts(area, year).items() for g, c in grades.items() if c
    }
    of_area = {(e.school, e.grade): e.pupils for e in area.enrolment if e.academic_year == year}
    assert counted == of_area


def test_names_are_plainly_invented(area: DemoArea, pupils: list[PupilEntry]) -> None:
    names = [pupil.name for pupil in pupils] + [entry.name for entry in staff_entries(area)]
    assert all(name.split()[-1].startswith("สมมติ") for name in names)
    titles = {(p.sex, p.name.startswith("เด็กหญิง")) for p in pupils}
    assert titles == {("f", True), ("m", False)}


def test_rooms_of_a_grade_are_as_many_as_counted(area: DemoArea, pupils: list[PupilEntry]) -> None:
    rooms: dict[tuple[str, str], set[str]] = {}
    for pupil in pupils:
        rooms.setdefault((pupil.school, pupil.grade), set()).add(pupil.room)
    for school, grades in counts(area, 2556).items():
        for grade, count in grades.items():
            assert count
            assert len(rooms[school, grade]) == count.rooms


def test_programmes_have_as_many_schools_as_printed(area: DemoArea) -> None:
    joined = Counter(entry.programme for entry in programme_entries(area))
    assert joined == {row["name"]: int(row["schools"]) for row in rows("programmes")}
    assert sorted(joined.values()) == [6, 12, 13, 26, 44, 50]
    assert {entry.part for entry in programme_entries(area)} == {"รายชื่อโรงเรียนสมมติขึ้น"}


def test_satellite_schools_are_the_44_small_ones(area: DemoArea) -> None:
    totals = Counter[str]()
    for row in area.enrolment:
        totals[row.school] += row.pupils if row.academic_year == 2556 else 0
    small = {code for code, n in totals.items() if n < 120}
    entries = programme_entries(area)
    assert {e.school for e in entries if "DLTV" in e.programme} == small


def test_the_office_has_71_people_in_7_groups(area: DemoArea) -> None:
    staff = list(staff_entries(area))
    assert len(staff) + OFFICE_CAST == 71
    assert {entry.unit[1] for entry in staff} == set(group_codes(area).values())
    assert len(group_codes(area)) == 7
    assert [int(row["members"]) for row in rows("flower_groups")] == [18, 18, 18, 17]
    assert not [entry for entry in staff if entry.password]


def test_eighteen_schools_teach_up_to_m3(area: DemoArea) -> None:
    highest = Counter(e.highest for e in area_entries(area) if e.kind == "school")
    assert highest == {"P6": 99, "M3": 18, "": 4}
