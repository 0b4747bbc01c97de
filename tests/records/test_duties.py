"""Duties: opened, moved, done, waived and opened again, each with its event; late is computed."""

from datetime import UTC, date, datetime

import pytest

from khet.records.office.actions.duties import finish_duty, open_duties, posts_at, waive_duty
from khet.records.office.models import Duty
from khet.records.office.queries.duties import duties_about, duties_at, listed
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Unit
from khet.rules.deadlines import ANSWER_RESULTS

pytestmark = pytest.mark.django_db
ABOUT = ("learning.answers", "7")
OPENED, DUE = date(2014, 3, 20), date(2014, 4, 4)
DONE_AT = datetime(2014, 4, 6, 18, 0, tzinfo=UTC)


@pytest.fixture
def schools() -> list[Unit]:
    area = ("place", "area", "9302")
    entries = [
        UnitEntry("area", "9302", "เขตทดสอบ"),
        UnitEntry("school", "S1", "เขาสอง", above=(area,)),
        UnitEntry("school", "S2", "กองหนึ่ง", above=(area,)),
    ]
    register_units(by="ทดสอบ", entries=entries, since=date(2009, 5, 1))
    entry = AccountEntry("head", "ผู้ทดสอบ", "school-director", ("school", "S1"), "ทดสอบ-9302")
    open_account(by="ทดสอบ", entry=entry, since=date(2009, 5, 1))
    return list(Unit.objects.filter(kind="school").order_by("code"))


def _open(units: list[Unit], due: date = DUE) -> None:
    open_duties(
        by="ผู้เปิด",
        rule=ANSWER_RESULTS,
        owners=posts_at(units, "school-director"),
        about=ABOUT,
        opened=OPENED,
        due=due,
    )


def _listed(today: date) -> list[tuple[str, str, tuple[str, ...], int]]:
    rows = listed(duties_about(*ABOUT, ANSWER_RESULTS.code), today)
    return [(row.duty.unit.code, row.duty.state, row.owners, row.late) for row in rows]


def _events() -> list[str]:
    return list(
        Event.objects.filter(kind="office.duty").order_by("pk").values_list("action", flat=True)
    )


def test_an_open_duty_is_owned_by_who_holds_the_post_and_grows_late(schools: list[Unit]) -> None:
    _open(schools)
    assert _listed(DUE) == [("S2", "open", (), 0), ("S1", "open", ("ผู้ทดสอบ",), 0)]
    assert [late for *_, late in _listed(date(2014, 4, 7))] == [3, 3]
    assert [d.unit.code for d in duties_at(["S1"], ["school-director"], "open")] == ["S1"]
    assert not duties_at(["S1"], ["teacher"], "open")
    assert _events() == ["open-duty", "open-duty"]


def test_what_is_open_already_stays_unless_its_day_moves(schools: list[Unit]) -> None:
    _open(schools[:1])
    _open(schools[:1])
    assert _events() == ["open-duty"]
    _open(schools[:1], date(2014, 4, 11))
    assert Duty.objects.get().due == date(2014, 4, 11)
    moved = Event.objects.filter(action="reopen-duty").get()
    assert (moved.before["due"], moved.after["due"]) == ("2014-04-04", "2014-04-11")


def test_done_says_when_and_by_whom_and_how_late_it_was(schools: list[Unit]) -> None:
    _open(schools[:1])
    finish_duty(by="ผู้ตอบ", duty=Duty.objects.get(), at=DONE_AT)
    duty = Duty.objects.get()
    assert (duty.state, duty.done_at, duty.done_by) == ("done", DONE_AT, "ผู้ตอบ")
    assert _listed(date(2015, 1, 1))[0][3] == 3, "the day in Bangkok, not in UTC"
    waive_duty(by="สำนักงาน", duty=duty, reason="สายไป")
    finish_duty(by="คนอื่น", duty=duty, at=DONE_AT)
    assert Duty.objects.get().done_by == "ผู้ตอบ"
    assert _events() == ["open-duty", "finish-duty"]


def test_a_waived_duty_is_never_late_and_can_be_opened_again(schools: list[Unit]) -> None:
    _open(schools[:1])
    waive_duty(by="สำนักงาน", duty=Duty.objects.get(), reason="ถอนประกาศ")
    assert _listed(date(2015, 1, 1)) == [("S1", "waived", ("ผู้ทดสอบ",), 0)]
    waived = Event.objects.get(action="waive-duty")
    assert (waived.after["reason"], waived.actor) == ("ถอนประกาศ", "สำนักงาน")
    _open(schools[:1], date(2014, 4, 11))
    finish_duty(by="ผู้ตอบ", duty=Duty.objects.get(), at=DONE_AT)
    _open(schools[:1], date(2014, 4, 18))
    duty = Duty.objects.get()
    assert (duty.state, duty.due, duty.done_at, duty.done_by) == (
        "open",
        date(2014, 4, 18),
        None,
        "",
    )
    assert _events() == ["open-duty", "waive-duty", "reopen-duty", "finish-duty", "reopen-duty"]
