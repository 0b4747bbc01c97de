"""The page of one order: what it says, whom it appoints, who that is today, what can be done."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Body, Order, Seat
from khet.records.office.queries.bodies import Seated, seated
from khet.records.office.queries.members import who_left
from khet.records.office.queries.numbers import earlier_dated
from khet.records.office.queries.orders import committees
from khet.rules.orders import DRAFT
from khet.web.office.bodies.seat_words import by_seat, heads, part_name, seat_name
from khet.web.office.orders.asked import OrderDesk, desk_of, order_of
from khet.web.office.orders.words import order_name, stage_name, step_words
from khet.web.parts.tags import be_date

_FORWARD = ("propose", "sign", "circulate")


@dataclass(frozen=True)
class Line:
    """A seat of a committee: its words, its part, who holds its role or as what its person works.

    ``left`` is whether that person has no role at the office or a school any more.
    """

    name: str
    part: str
    people: list[str]
    left: bool


@dataclass(frozen=True)
class Committee:
    """A committee of the order with its seats, and how many people sit in it."""

    body: Body
    lines: list[Line]
    people: int


@require_safe
def show_order(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of an order."""
    desk = desk_of(request)
    order = order_of(desk, pk)
    stage = desk.stage(order)
    context = {
        "order": order,
        "title": order_name(order),
        "stage": stage,
        "stage_name": stage_name(stage),
        "committees": _committees(desk, order),
        "steps": [(s, step_words(s).button, s in _FORWARD) for s in desk.steps(order)],
        "may_edit": order.state == DRAFT and desk.of_unit(order),
        "may_copy": desk.drafts,
        "warning": _warning(order),
    }
    return render(request, "office/orders/order.html", context)


def _committees(desk: OrderDesk, order: Order) -> list[Committee]:
    today = desk.viewer.today
    day = min(today, order.ends) if order.ends else today
    bodies = list(committees(order))
    sitting = seated(bodies, day)
    named = [seat for body in bodies for seat in body.seats.all()]
    left = who_left(order.area, named, today) if order.state == DRAFT else frozenset[int]()
    return [
        Committee(body, _lines(by_seat(body, sitting[body.pk]), left), heads(sitting[body.pk]))
        for body in bodies
    ]


def _lines(seats: list[tuple[Seat, list[Seated]]], left: frozenset[int]) -> list[Line]:
    return [
        Line(seat_name(seat), part_name(seat.part), _people(seat, told), seat.person_id in left)
        for seat, told in seats
    ]


def _people(seat: Seat, told: list[Seated]) -> list[str]:
    """Who holds the role of a seat today, or the position of its person."""
    if not seat.role:
        return [one.post for one in told if one.post]
    if not told:
        return [_("ยังไม่มีผู้ดำรงตำแหน่ง")]
    acting = _("(รักษาการ)")
    return [f"{one.name} {acting}" if one.acting else one.name for one in told if one.name]


def _warning(order: Order) -> str:
    """That an order with a smaller number bears a later day."""
    earlier = earlier_dated(order)
    if earlier is None or earlier.day is None:
        return ""
    told = _("วันที่สั่งมาก่อนวันที่ของเลขก่อนหน้า (ที่ %(number)s สั่ง ณ วันที่ %(day)s): ใช้ได้ แต่ควรตรวจอีกครั้ง")
    return told % {"number": earlier.number, "day": be_date(earlier.day)}
