"""Orders from draft to end. Each step is one transaction with its event."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from khet.records.office.actions.bodies import EndsEarlyError
from khet.records.office.actions.numbers import take_number, use_number
from khet.records.office.actions.order_evidence import keep_order
from khet.records.office.models import Level, Number, Order, Seat
from khet.records.office.queries.numbers import ORDERS
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, User
from khet.rules.calendar import calendar_year
from khet.rules.orders import may_take
from khet.rules.thai import tidy


@dataclass(frozen=True)
class OrderEntry:
    """What a draft says; without ``starts`` the order is in force from the day it is given."""

    unit: Unit
    title: str
    ground: str = ""
    text: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Signing:
    """A signature: the day that the order bears, who signs as what, and with which number.

    Without a reserved number the next one of the day's calendar year is taken.
    """

    day: date
    at: datetime
    signer: str
    post: str
    reserved: Number | None = None


class OrderMovedError(Exception):
    """The order is in another state than one in which this can be done; tells which."""


class OtherYearError(Exception):
    """The order would be dated in another year than the series of its number; tells that year."""


@dataclass(frozen=True)
class Lack:
    """What a draft still needs: ``text``, or ``members`` or a ``chair`` of the named committee."""

    what: str
    committee: str = ""


class UnfilledError(Exception):
    """The draft isn't whole: no text and no ground, or committees without members or a chair."""

    def __init__(self, lacks: Sequence[Lack]) -> None:
        super().__init__(lacks)
        self.lacks = lacks


@transaction.atomic
def create_order(*, by: Actor, area: Unit, entry: OrderEntry) -> Order:
    """Begin the draft of an order.

    Raises:
        EndsEarlyError: it would end before it begins.
    """
    order = Order(area=area, drafted_by=by if isinstance(by, User) else None)
    _write(order, entry)
    _tell(by, "create-order", order, None)
    return order


@transaction.atomic
def change_order(*, by: Actor, order: Order, entry: OrderEntry) -> None:
    """Change what a draft says; nothing is written where nothing changes.

    Raises:
        EndsEarlyError: it would end before it begins.
        OrderMovedError: it is no draft any more.
    """
    kept = _held(order, "propose")
    before = _told(kept)
    _write(kept, entry)
    if before != _told(kept):
        _tell(by, "change-order", kept, before)


@transaction.atomic
def propose_order(*, by: Actor, order: Order) -> Order:
    """Put a draft before the director.

    Raises:
        UnfilledError, OrderMovedError: see there.
    """
    kept = _held(order, "propose")
    if lacks := list(_lacks(kept)):
        raise UnfilledError(lacks)
    return _move(by, "propose-order", kept, state=Order.State.PROPOSED, reason="")


@transaction.atomic
def return_order(*, by: Actor, order: Order, reason: str) -> Order:
    """Send a proposed order back to be mended.

    Raises:
        OrderMovedError: see there.
    """
    kept = _held(order, "return")
    return _move(by, "return-order", kept, state=Order.State.DRAFT, reason=reason)


@transaction.atomic
def sign_order(*, by: Actor, order: Order, signing: Signing) -> Order:
    """Give the order: it gets its number and day, and its text is fixed.

    Raises:
        OtherYearError, OrderMovedError: see there.
        NumberGoneError: the reserved number was used or cancelled meanwhile.
        EndsEarlyError: the order would end before it begins.
    """
    kept = _held(order, "sign")
    starts = kept.starts or signing.day
    if kept.ends is not None and kept.ends < starts:
        raise EndsEarlyError(kept.title)
    signed = _move(
        by,
        "sign-order",
        kept,
        state=Order.State.SIGNED,
        number=_number(by, kept, signing),
        day=signing.day,
        starts=starts,
        signer=signing.signer,
        signer_post=signing.post,
        signed_at=signing.at,
        reason="",
    )
    signed.bodies.update(since=starts, until=signed.ends)
    keep_order(by=by, order=signed, level=Level.OFFICE)
    return signed


@transaction.atomic
def circulate_order(*, by: Actor, order: Order, at: datetime) -> Order:
    """Let everybody in the area see a signed order.

    Raises:
        OrderMovedError: see there.
    """
    kept = _held(order, "circulate")
    told = _move(by, "circulate-order", kept, state=Order.State.CIRCULATED, circulated_at=at)
    keep_order(by=by, order=told, level=Level.AREA)
    return told


@transaction.atomic
def end_order(*, by: Actor, order: Order, on: date, reason: str) -> Order:
    """Let an order end before its time; ``on`` is its last day.

    Raises:
        EndsEarlyError: the day is before the order begins.
        OrderMovedError: see there.
    """
    kept = _held(order, "end")
    if kept.starts is not None and on < kept.starts:
        raise EndsEarlyError(kept.title)
    kept.bodies.update(until=on)
    return _move(by, "end-order", kept, state=Order.State.ENDED, ends=on, reason=reason)


@transaction.atomic
def cancel_order(*, by: Actor, order: Order, on: date, reason: str) -> Order:
    """Let an order not count any more; its number stays with it.

    Raises:
        OrderMovedError: see there.
    """
    kept = _held(order, "cancel")
    for body in kept.bodies.all():
        body.until = max(on, body.since)
        body.save()
    return _move(by, "cancel-order", kept, state=Order.State.CANCELLED, reason=reason)


def _lacks(order: Order) -> Iterator[Lack]:
    if not (order.text.strip() or order.ground.strip()):
        yield Lack("text")
    for body in order.bodies.prefetch_related("seats").order_by("pk"):
        parts = {seat.part for seat in body.seats.all()}
        if Seat.Part.CHAIR not in parts:
            yield Lack("chair" if parts else "members", body.name)


def _write(order: Order, entry: OrderEntry) -> None:
    if entry.starts and entry.ends and entry.ends < entry.starts:
        raise EndsEarlyError(entry.title)
    for name, value in vars(entry).items():
        setattr(order, name, value)
    order.title = tidy(entry.title)
    order.save()


def _held(order: Order, step: str) -> Order:
    """The order, kept from others until the transaction ends; its state must allow the step."""
    rows = Order.objects.select_for_update(of=("self",))
    kept = rows.select_related("area", "unit", "drafted_by", "number__series").get(pk=order.pk)
    if not may_take(step, kept.state):
        raise OrderMovedError(kept.state)
    return kept


def _number(by: Actor, order: Order, signing: Signing) -> Number:
    year = calendar_year(signing.day).be
    if signing.reserved is None:
        return take_number(by=by, area=order.area, kind=ORDERS, year=year, at=signing.at)
    if signing.reserved.series.year != year:
        raise OtherYearError(signing.reserved.series.year)
    return use_number(by=by, number=signing.reserved)


def _move(by: Actor, action: str, kept: Order, **values: Any) -> Order:
    before = _told(kept)
    for name, value in values.items():
        setattr(kept, name, value)
    kept.save()
    _tell(by, action, kept, before)
    return kept


def _told(order: Order) -> dict[str, str]:
    """An order as its events tell it: what is empty is left out."""
    days = {name: getattr(order, name) for name in ("day", "starts", "ends")}
    told = {
        "title": order.title,
        "unit": order.unit.code,
        "state": order.state,
        "number": str(order.number or ""),
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        "ground": order.ground,
        "text": order.text,
        "signer": order.signer,
        "reason": order.reason,
    }
    return {name: value for name, value in told.items() if value}


def _tell(by: Actor, action: str, order: Order, before: Mapping[str, str] | None) -> None:
    record_event(
        by=by,
        action=action,
        kind="office.order",
        key=str(order.pk),
        before=before,
        after=_told(order),
    )
