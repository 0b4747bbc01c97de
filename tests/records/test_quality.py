"""What the checks of the registers find, and how many queries that takes."""

from datetime import date

import pytest

from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.posts import appoint, create_post
from khet.records.registry.actions.pupils import PupilEntry, save_pupils
from khet.records.registry.actions.schools import EnrolmentEntry, record_enrolment
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Unit, User
from khet.records.registry.queries.quality import (
    facts_of,
    headless_schools,
    people_without_role,
    vacant_posts,
)
from khet.records.registry.queries.schools import home_area
from khet.rules import register_checks as checks
from khet.rules.near_names import distance, near_pairs
from khet.rules.register_checks import Finding, SchoolFacts

BY, SINCE, TODAY = "ทดสอบ", date(2009, 5, 1), date(2026, 11, 20)
AREA, DISTRICT = ("place", "area", "9302"), ("place", "district", "D1")
NETWORK = ("work", "network", "N1")


@pytest.fixture
def area(db: None) -> Unit:
    schools = [
        UnitEntry("school", "S1", "บ้านหนึ่ง", above=(AREA, DISTRICT, NETWORK)),
        UnitEntry("school", "S2", "บ้านสอง", above=(AREA, DISTRICT)),
    ]
    entries = [
        UnitEntry("area", "9302", "เขตทดสอบ"),
        UnitEntry("district", "D1", "อำเภอ", above=(AREA,)),
        UnitEntry("network", "N1", "เครือข่าย", above=(AREA, DISTRICT)),
        *schools,
    ]
    register_units(by=BY, entries=entries, since=SINCE)
    found = home_area()
    assert found
    return found


def test_facts_are_of_the_year_and_what_is_not_known_is_none(area: Unit) -> None:
    enrolled = [EnrolmentEntry("S1", 2555, "P1", 10), EnrolmentEntry("S1", 2556, "P1", 12)]
    record_enrolment(by=BY, entries=enrolled)
    save_pupils(by=BY, academic_year=2556, entries=[PupilEntry("S1", "1", "P1", "ก ข")])
    two, one = facts_of(area, 2556, TODAY).schools
    assert (one.code, one.grades, one.before, one.listed) == (
        "S1",
        {"P1": 12},
        {"P1": 10},
        {"P1": 1},
    )
    assert (two.grades, two.before, two.listed) == (None, None, None)
    assert (one.district, one.network, two.network) == ("D1", "N1", "")
    assert facts_of(area, 2556, TODAY).homes == {"N1": "D1"}


@pytest.mark.parametrize("more", [0, 60])
def test_facts_take_as_many_queries_for_many(
    area: Unit, django_assert_num_queries, more: int
) -> None:
    entries = [UnitEntry("school", f"T{i}", f"ก {i}", above=(AREA, NETWORK)) for i in range(more)]
    register_units(by=BY, entries=entries, since=SINCE)
    with django_assert_num_queries(6):
        assert len(facts_of(area, 2556, TODAY).schools) == 2 + more


def test_a_school_outside_every_network_breaks_the_sum() -> None:
    inside = SchoolFacts("1", "ก", district="D1", network="N")
    private = SchoolFacts("3", "ค", public=False)
    assert list(checks.network_sums([inside, private], {"N": "D1"})) == []
    assert list(checks.network_sums([inside, private], {})) == []
    found = list(checks.network_sums([inside, SchoolFacts("2", "ข", district="D1")], {"N": "D1"}))
    assert [finding.values for finding in found] == [("", "2", "1"), ("D1", "2", "1")]


def test_codes_that_two_schools_have_are_found_by_kind() -> None:
    schools = [
        SchoolFacts("1", "ก", codes={"smis8": "17010122", "obec6": "5"}),
        SchoolFacts("2", "ข", codes={"smis8": "17010122", "moe10": "5"}),
    ]
    assert list(checks.same_codes(schools)) == [
        Finding(("1", "2"), ("smis8", "17010122", "upstream"))
    ]


def test_a_private_school_needs_no_code_of_six_digits() -> None:
    codes = {"moe10": "1193990501", "obec6": "990501"}
    assert not list(checks.codes_apart([SchoolFacts("1", "ก", public=False, codes=codes)]))
    assert list(checks.codes_apart([SchoolFacts("1", "ก", codes=codes)]))


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [(100, 130, False), (100, 131, True), (100, 69, True), (8, 16, False), (0, 12, True)],
)
def test_a_jump_is_more_than_thirty_percent(before: int, now: int, found: bool) -> None:
    school = SchoolFacts("1", "ก", grades={"P1": now}, before={"P1": before})
    assert bool(list(checks.jumps([school]))) is found


def test_no_pupils_and_not_counted_are_two_things() -> None:
    schools = [SchoolFacts("1", "ก", grades={"P1": 0}), SchoolFacts("2", "ข")]
    assert [f.schools for f in checks.without_pupils(schools)] == [("1",)]
    assert [f.schools for f in checks.not_counted(schools)] == [("2",)]


def test_levels_that_are_not_known_find_nothing() -> None:
    grades = {"K1": 3, "P1": 5, "M1": 0}
    known = SchoolFacts("1", "ก", lowest="P1", highest="P6", grades=grades)
    assert list(checks.outside_levels([known])) == [Finding(("1",), ("K1",))]
    assert not list(checks.outside_levels([SchoolFacts("1", "ก", grades=grades)]))


def test_lists_are_held_against_counts_only_where_there_are_both() -> None:
    apart = SchoolFacts("1", "ก", grades={"P1": 5, "P2": 4}, listed={"P1": 4, "P2": 4})
    assert list(checks.lists_apart([apart])) == [Finding(("1",), ("P1 4/5",))]
    assert not list(checks.lists_apart([SchoolFacts("1", "ก", grades={"P1": 5})]))


def test_networks_and_schools_that_lie_in_several_districts() -> None:
    schools = [
        SchoolFacts("1", "ก", district="D1", network="N"),
        SchoolFacts("2", "ข", district="D2", network="N"),
    ]
    assert list(checks.scattered_networks(schools)) == [Finding(("1", "2"), ("N", "D1", "D2"))]
    assert list(checks.outside_district(schools, {"N": "D1"})) == [Finding(("2",), ("D2", "D1"))]
    assert not list(checks.outside_district(schools, {}))


@pytest.mark.parametrize(
    ("one", "two", "near"),
    [
        *(("ไพรวัลย์", "ไพวัลย์", True), ("ควนขนุนหานโพธิ์", "ควนขนุนหาญโพธิ์", True)),
        *(("บ้านยางคีม", "โรงเรียนบ้านยางขาคีม", True), ("วัดท่าควาย", "ท่าควาย", True)),
        *(("บ้านใหม่", "บ้าน ใหม่", False), ("สมมติ 67", "สมมติ 68", False)),
        *(("บ้านควน", "วัดกลาง", False), ("กขค", "กงจ", False)),
        *(("บ้านห้วยคำ", "บ้านห้วยแก", False), ("บ้านท่าควาย", "วัดท่าควาย", False)),
        *(("บ้านท่าช้าง", "บ้านทาชาง", True), ("บ้านต้นประดู่", "บ้านดอนประดู่", False)),
    ],
)
def test_near_names(one: str, two: str, near: bool) -> None:
    assert bool(list(near_pairs([one, two]))) is near


def test_a_distance_counts_letters() -> None:
    assert (distance("กขค", "กขค"), distance("กขค", "กค"), distance("กข", "ขก")) == (0, 1, 2)


def test_vacant_posts_headless_schools_and_accounts_without_a_role(area: Unit) -> None:
    entry = AccountEntry("head", "ผู้บริหาร", "school-director", ("school", "S1"), "รหัส-ทดสอบ-9")
    open_account(by=BY, entry=entry, since=SINCE)
    User.objects.create_user("idle", name="ว่าง")
    User.objects.create_user("gone", name="ออก", is_active=False)
    taken, _vacant = (
        create_post(by=BY, unit=area, title=title, role="clerk") for title in ("ธุรการ 1", "ธุรการ 2")
    )
    appoint(by=BY, post=taken, user=User.objects.get(username="head"), since=SINCE)
    assert [school.code for school in headless_schools(area, TODAY)] == ["S2"]
    assert [user.username for user in people_without_role(TODAY)] == ["idle"]
    assert [post.title for post in vacant_posts(area, TODAY)] == ["ธุรการ 2"]
