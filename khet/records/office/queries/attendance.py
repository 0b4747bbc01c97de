"""Looking up who is expected at a meeting, and who came."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from khet.records.office.models import Attendance, Meeting, Seat
from khet.records.registry.access import roles_on, valid_on
from khet.records.registry.models import Placement, UnitKind
from khet.rules.meetings import Quorum, quorum

_CAME = (Attendance.State.PRESENT, Attendance.State.SUBSTITUTE, Attendance.State.ACTING)
_NO_MEMBERS = (Seat.Part.ADVISER, Seat.Part.ASSISTANT)


def expected_at(meeting: Meeting) -> QuerySet[Attendance]:
    """Everybody expected at a meeting, in order."""
    return meeting.attendance.select_related("unit", "meeting").order_by("place", "pk")


def networks_of(rows: Iterable[Attendance], day: date) -> dict[int, str]:
    """The network of each unit (its key) of those expected, as it stood on the day."""
    units = {row.unit_id for row in rows if row.unit_id}
    placed = Placement.objects.filter(valid_on(day), child__in=units, parent__kind=UnitKind.NETWORK)
    return dict(placed.values_list("child", "parent__name")) if units else {}


def acting_rows(rows: Iterable[Attendance], day: date) -> frozenset[int]:
    """The keys of the rows of those who only act in the post they are expected for."""
    listed = [row for row in rows if row.person_id and row.unit_id]
    held = roles_on(day).filter(user__in={row.person_id for row in listed}, acting=True)
    acting = set(held.values_list("user", "unit")) if listed else set()
    return frozenset(row.pk for row in listed if (row.person_id, row.unit_id) in acting)


@dataclass(frozen=True)
class Counts:
    """How many of those expected are in each state, and whether enough members came."""

    expected: int
    by_state: dict[str, int]
    quorum: Quorum

    @property
    def unsaid(self) -> int:
        """Of how many nothing was said yet."""
        return self.by_state.get("", 0)


def counts_of(meeting: Meeting) -> Counts:
    """The counts of a meeting; one query."""
    found: Counter[tuple[str, bool]] = Counter()
    groups = meeting.attendance.order_by().values_list("state", "part").annotate(Count("pk"))
    for state, part, count in groups:
        found[state, part not in _NO_MEMBERS] += count
    members = sum(count for (_, member), count in found.items() if member)
    came = sum(found[state, True] for state in _CAME)
    by_state: Counter[str] = Counter()
    for (state, _), count in found.items():
        by_state[state] += count
    asked = quorum(meeting.body.quorum, members, came)
    return Counts(found.total(), dict(by_state), asked)
