"""Bodies of the demonstration's office as printed, by post; outsiders are invented."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

from khet.jobs.demo.area import rows
from khet.records.office.actions.bodies import BodyEntry, SeatEntry, create_body, set_seats
from khet.records.office.actions.hosts import set_hosts
from khet.records.office.models import Body, Seat
from khet.records.registry.access import SCHOOL_HEAD
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.register import units_of

_HEAD = "group-director"
_HOSTED = "exchange"
_SINCE = date(2013, 5, 1)


def make_bodies(*, by: str, office: Unit, since: date, ends: date) -> dict[str, Body]:
    """The bodies by their key in the data file.

    Args:
        since: from when the members sit; what was before has no list of who came.
        ends: when the term of one outsider ends.
    """
    groups = {unit.name: unit for unit in units_of(office, UnitKind.GROUP)}
    found = {}
    for row in rows("bodies"):
        body = create_body(by=by, area=office, entry=_entry(row, groups))
        posts = [replace(seat, since=since) for seat in _seats(row, office, groups)]
        set_seats(by=by, body=body, seats=[*posts, *_outsiders(row, since, ends)])
        if row["key"] == _HOSTED:
            set_hosts(by=by, body=body, units=[groups[one["name"]] for one in rows("groups")])
        found[row["key"]] = body
    return found


def _entry(row: dict[str, str], groups: dict[str, Unit]) -> BodyEntry:
    return BodyEntry(
        kind=row["kind"],
        name=row["name"],
        short_name=row["short_name"],
        since=_SINCE,
        secretariat=groups[row["secretariat"]],
        closed=bool(row["closed"]),
        upper=row["upper"],
        every=row["every"],
        weekday=int(row["weekday"]) if row["weekday"] else None,
        starts=time.fromisoformat(row["starts"]),
        ends=time.fromisoformat(row["ends"]),
        place=row["place"],
    )


def _seats(row: dict[str, str], office: Unit, groups: dict[str, Unit]) -> Iterator[SeatEntry]:
    """The seats of the office's own posts."""
    director = SeatEntry(Seat.Part.CHAIR, role="director", unit=office)
    if row["outsiders"]:
        yield SeatEntry(Seat.Part.SECRETARY, role="director", unit=office)
        return
    yield director
    yield SeatEntry(Seat.Part.DEPUTY, role="deputy", unit=office)
    if row["key"] == "supervision":
        for name in (row["secretariat"], "กลุ่มส่งเสริมการจัดการศึกษา"):
            yield from (SeatEntry(role=role, unit=groups[name]) for role in (_HEAD, "clerk"))
        return
    yield SeatEntry(role=_HEAD)
    if row["key"] == "directors":
        yield SeatEntry(role=SCHOOL_HEAD)
    if row["key"] == _HOSTED:
        yield SeatEntry(role="clerk")


def _outsiders(row: dict[str, str], since: date, ends: date) -> Iterator[SeatEntry]:
    """People from outside the office, plainly invented; the first is the chair."""
    count = int(row["outsiders"] or 0)
    for number in range(1, count):
        part = Seat.Part.CHAIR if number == 1 else Seat.Part.MEMBER
        name = f"กรรมการ (สาธิต) {number}"
        until = ends if number == count - 1 else None
        yield SeatEntry(part, name=name, since=since, until=until)
