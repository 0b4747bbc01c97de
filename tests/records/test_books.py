"""Supervisors' monthly books: asked for once, written, sent in time or late."""

from datetime import date, datetime, timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from khet.jobs.open_books import open_all_books
from khet.jobs.periodic import RECURRING
from khet.records.learning.actions.books import (
    BookText,
    MonthNotOverError,
    open_books,
    send_book,
    write_book,
)
from khet.records.learning.models import SupervisionBook
from khet.records.learning.queries.books import person_in, supervisors_on
from khet.records.office.actions.duties import waive_duty
from khet.records.office.actions.monthly import start_monthly
from khet.records.office.models import Duty, Evidence, EvidenceUse
from khet.records.office.queries.duties import late
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, RoleHeld, Unit, User
from khet.records.registry.queries.settings import office_tables
from khet.rules.deadlines import SUPERVISION_BOOK
from khet.rules.months import Month

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 10)
SEPTEMBER, OCTOBER = Month(2569, 9), Month(2569, 10)
AT = timezone.make_aware(datetime(2026, 11, 10, 9))
TEXT = BookText("อ่านดีขึ้น", "เวลาน้อย", "ขอรถ")


@pytest.fixture
def area() -> Unit:
    """An area with a network; supervisors of both, and a director."""
    entries = [
        UnitEntry("area", "9302", "เขตทดสอบ", "เขต"),
        UnitEntry("network", "N1", "เครือข่าย", above=(("work", "area", "9302"),)),
    ]
    register_units(by="ทดสอบ", entries=entries, since=date(2009, 5, 1))
    held = {
        "sup": ("supervisor", ("area", "9302")),
        "net": ("supervisor", ("network", "N1")),
        "boss": ("director", ("area", "9302")),
    }
    for name, (role, unit) in held.items():
        entry = AccountEntry(name, f"ผู้ทดสอบ {name}", role, unit, "ทดสอบ-9302")
        open_account(by="ทดสอบ", entry=entry, since=date(2009, 5, 1))
    return Unit.objects.get(code="9302")


def _user(name: str = "sup") -> User:
    return User.objects.get(username=name)


def _start(area: Unit, first: Month = SEPTEMBER) -> int:
    start_monthly(by="ทดสอบ", area=area, rule=SUPERVISION_BOOK, first=first, today=TODAY)
    return open_all_books(by="ทดสอบ", today=TODAY, area=area)


def _duty(month: Month = OCTOBER, name: str = "sup") -> Duty:
    return Duty.objects.get(about_key=f"{_user(name).pk}-{month.key}")


def test_nothing_is_asked_for_before_the_office_begins(area: Unit) -> None:
    assert open_all_books(by="ทดสอบ", today=TODAY, area=area) == 0


def test_every_supervisor_owes_the_months_that_are_over(area: Unit) -> None:
    assert _start(area) == 4
    duty = _duty()
    assert (duty.opened, duty.due) == (date(2026, 11, 1), date(2026, 11, 5))
    assert (duty.rule, duty.about_kind, duty.unit, duty.person) == (
        *("supervision-book", "learning.book"),
        *(area, _user()),
    )
    assert duty.title == "สมุดนิเทศ เดือนตุลาคม 2569"
    owners = Duty.objects.values_list("person__username", flat=True)
    assert set(owners) == {"sup", "net"}


def test_the_table_says_the_day_and_a_weekend_moves_it(area: Unit) -> None:
    _start(area, Month(2569, 8))
    assert _duty(Month(2569, 8)).due == date(2026, 9, 7)


def test_run_again_it_opens_nothing_twice_and_asks_who_came_late(area: Unit) -> None:
    _start(area)
    assert open_all_books(by="ทดสอบ", today=TODAY, area=area) == 0
    entry = AccountEntry("new", "ผู้ทดสอบ ใหม่", "supervisor", ("area", "9302"), "ทดสอบ-9302")
    open_account(by="ทดสอบ", entry=entry, since=date(2026, 10, 15))
    assert open_all_books(by="ทดสอบ", today=TODAY, area=area) == 1
    assert _duty(name="new").about_key.endswith("2569-10")


def test_who_became_supervisor_after_a_month_owes_nothing_for_it(area: Unit) -> None:
    RoleHeld.objects.filter(user=_user("net")).update(since=date(2026, 11, 1))
    assert _start(area, OCTOBER) == 1
    assert list(supervisors_on(area, date(2026, 10, 31))) == [_user()]


def test_what_was_waived_stays_waived(area: Unit) -> None:
    _start(area)
    waive_duty(by="ทดสอบ", duty=_duty(), reason="ลาคลอด")
    assert open_all_books(by="ทดสอบ", today=TODAY, area=area) == 0
    assert _duty().state == Duty.State.WAIVED


def test_sending_ends_the_duty_with_the_book_as_evidence_and_says_late(area: Unit) -> None:
    _start(area)
    send_book(by=_user(), area=area, month=OCTOBER, text=TEXT, told="นิเทศ 2 ครั้ง", at=AT)
    duty = _duty()
    assert (duty.state, duty.done_by, late(duty, TODAY)) == ("done", "ผู้ทดสอบ sup", 5)
    kept = Evidence.objects.get(record_kind="learning.book")
    assert (kept.kind, kept.about_day, kept.note) == (
        *("สมุดนิเทศ", date(2026, 10, 31)),
        "นิเทศ 2 ครั้ง",
    )
    assert "เวลาน้อย" not in kept.note + kept.title
    assert EvidenceUse.objects.filter(evidence=kept, about_key=str(duty.pk)).exists()


def test_sent_again_it_is_the_same_book(area: Unit) -> None:
    _start(area)
    for hour in (0, 3):
        at = AT + timedelta(hours=hour)
        send_book(by=_user(), area=area, month=OCTOBER, text=TEXT, told="", at=at)
    assert SupervisionBook.objects.get().sent_at == AT
    assert Event.objects.filter(action="send-book").count() == 1


def test_what_was_sent_before_the_office_asks_is_not_asked_for(area: Unit) -> None:
    send_book(by=_user(), area=area, month=OCTOBER, text=TEXT, told="", at=AT)
    assert _start(area, OCTOBER) == 1
    assert Duty.objects.get().person == _user("net")


def test_a_month_that_is_not_over_is_kept_and_not_sent(area: Unit) -> None:
    november = Month(2569, 11)
    write_book(by=_user(), area=area, month=november, text=TEXT)
    with pytest.raises(MonthNotOverError):
        send_book(by=_user(), area=area, month=november, text=TEXT, told="", at=AT)
    assert SupervisionBook.objects.get().sent_at is None


def test_a_book_asked_for_within_its_month_can_be_sent_then(area: Unit) -> None:
    november = Month(2569, 11)
    tables = office_tables(area)
    open_books(by="ทดสอบ", area=area, month=november, people=[_user()], tables=tables)
    send_book(by=_user(), area=area, month=november, text=TEXT, told="", at=AT)
    assert Evidence.objects.get(record_kind="learning.book").about_day == TODAY


def test_a_text_changed_after_it_was_sent_says_so(area: Unit) -> None:
    write_book(by=_user(), area=area, month=OCTOBER, text=BookText("ร่าง"))
    write_book(by=_user(), area=area, month=OCTOBER, text=BookText("ร่าง"))
    send_book(by=_user(), area=area, month=OCTOBER, text=TEXT, told="", at=AT)
    write_book(by=_user(), area=area, month=OCTOBER, text=BookText("แก้แล้ว"))
    told = Event.objects.filter(kind="learning.book").order_by("pk")
    assert [one.action for one in told] == ["write-book", "write-book", "send-book", "change-book"]
    assert SupervisionBook.objects.get().summary == "แก้แล้ว"
    assert not told.filter(Q(after__icontains="แก้แล้ว") | Q(before__icontains="ร่าง")).exists()


def test_people_are_those_of_the_area(area: Unit) -> None:
    other = User.objects.create_user("alone", password="ทดสอบ-9302", name="ไม่มีบทบาท")
    assert person_in(area, _user().pk) == _user()
    assert person_in(area, other.pk) is None


def test_it_is_done_each_day() -> None:
    assert "khet.jobs.open_books:open_everywhere" in {one.does for one in RECURRING}
