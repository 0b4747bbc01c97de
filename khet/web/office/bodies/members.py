"""Who sits in a body as its page shows it: vacant seats, and terms that end soon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khet.records.office.models import Body, Seat
from khet.records.office.queries.bodies import Seated, ended_seats, name_of_seated, seated
from khet.rules.meetings import ends_soon
from khet.web.office.bodies.seat_words import part_name


@dataclass(frozen=True)
class Member:
    """A seat as a line: as what, who (empty: vacant), the post, and the term.

    ``days`` is in how many days the term ends where that is soon, ``former`` who sat there last.
    """

    part: str
    name: str
    post: str
    seat: Seat
    days: int | None = None
    former: str = ""
    acting: bool = False


def members_of(body: Body, today: date) -> list[Member]:
    """The members of a body on the day, and the seats that fell vacant as terms ended."""
    sitting = seated([body], today)[body.pk]
    return [
        *(_member(one, today) for one in sitting),
        *(_former(seat) for seat in ended_seats(body, today)),
    ]


def ending_soon(sitting: Iterable[Seated], today: date) -> int:
    """How many terms end soon, each seat once."""
    seats = {one.seat.pk: one.seat for one in sitting}
    return sum(ends_soon(seat.until, today) is not None for seat in seats.values())


def _member(one: Seated, today: date) -> Member:
    part = part_name(one.seat.part)
    gone = one.person is not None and not one.person.is_active
    name = "" if gone else name_of_seated(one)
    days = ends_soon(one.seat.until, today)
    post = one.post if one.name else str(one.unit or "")
    former = one.name if gone else ""
    return Member(part, name, post, one.seat, days, former, one.acting)


def _former(seat: Seat) -> Member:
    former = str(seat.person) if seat.person else seat.name
    return Member(part_name(seat.part), "", "", seat, None, former)
