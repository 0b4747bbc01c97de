"""Numbers of a series: taken, reserved, used, cancelled, continued; none twice, none left out."""

from datetime import UTC, date, datetime

import pytest

from khet.records.office.actions.letters import LetterEntry, SameLetterError, register_letter
from khet.records.office.actions.numbers import (
    NotHigherError,
    NumberGoneError,
    SeriesBegunError,
    cancel_number,
    continue_series,
    take_number,
    use_number,
)
from khet.records.office.actions.orders import (
    OrderEntry,
    OrderMovedError,
    Signing,
    create_order,
    propose_order,
    sign_order,
)
from khet.records.office.models import Letter, Number, Order, Series
from khet.records.office.queries.numbers import ORDERS
from khet.records.registry.models import Event, Unit, User
from tests.at_once import on_postgres, together

AT = datetime(2014, 8, 22, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def area() -> Unit:
    return Unit.objects.create(kind="area", code="9302", name="เขตทดสอบ")


def _take(area: Unit, year: int = 2557, state: str = "used", reason: str = "") -> Number:
    return take_number(
        by="ทดสอบ", area=area, kind=ORDERS, year=year, at=AT, state=state, reason=reason
    )


def test_numbers_follow_each_other_in_their_year(area: Unit) -> None:
    assert [str(_take(area)) for _ in range(3)] == ["1/2557", "2/2557", "3/2557"]
    assert str(_take(area, 2558)) == "1/2558"
    assert Event.objects.filter(kind="office.number", action="take-number").count() == 4


def test_a_reserved_number_is_used_once_or_cancelled_for_good(area: Unit) -> None:
    first, second = (_take(area, state="reserved", reason="งานด่วน") for _ in range(2))
    assert use_number(by="ทดสอบ", number=first).state == "used"
    cancel_number(by="ทดสอบ", number=second, reason="ไม่ใช้แล้ว")
    for number in (first, second):
        with pytest.raises(NumberGoneError):
            use_number(by="ทดสอบ", number=number)
        with pytest.raises(NumberGoneError):
            cancel_number(by="ทดสอบ", number=number, reason="อีกครั้ง")
    told = list(Number.objects.order_by("number").values_list("state", "reason"))
    assert told == [("used", "งานด่วน"), ("cancelled", "ไม่ใช้แล้ว")]
    assert str(_take(area)) == "3/2557"


def test_a_register_on_paper_is_continued_before_the_first_number_only(area: Unit) -> None:
    def go_on(last: int) -> None:
        continue_series(by="ทดสอบ", area=area, kind=ORDERS, year=2557, last=last)

    go_on(290)
    go_on(294)
    with pytest.raises(NotHigherError, match="294"):
        go_on(294)
    assert str(_take(area)) == "295/2557"
    with pytest.raises(SeriesBegunError):
        go_on(400)
    assert Series.objects.get().last == 295
    assert Event.objects.filter(action="continue-series").count() == 2


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_several_clerks_at_once_leave_no_gap_from_the_first_number_on(area: Unit) -> None:
    taken = together(lambda _turn: str(_take(area)), 40)
    assert sorted(taken) == sorted(f"{n}/2557" for n in range(1, 41))
    assert Series.objects.get().last == 40


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_what_fails_takes_no_number(area: Unit) -> None:
    def take(turn: int) -> str:
        try:
            return str(_take(area, state="used" if turn % 2 else "x" * 20))
        except Exception as fault:
            return type(fault).__name__

    taken = together(take, 20)
    assert taken.count("DataError") == 10
    assert sorted(set(taken) - {"DataError"}) == sorted(f"{n}/2557" for n in range(1, 11))


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_one_wins(area: Unit) -> None:
    order = create_order(by="ทดสอบ", area=area, entry=OrderEntry(area, "เรื่อง", text="ให้ปฏิบัติ"))
    propose_order(by="ทดสอบ", order=order)

    def sign(turn: int) -> str:
        signing = Signing(date(2014, 8, 22), AT, f"ผู้ลงนาม {turn}", "ผู้อำนวยการ")
        try:
            return str(sign_order(by="ทดสอบ", order=order, signing=signing).number)
        except OrderMovedError as moved:
            return str(moved)

    assert sorted(together(sign, 4)) == ["1/2557", "signed", "signed", "signed"]
    assert Series.objects.get().last == 1
    assert Order.objects.get().state == "signed"


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_of_clerks_who_enter_the_same_letter_at_once_one_does(area: Unit) -> None:
    clerk = User.objects.create(username="clerk")

    def enter(turn: int) -> str:
        entry = LetterEntry(area, f"เรื่อง {turn}", ref="ศธ 1/1", day=date(2014, 8, 22), sender="ผู้ส่ง")
        try:
            return str(register_letter(by=clerk, area=area, entry=entry, at=AT).number)
        except SameLetterError as same:
            return f"same as {same.letter.number}"

    assert sorted(together(enter, 8)) == ["1/2557", *["same as 1/2557"] * 7]
    assert Letter.objects.count() == Series.objects.get().last == 1
