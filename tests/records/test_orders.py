"""Orders: their life from draft to end, what each step leaves, who sees them, next year's."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khet.records.office.access import Sight
from khet.records.office.actions import orders
from khet.records.office.actions.bodies import (
    BodyEntry,
    EndsEarlyError,
    SeatEntry,
    create_body,
    set_seats,
)
from khet.records.office.actions.numbers import NumberGoneError, take_number, use_number
from khet.records.office.actions.orders import OrderEntry, Signing
from khet.records.office.actions.patterns import copy_order
from khet.records.office.models import Body, Evidence, Findable, Number, Order
from khet.records.office.queries.numbers import ORDERS, earlier_dated
from khet.records.office.queries.orders import ending_soon, in_stage, orders_seen, saying
from khet.records.registry.models import Event, Unit, User
from khet.rules.orders import STAGES, stage

pytestmark = pytest.mark.django_db
DAY, ENDS = date(2014, 8, 22), date(2015, 8, 21)
AT = datetime(2014, 8, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def area() -> Unit:
    return Unit.objects.create(kind="area", code="9302", name="เขตทดสอบ")


@pytest.fixture
def people() -> list[User]:
    return [User.objects.create(username=name, name=name) for name in ("สมมติก", "สมมติข")]


def _draft(area: Unit, **more: object) -> Order:
    entry = OrderEntry(area, "แต่งตั้งคณะ ปี ๒๕๕๗", "ตาม พ.ร.บ. พ.ศ. 2546", "ปี 2557", **more)  # type: ignore[arg-type]
    return orders.create_order(by="ทดสอบ", area=area, entry=entry)


def _committee(order: Order, *seats: SeatEntry) -> Body:
    entry = BodyEntry(Body.Kind.COMMITTEE, "คณะทำงาน 2557", DAY, order=order, tasks="ทำงาน")
    body = create_body(by="ทดสอบ", area=order.area, entry=entry)
    set_seats(by="ทดสอบ", body=body, seats=seats)
    return body


def _signed(order: Order, day: date = DAY, reserved: Number | None = None) -> Order:
    orders.propose_order(by="ทดสอบ", order=order)
    signing = Signing(day, AT, "ผู้ลงนาม", "ผู้อำนวยการ", reserved)
    return orders.sign_order(by="ทดสอบ", order=order, signing=signing)


def _circulated(order: Order) -> Order:
    return orders.circulate_order(by="ทดสอบ", order=_signed(order), at=AT)


def test_an_order_goes_from_draft_to_its_end(area: Unit, people: list[User]) -> None:
    order = _draft(area, ends=ENDS)
    body = _committee(order, SeatEntry("chair", person=people[0]))
    signed = _signed(order)
    assert (str(signed.number), signed.day, signed.starts) == ("1/2557", DAY, DAY)
    body.refresh_from_db()
    assert (body.since, body.until) == (DAY, ENDS)
    orders.circulate_order(by="ทดสอบ", order=signed, at=AT)
    last = date(2015, 1, 31)
    ended = orders.end_order(by="ทดสอบ", order=signed, on=last, reason="เสร็จงาน")
    body.refresh_from_db()
    assert (ended.state, ended.ends, body.until) == ("ended", last, last)
    found = Event.objects.filter(kind="office.order").order_by("pk")
    assert [event.action for event in found] == [
        *("create-order", "propose-order", "sign-order", "circulate-order", "end-order"),
    ]


def test_a_signed_order_is_evidence_and_found_by_its_members(
    area: Unit, people: list[User]
) -> None:
    order = _draft(area)
    _committee(order, SeatEntry("chair", person=people[0]), SeatEntry(name="ปลัดอำเภอ"))
    signed = _signed(order)
    evidence = Evidence.objects.get(record_kind="office.order", record_key=str(order.pk))
    assert (evidence.kind, evidence.about_day, evidence.level) == ("คำสั่ง", DAY, "office")
    found = Findable.objects.get(kind="office.order")
    for word in ("สมมติก", "ปลัดอำเภอ", "1/2557", "คณะทำงาน 2557", "พ.ศ. 2546"):
        assert word in found.text
    orders.circulate_order(by="ทดสอบ", order=signed, at=AT)
    levels = {*Findable.objects.values_list("level", flat=True), Evidence.objects.get().level}
    assert levels == {"area"}


def test_steps_from_another_state_change_nothing(area: Unit) -> None:
    order = _draft(area)
    steps = [
        lambda: orders.return_order(by="ท", order=order, reason="x"),
        lambda: orders.circulate_order(by="ท", order=order, at=AT),
        lambda: orders.end_order(by="ท", order=order, on=DAY, reason="x"),
        lambda: orders.sign_order(by="ท", order=order, signing=Signing(DAY, AT, "ก", "ข")),
    ]
    for step in steps:
        with pytest.raises(orders.OrderMovedError, match="draft"):
            step()
    orders.cancel_order(by="ท", order=order, on=DAY, reason="ไม่ต้องการแล้ว")
    with pytest.raises(orders.OrderMovedError, match="cancelled"):
        orders.change_order(by="ท", order=order, entry=OrderEntry(area, "อื่น"))
    assert not Number.objects.exists()


def test_what_is_sent_back_can_be_mended(area: Unit) -> None:
    order = _draft(area)
    orders.propose_order(by="ท", order=order)
    with pytest.raises(orders.OrderMovedError):
        orders.change_order(by="ท", order=order, entry=OrderEntry(area, "อื่น"))
    back = orders.return_order(by="ท", order=order, reason="ขาดหน้าที่")
    assert (back.state, back.reason) == ("draft", "ขาดหน้าที่")
    orders.change_order(by="ท", order=order, entry=OrderEntry(area, " อื่น  ๆ", text="สั่ง"))
    assert Order.objects.get().title == "อื่น ๆ"
    assert orders.propose_order(by="ท", order=order).reason == ""


def test_an_order_that_says_nothing_isn_t_proposed(area: Unit) -> None:
    order = orders.create_order(by="ท", area=area, entry=OrderEntry(area, "เปล่า", " ", "\n"))
    _committee(order)
    with pytest.raises(orders.UnfilledError) as told:
        orders.propose_order(by="ท", order=order)
    assert told.value.lacks == [orders.Lack("text"), orders.Lack("members", "คณะทำงาน 2557")]
    orders.change_order(by="ท", order=order, entry=OrderEntry(area, "เปล่า", "ด้วย"))
    order.bodies.get().delete()
    assert orders.propose_order(by="ท", order=order).state == "proposed"


def test_a_committee_without_a_chair_isn_t_proposed(area: Unit, people: list[User]) -> None:
    order = _draft(area)
    body = _committee(order, SeatEntry(person=people[0]))
    with pytest.raises(orders.UnfilledError, match="คณะทำงาน"):
        orders.propose_order(by="ท", order=order)
    set_seats(by="ท", body=body, seats=[SeatEntry("chair", person=people[0])])
    assert orders.propose_order(by="ท", order=order).state == "proposed"


def test_a_reserved_number_serves_an_order_of_its_year(area: Unit) -> None:
    reserved = take_number(
        by="ท", area=area, kind=ORDERS, year=2557, at=AT, state="reserved", reason="ด่วน"
    )
    order = _draft(area)
    with pytest.raises(orders.OtherYearError, match="2557"):
        _signed(order, date(2015, 1, 5), reserved)
    order.refresh_from_db()
    assert order.state == "proposed"
    signing = Signing(DAY, AT, "ก", "ข", reserved)
    assert orders.sign_order(by="ท", order=order, signing=signing).number == reserved
    other = _draft(area)
    with pytest.raises(NumberGoneError):
        _signed(other, DAY, reserved)
    with pytest.raises(NumberGoneError):
        use_number(by="ท", number=reserved)


def test_a_signature_that_fails_takes_no_number(
    area: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = orders.propose_order(by="ท", order=_draft(area))
    signing = Signing(DAY, AT, "ก", "ข")

    def broken(**_given: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(orders, "keep_order", broken)
        with pytest.raises(RuntimeError):
            orders.sign_order(by="ท", order=order, signing=signing)
    assert Order.objects.get().state == "proposed"
    assert not Number.objects.exists()
    assert str(orders.sign_order(by="ท", order=order, signing=signing).number) == "1/2557"
    with pytest.raises(orders.OrderMovedError, match="signed"):
        orders.sign_order(by="ท", order=order, signing=signing)
    assert Number.objects.count() == 1


def test_an_order_can_t_end_before_it_begins(area: Unit) -> None:
    with pytest.raises(EndsEarlyError):
        _draft(area, starts=ENDS, ends=DAY)
    late = _draft(area, ends=date(2014, 8, 1))
    with pytest.raises(EndsEarlyError):
        _signed(late)
    assert not Number.objects.exists()
    given = _circulated(_draft(area))
    with pytest.raises(EndsEarlyError):
        orders.end_order(by="ท", order=given, on=date(2014, 8, 21), reason="x")


def test_a_cancelled_order_keeps_its_number(area: Unit, people: list[User]) -> None:
    order = _draft(area)
    body = _committee(order, SeatEntry("chair", person=people[0]))
    signed = _signed(order)
    orders.cancel_order(by="ท", order=signed, on=date(2014, 9, 1), reason="ซ้ำ")
    body.refresh_from_db()
    assert body.until == date(2014, 9, 1)
    assert str(_signed(_draft(area)).number) == "2/2557"
    assert Order.objects.get(state="cancelled").number.state == "used"


def test_a_day_before_that_of_an_earlier_number_is_told(area: Unit) -> None:
    first = _signed(_draft(area), date(2014, 9, 1))
    second = _signed(_draft(area), DAY)
    assert earlier_dated(second) == first
    assert earlier_dated(first) is None
    assert earlier_dated(_draft(area)) is None


def test_next_year_s_order_moves_years_and_copies_seats(area: Unit, people: list[User]) -> None:
    order = _draft(area, starts=DAY, ends=ENDS)
    seats = [SeatEntry("chair", person=people[0]), SeatEntry(role="deputy")]
    _committee(order, *seats)
    _circulated(order)
    made = copy_order(by=people[1], order=Order.objects.get(), unit=area, on=date(2015, 7, 1))
    assert (made.title, made.text) == ("แต่งตั้งคณะ ปี ๒๕๕๘", "ปี 2558")
    assert made.ground == "ตาม พ.ร.บ. พ.ศ. 2546"
    assert (made.state, made.number, made.drafted_by) == ("draft", None, people[1])
    assert (made.starts, made.ends) == (date(2015, 8, 22), date(2016, 8, 21))
    assert made.pattern == order
    body = made.bodies.get()
    assert (body.name, body.since) == ("คณะทำงาน 2558", date(2015, 8, 22))
    told = list(body.seats.values_list("part", "person", "role"))
    assert told == [("chair", people[0].pk, ""), ("member", None, "deputy")]
    assert order.bodies.get().seats.count() == 2


def _sight(area: Unit, office: bool, user: int = 0) -> Sight:
    return Sight(area.pk, user, frozenset(), office, frozenset(), frozenset())


def test_schools_see_circulated_orders_and_whoever_drafted_one(
    area: Unit, people: list[User]
) -> None:
    own = orders.create_order(by=people[0], area=area, entry=OrderEntry(area, "ร่างของก"))
    told = _circulated(_draft(area))
    assert set(orders_seen(_sight(area, True))) == {own, told}
    assert set(orders_seen(_sight(area, False))) == {told}
    assert set(orders_seen(_sight(area, False, people[0].pk))) == {own, told}


def test_words_are_found_in_thai_and_arabic_digits(area: Unit) -> None:
    told = _signed(_draft(area))
    for words in ("2557 คณะ", "๒๕๕๗", "๑/๒๕๕๗", "1/2557", "2546"):
        assert list(Order.objects.filter(saying(words))) == [told]
    for words in ("2/2557", "2558", "คณะ อื่น"):
        assert not Order.objects.filter(saying(words)).exists()


_DAYS = st.dates(date(2014, 1, 1), date(2014, 12, 31))


@settings(max_examples=25, deadline=None)
@given(_DAYS, st.none() | _DAYS, _DAYS, st.sampled_from(["circulated", "ended"]))
def test_a_filter_finds_what_the_rule_says(
    starts: date, ends: date | None, today: date, state: str
) -> None:
    area = Unit.objects.get_or_create(kind="area", code="9302", name="เขตทดสอบ")[0]
    number = take_number(by="ท", area=area, kind=ORDERS, year=2557, at=AT)
    last = None if ends is None else max(starts, ends)
    order = Order.objects.create(
        area=area, unit=area, title="x", state=state, number=number,
        day=starts, starts=starts, ends=last, signed_at=AT,
    )  # fmt: skip
    found = [s for s in STAGES if Order.objects.filter(in_stage(s, today), pk=order.pk).exists()]
    assert found == [stage(state, starts, last, today)]
    soon = Order.objects.filter(ending_soon(today), pk=order.pk).exists()
    assert soon == (found == ["in-force"] and last is not None and (last - today).days <= 60)
