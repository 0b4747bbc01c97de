"""The letter of the morning: whose work it tells, what heads see, and on which days it comes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khet.jobs.morning import late_by_group, write_digests
from khet.records.office.actions.duties import Owner, open_duties, pass_duty, posts_at
from khet.records.office.models import Body, Duty, Holiday, Seat
from khet.records.office.queries.bodies import bodies_of
from khet.records.office.queries.owed import owners_of, works_on
from khet.records.office.queries.owners import owned_of
from khet.records.registry.access import roles_now
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.teams import TeamEntry, create_team, set_members
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Letter, Unit, User
from khet.rules.deadlines import ANSWER_RESULTS, INSTRUCTION, MINUTES, SEND_RESULTS

pytestmark = pytest.mark.django_db
SINCE = date(2009, 5, 1)
TODAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
AREA = ("place", "area", "9302")


@pytest.fixture
def people() -> dict[str, User]:
    entries = [
        UnitEntry("area", "9302", "เขตทดสอบ"),
        UnitEntry("group", "G1", "กลุ่มหนึ่ง", above=(AREA,)),
        *(UnitEntry("school", f"S{n}", f"โรงเรียน {n}", above=(AREA,)) for n in range(4)),
    ]
    register_units(by="ทดสอบ", entries=entries, since=SINCE)
    made = [
        ("director", "director", ("area", "9302")),
        ("group", "group-director", ("group", "G1")),
        ("clerk", "clerk", ("group", "G1")),
        *((f"head{n}", "school-director", ("school", f"S{n}")) for n in range(4)),
    ]
    found = {}
    for name, role, unit in made:
        entry = AccountEntry(name, f"ผู้{name}", role, unit, "ทดสอบ-9302")
        found[name] = open_account(by="ทดสอบ", entry=entry, since=SINCE)
        User.objects.filter(pk=found[name].pk).update(email=f"{name}@office.example")
        found[name].refresh_from_db()
    return found


def _unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def _open(owners: list[Owner], due: date, rule: Any = ANSWER_RESULTS, title: str = "") -> None:
    about = ("learning.answers", f"{due} {title}")
    given = {"rule": rule, "about": about, "opened": SINCE, "due": due, "title": title}
    open_duties(by="ทดสอบ", owners=owners, **given)


def _letters() -> dict[str, Letter]:
    write_digests(NOW)
    return {letter.user.username: letter for letter in Letter.objects.select_related("user")}


def test_each_is_told_the_own_work_late_first(people: dict[str, User], settings: Any) -> None:
    settings.ADDRESS = "https://office.example/"
    head = posts_at([_unit("S0")], "school-director")
    _open(head, TODAY)
    _open(head, TODAY - timedelta(2), SEND_RESULTS)
    _open(head, TODAY + timedelta(6), INSTRUCTION, "ส่งแผน")
    _open(head, TODAY + timedelta(7), INSTRUCTION, "สัปดาห์หน้า")
    letters = _letters()
    assert set(letters) == {"head0", "director", "group"}
    letter = letters["head0"]
    assert letter.subject == "งานของท่านวันนี้: เกินกำหนด 1 ครบกำหนดวันนี้ 1 ครบกำหนดสัปดาห์นี้ 1"
    told = ["ส่งผลสอบให้เขต โรงเรียน 0 (เกินกำหนด 2 วัน)", "ตอบผลสอบ โรงเรียน 0", "ส่งแผน โรงเรียน 0"]
    places = [letter.body.index(text) for text in told]
    assert places == sorted(places)
    assert "สัปดาห์หน้า" not in letter.body
    late = Duty.objects.get(rule=SEND_RESULTS.code)
    assert f"https://office.example/office/duties/{late.pk}" in letter.body
    assert letter.about == "digest 2026-11-30"


def test_heads_see_what_is_late_in_which_group(people: dict[str, User]) -> None:
    yesterday = TODAY - timedelta(1)
    _open(posts_at([_unit("S0"), _unit("S1")], "school-director"), yesterday)
    _open([Owner(_unit("G1"), person=people["clerk"])], yesterday, MINUTES)
    letters = _letters()
    for name in ("director", "group"):
        assert letters[name].subject == "งานของท่านวันนี้: ทั้งสำนักงานเกินกำหนด 3"
        assert "- โรงเรียน: 2 งาน\n- กลุ่มหนึ่ง: 1 งาน" in letters[name].body
    assert "กลุ่มหนึ่ง: 1" not in letters["clerk"].body
    assert late_by_group(list(Duty.objects.select_related("unit")), yesterday) == {}


def test_nobody_is_written_to_without_cause(people: dict[str, User]) -> None:
    assert not _letters()
    _open(posts_at([_unit("S0")], "school-director"), TODAY)
    User.objects.filter(username="head0").update(digest=False)
    assert not _letters()
    User.objects.filter(username="head0").update(digest=True)
    assert set(_letters()) == {"head0"}
    events = Event.objects.filter(action="write-letters")
    _letters()
    assert [event.key for event in events] == ["digest 2026-11-30"], "written once a day"


@pytest.mark.parametrize(
    ("day", "holiday", "works"),
    [
        (TODAY, None, True),
        (TODAY, True, False),
        (date(2026, 11, 28), None, False),
        (date(2026, 11, 28), False, True),
    ],
)
def test_no_letter_comes_on_a_day_on_which_the_office_is_closed(
    people: dict[str, User], day: date, holiday: bool | None, works: bool
) -> None:
    area = _unit("9302")
    if holiday is not None:
        Holiday.objects.create(area=area, day=day, name="ทดสอบ", closed=holiday)
    assert works_on(area, day) is works
    _open(posts_at([_unit("S0")], "school-director"), day)
    write_digests(datetime(day.year, day.month, day.day, 1, tzinfo=UTC))
    assert Letter.objects.exists() is works


def _many_owners(people: dict[str, User]) -> None:
    """A duty of every kind of owner."""
    area, group = _unit("9302"), _unit("G1")
    team = create_team(by="ทดสอบ", area=area, entry=TeamEntry("staff", "ทีม", "", SINCE))
    members = [people["clerk"], people["head3"]]
    set_members(by="ทดสอบ", team=team, members=members, leader=people["clerk"])
    body = Body.objects.create(area=area, kind="board", name="บอร์ด", secretariat=group, since=SINCE)
    Seat.objects.create(body=body, place=1, person=people["director"])
    Seat.objects.create(body=body, place=2, role="school-director", unit=_unit("S1"))
    owners = [
        Owner(_unit("S0"), "school-director"),
        Owner(group, person=people["group"]),
        Owner(area, team=team),
        Owner(area, body=body),
    ]
    _open(owners, TODAY)
    passed = Duty.objects.get(role="school-director")
    pass_duty(by="ทดสอบ", duty=passed, to=people["head2"])


def test_letters_go_to_whoever_owns_the_duty(people: dict[str, User]) -> None:
    _many_owners(people)
    duties = list(Duty.objects.all())
    owners = owners_of(duties, TODAY)
    for user in people.values():
        held = list(roles_now(user, TODAY))
        mine = owned_of(user.pk, held, bodies_of(user, held, TODAY))
        own = set(Duty.objects.filter(mine).values_list("pk", flat=True))
        assert own == {pk for pk, found in owners.items() if user in found}, user


def test_queries_do_not_grow_with_people(people: dict[str, User]) -> None:
    _many_owners(people)
    with CaptureQueriesContext(connection) as few:
        write_digests(NOW)
    Letter.objects.all().delete()
    for number in range(20):
        entry = AccountEntry(f"m{number}", "ผู้", "teacher", ("school", "S1"), "ทดสอบ-9302")
        user = open_account(by="ทดสอบ", entry=entry, since=SINCE)
        User.objects.filter(pk=user.pk).update(email=f"m{number}@office.example")
        _open([Owner(_unit("S1"), person=user)], TODAY, INSTRUCTION, f"งาน {number}")
    with CaptureQueriesContext(connection) as many:
        write_digests(NOW)
    assert Letter.objects.count() > 20
    assert len(many) == len(few)


def test_without_an_address_there_are_no_links(people: dict[str, User], settings: Any) -> None:
    settings.ADDRESS = ""
    _open(posts_at([_unit("S0")], "school-director"), TODAY)
    assert "/office/" not in _letters()["head0"].body
