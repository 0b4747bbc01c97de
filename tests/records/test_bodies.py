"""Bodies and seats: created, changed, filled; what is of a signed order stays."""

from datetime import date

import pytest

from khet.records.office.actions.bodies import (
    BodyEntry,
    BodyFixedError,
    EndsEarlyError,
    MemberTwiceError,
    SeatEntry,
    change_body,
    create_body,
    remove_body,
    set_seats,
)
from khet.records.office.actions.orders import OrderEntry, create_order
from khet.records.office.models import Body, Order, Seat
from khet.records.office.queries.bodies import bodies_in
from khet.records.registry.models import Event, Unit, User

pytestmark = pytest.mark.django_db
SINCE, UNTIL = date(2014, 8, 22), date(2015, 8, 21)


@pytest.fixture
def area() -> Unit:
    return Unit.objects.create(kind="area", code="9302", name="เขตทดสอบ")


@pytest.fixture
def people() -> list[User]:
    return [User.objects.create(username=name, name=name) for name in ("ก", "ข", "ค")]


def _body(area: Unit, **more: object) -> Body:
    entry = BodyEntry(Body.Kind.BOARD, "บอร์ด", SINCE, **more)  # type: ignore[arg-type]
    return create_body(by="ทดสอบ", area=area, entry=entry)


def _actions(body: Body) -> list[str]:
    found = Event.objects.filter(kind="office.body", key=str(body.pk)).order_by("pk")
    return list(found.values_list("action", flat=True))


def test_a_body_is_created_and_changed_once_for_each_change(area: Unit) -> None:
    body = _body(area, until=UNTIL)
    same = BodyEntry(Body.Kind.BOARD, "บอร์ด ", SINCE, until=UNTIL)
    change_body(by="ทดสอบ", body=body, entry=same)
    assert _actions(body) == ["create-body"]
    change_body(by="ทดสอบ", body=body, entry=BodyEntry(Body.Kind.BOARD, "บอร์ดบริหาร", SINCE))
    told = Event.objects.get(action="change-body")
    assert (told.before["name"], told.after["name"]) == ("บอร์ด", "บอร์ดบริหาร")
    assert "until" not in told.after


def test_a_body_can_t_end_before_it_begins(area: Unit) -> None:
    with pytest.raises(EndsEarlyError):
        _body(area, until=date(2014, 8, 21))
    assert not Body.objects.exists()


def test_seats_that_stay_keep_their_keys(area: Unit, people: list[User]) -> None:
    body = _body(area)
    a, b, c = people
    entries = [SeatEntry("chair", person=a), SeatEntry(person=b), SeatEntry(role="deputy")]
    set_seats(by="ทดสอบ", body=body, seats=entries)
    keys = dict(body.seats.values_list("person__username", "pk"))
    set_seats(
        by="ทดสอบ",
        body=body,
        seats=[SeatEntry("chair", person=b), SeatEntry(person=c), SeatEntry(name="ปลัดอำเภอ")],
    )
    now = list(body.seats.all())
    assert [(s.place, s.part) for s in now] == [(1, "chair"), (2, "member"), (3, "member")]
    assert now[0].pk == keys["ข"]
    assert now[2].name == "ปลัดอำเภอ"
    told = Event.objects.filter(action="set-seats").latest("pk")
    assert told.before["seats"] == ["chair ก", "member ข", "member deputy"]
    assert told.after["seats"] == ["chair ข", "member ค", "member ปลัดอำเภอ"]


def test_the_same_seats_leave_no_event(area: Unit, people: list[User]) -> None:
    body = _body(area)
    for _ in range(2):
        set_seats(by="ทดสอบ", body=body, seats=[SeatEntry("chair", person=people[0])])
    assert _actions(body) == ["create-body", "set-seats"]


def test_wrong_seats_change_nothing(area: Unit, people: list[User]) -> None:
    body = _body(area)
    set_seats(by="ทดสอบ", body=body, seats=[SeatEntry("chair", person=people[0])])
    twice = [SeatEntry("chair", person=people[0]), SeatEntry(person=people[0])]
    with pytest.raises(MemberTwiceError):
        set_seats(by="ทดสอบ", body=body, seats=twice)
    early = SeatEntry(person=people[1], since=UNTIL, until=SINCE)
    with pytest.raises(EndsEarlyError):
        set_seats(by="ทดสอบ", body=body, seats=[early])
    assert [seat.person for seat in body.seats.all()] == [people[0]]


def test_what_is_of_an_order_changes_while_it_is_a_draft(area: Unit, people: list[User]) -> None:
    order = create_order(by="ทดสอบ", area=area, entry=OrderEntry(area, "เรื่อง"))
    body = _body(area, order=order)
    set_seats(by="ทดสอบ", body=body, seats=[SeatEntry("chair", person=people[0])])
    Order.objects.update(state=Order.State.PROPOSED)
    with pytest.raises(BodyFixedError):
        set_seats(by="ทดสอบ", body=body, seats=[])
    with pytest.raises(BodyFixedError):
        remove_body(by="ทดสอบ", body=body)
    Order.objects.update(state=Order.State.DRAFT)
    remove_body(by="ทดสอบ", body=body)
    assert not Body.objects.exists()
    assert not Seat.objects.exists()


def test_a_body_of_no_order_isn_t_removed(area: Unit) -> None:
    with pytest.raises(BodyFixedError):
        remove_body(by="ทดสอบ", body=_body(area))


def test_a_committee_of_an_unsigned_order_doesn_t_stand_yet(area: Unit) -> None:
    order = create_order(by="ทดสอบ", area=area, entry=OrderEntry(area, "เรื่อง"))
    committee, board = _body(area, order=order), _body(area)
    assert set(bodies_in(area, SINCE)) == {board}
    assert committee.pk
