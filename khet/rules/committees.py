"""What is wrong with the seats of a committee, seat by seat.

Source: orders of Thai offices: one chair answers for a committee, nobody is named twice in it; who
also holds a role that is named for all ("รองผู้อำนวยการทุกคน") is one person and counts once, but who
alone holds a named post isn't named again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Fault(StrEnum):
    """What can be wrong; ``IN_ROLE`` is told, the others have to be mended."""

    EMPTY = "empty"
    NO_CHAIR = "no-chair"
    TWO_CHAIRS = "two-chairs"
    MANY_CHAIRS = "many-chairs"
    TWICE = "twice"
    ONE_PERSON = "one-person"
    IN_ROLE = "in-role"


@dataclass(frozen=True)
class Placed:
    """A seat: who it is of (an own key for a person, a role at a place, or a guest), from when.

    ``people`` are the keys of those who sit in it on the day: one, or all who hold its role, which
    ``every`` says may be several.
    """

    of: str
    chairs: bool = False
    role: bool = False
    every: bool = False
    people: frozenset[int] = field(default_factory=frozenset)
    since: date | None = None
    until: date | None = None

    def meets(self, other: "Placed") -> bool:
        """Whether the terms of two seats share a day."""
        begins = max(self.since or date.min, other.since or date.min)
        return begins <= min(self.until or date.max, other.until or date.max)


@dataclass(frozen=True)
class Told:
    """A fault at a seat (its place from 0), and the other seat that it is about."""

    place: int
    fault: Fault
    other: int | None = None


def faults(seats: Sequence[Placed]) -> list[Told]:
    """What is wrong with the seats, in their order; one of the whole stands at the first seat.

    >>> [told.fault for told in faults([Placed("person 1"), Placed("person 1", chairs=True)])]
    [<Fault.TWICE: 'twice'>]
    >>> chair = Placed("person 1", chairs=True, people=frozenset({1}))
    >>> [told.fault for told in faults([chair, Placed("head", role=True, people=frozenset({1}))])]
    [<Fault.ONE_PERSON: 'one-person'>]
    >>> faults([])[0].fault, faults([Placed("person 1")])[0].fault
    (<Fault.EMPTY: 'empty'>, <Fault.NO_CHAIR: 'no-chair'>)
    """
    if not seats:
        return [Told(0, Fault.EMPTY)]
    chairs = [place for place, seat in enumerate(seats) if seat.chairs]
    found = [] if chairs else [Told(0, Fault.NO_CHAIR)]
    found += [
        Told(later, Fault.TWO_CHAIRS, first)
        for first in chairs
        for later in chairs
        if first < later and seats[first].meets(seats[later])
    ]
    found += [Told(p, Fault.MANY_CHAIRS) for p in chairs if _many(seats[p])]
    return sorted([*found, *_twice(seats)], key=lambda told: told.place)


def _many(seat: Placed) -> bool:
    """Whether a seat isn't of one: several sit in it, or nobody does where several may."""
    return len(seat.people) > 1 or (seat.every and not seat.people)


def _twice(seats: Sequence[Placed]) -> Iterator[Told]:
    for later, seat in enumerate(seats):
        for earlier, other in enumerate(seats[:later]):
            if not seat.meets(other):
                continue
            if seat.of == other.of:
                yield Told(later, Fault.TWICE, earlier)
            elif seat.role != other.role and seat.people & other.people:
                person, role = (later, earlier) if other.role else (earlier, later)
                alone = not seats[role].every and len(seats[role].people) == 1
                yield Told(person, Fault.ONE_PERSON if alone else Fault.IN_ROLE, role)
