"""Bodies and their seats: who has a common task, as what, from when until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import transaction

from khet.records.office.actions.instructions import name_duties_anew
from khet.records.office.actions.search import seen_of
from khet.records.office.models import Body, Evidence, Findable, Order, Seat
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, User
from khet.rules.thai import tidy


@dataclass(frozen=True)
class BodyEntry:
    """A body as it is to be; what its fields mean is told at ``Body``."""

    kind: str
    name: str
    since: date
    until: date | None = None
    short_name: str = ""
    order: Order | None = None
    tasks: str = ""
    secretariat: Unit | None = None
    closed: bool = False
    numbering: str = Body.Numbering.FISCAL
    quorum: str = Body.Quorum.OVER_HALF
    every: str = Body.Every.NONE
    weekday: int | None = None
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    upper: str = ""


@dataclass(frozen=True)
class SeatEntry:
    """A seat as it is to be: of a person, of whoever holds a role, or of a guest by name.

    A role without a unit is every one of the area who holds it.
    """

    part: str = Seat.Part.MEMBER
    person: User | None = None
    role: str = ""
    unit: Unit | None = None
    name: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def of(self) -> tuple[object, ...]:
        """What makes two seats of a body the same."""
        keys = [one.pk if one else None for one in (self.person, self.unit)]
        return (*keys, self.role, self.name, self.since)


class EndsEarlyError(Exception):
    """A body or a seat would end before it begins; tells its name."""


class MemberTwiceError(Exception):
    """A body would have two seats of one from the same day on."""


class BodyFixedError(Exception):
    """The body is of an order that isn't a draft any more; a new order changes it."""


@transaction.atomic
def create_body(*, by: Actor, area: Unit, entry: BodyEntry) -> Body:
    """Create a body of an area, without seats yet.

    Raises:
        EndsEarlyError, BodyFixedError: see there.
    """
    body = Body(area=area)
    _save(body, entry)
    _tell(by, "create-body", body, None, _told(body))
    return body


@transaction.atomic
def change_body(*, by: Actor, body: Body, entry: BodyEntry) -> None:
    """Change what a body is; nothing is written where nothing changes.

    Where it is closed or opened, all that it did is seen as far as it says now.

    Raises:
        EndsEarlyError, BodyFixedError: see there.
    """
    before, seen = _told(body), seen_of(body)
    _save(body, entry)
    if before != _told(body):
        _tell(by, "change-body", body, before, _told(body))
    if seen != (now := seen_of(body)):
        for kept in (Evidence.objects, Findable.objects):
            kept.filter(body=body).update(level=now.level, unit=now.unit)
        name_duties_anew(body)


@transaction.atomic
def remove_body(*, by: Actor, body: Body) -> None:
    """Take a committee out of an order that is still a draft.

    Raises:
        BodyFixedError: the body is of no draft.
    """
    if body.order is None:
        raise BodyFixedError(body.name)
    _hold_draft(body)
    _tell(by, "remove-body", body, _told(body), None)
    body.delete()


@transaction.atomic
def set_seats(*, by: Actor, body: Body, seats: Iterable[SeatEntry]) -> None:
    """Let exactly these be the seats of a body, in their order; one that stays keeps its key.

    Raises:
        EndsEarlyError, MemberTwiceError, BodyFixedError: see there.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    _hold_draft(body)
    listed = list(seats)
    _check(listed)
    known = {_entry(seat).of: seat for seat in _seats(body)}
    before = _said(body)
    body.seats.exclude(pk__in=[known[one.of].pk for one in listed if one.of in known]).delete()
    for place, one in enumerate(listed, 1):
        seat = known.get(one.of) or Seat(body=body)
        for name, value in {**vars(one), "place": place}.items():
            setattr(seat, name, value)
        seat.save()
    if before != _said(body):
        _tell(by, "set-seats", body, before, _said(body))


def _check(listed: list[SeatEntry]) -> None:
    for one in listed:
        if one.since and one.until and one.until < one.since:
            raise EndsEarlyError(str(one.person or one.role or one.name))
    if len({one.of for one in listed}) < len(listed):
        raise MemberTwiceError


def _save(body: Body, entry: BodyEntry) -> None:
    if entry.until is not None and entry.until < entry.since:
        raise EndsEarlyError(entry.name)
    for name, value in vars(entry).items():
        setattr(body, name, value)
    body.name, body.short_name = tidy(entry.name), tidy(entry.short_name)
    _hold_draft(body)
    body.save()


def _hold_draft(body: Body) -> None:
    """Keep the body's order from being signed meanwhile; a signed one isn't changed any more."""
    if body.order_id is not None:
        order = Order.objects.select_for_update().get(pk=body.order_id)
        if order.state != Order.State.DRAFT:
            raise BodyFixedError(body.name)


def _seats(body: Body) -> Iterable[Seat]:
    return body.seats.select_related("person", "unit")


def _entry(seat: Seat) -> SeatEntry:
    return SeatEntry(**{name: getattr(seat, name) for name in SeatEntry.__dataclass_fields__})


def _told(body: Body) -> dict[str, Any]:
    """What a body is, as its events tell it: what is empty is left out."""
    told = {name: getattr(body, name) for name in BodyEntry.__dataclass_fields__}
    told["order"] = str(body.order.pk) if body.order else ""
    told["secretariat"] = body.secretariat.code if body.secretariat else ""
    days = date | time
    return {
        name: value.isoformat() if isinstance(value, days) else value
        for name, value in told.items()
        if value or value == 0
    }


def _said(body: Body) -> dict[str, Any]:
    """The seats of a body, as its events tell them."""
    return {"seats": [_seat_told(seat) for seat in _seats(body)]}


def _seat_told(seat: Seat) -> str:
    of_role = f"role {seat.role}" if seat.role else seat.name
    who = seat.person.username if seat.person else of_role
    where = seat.unit.code if seat.unit else ""
    days = [day.isoformat() if day else "" for day in (seat.since, seat.until)]
    return " ".join(word for word in (seat.part, who, where, *days) if word)


def _tell(
    by: Actor,
    action: str,
    body: Body,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> None:
    key = str(body.pk)
    record_event(by=by, action=action, kind="office.body", key=key, before=before, after=after)
