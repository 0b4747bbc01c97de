"""Looking up meetings: which a person sees, what they clash with, who came."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from khet.records.office.access import Sight
from khet.records.office.models import Attendance, Body, Holiday, Host, Item, Meeting, Seat
from khet.records.office.queries.bodies import Seated, seated
from khet.records.registry.access import roles_on
from khet.records.registry.models import Unit
from khet.rules.finding import search_text
from khet.rules.meetings import Quorum, Span, quorum

_CAME = (Attendance.State.PRESENT, Attendance.State.SUBSTITUTE, Attendance.State.ACTING)
_NO_MEMBERS = (Seat.Part.ADVISER, Seat.Part.ASSISTANT)


def bodies_seen(sight: Sight, office: bool, heads: bool, of: str = "") -> Q:
    """Which bodies a person sees, with their meetings.

    The own ones; those of the directors everybody; all that aren't closed whoever sees meetings
    in the whole ``office``; closed ones the ``heads`` of the office too.

    Args:
        of: leads to the body from another table: ``body__``.
    """
    seen = Q((f"{of}pk__in", sight.bodies)) | Q(
        (f"{of}kind", Body.Kind.DIRECTORS), (f"{of}closed", False)
    )
    if office:
        seen |= Q((f"{of}closed", False))
    if heads:
        seen |= Q((f"{of}closed", True))
    return Q((f"{of}area", sight.area)) & seen


def meetings_in(seen: Q) -> QuerySet[Meeting]:
    """The meetings of the bodies seen (``bodies_seen`` of ``body__``), newest first."""
    found = Meeting.objects.filter(seen).select_related(
        "body__area", "body__secretariat", "host", "minutes"
    )
    return found.order_by("-begins", "-pk")


def numbers_of(body: Body, year: int, own: int | None = None) -> list[tuple[date, int]]:
    """The days and numbers of a body's meetings of a year (BE), but for those cancelled."""
    listed = Meeting.objects.filter(~Q(pk=own), body=body, year=year)
    listed = listed.exclude(state=Meeting.State.CANCELLED)
    return list(listed.values_list("begins", "number"))


def days_of(body: Body) -> list[date]:
    """The days on which the meetings of a body began that weren't cancelled."""
    listed = Meeting.objects.filter(body=body).exclude(state=Meeting.State.CANCELLED)
    return list(listed.values_list("begins", flat=True))


def last_meeting(body: Body, before: date | None = None) -> Meeting | None:
    """The newest meeting of a body that wasn't cancelled, or that before a day."""
    listed = Meeting.objects.filter(body=body).exclude(state=Meeting.State.CANCELLED)
    if before is not None:
        listed = listed.filter(begins__lt=before)
    return listed.select_related("host").order_by("-begins", "-pk").first()


def hosts_of(body: Body) -> list[Unit]:
    """The units that host a body's meetings, in their order."""
    listed = Host.objects.filter(body=body).select_related("unit").order_by("place")
    return [host.unit for host in listed]


def agenda_of(meeting: Meeting) -> list[tuple[int, str, list[Item]]]:
    """The sections of an agenda, counted from 1, with their items."""
    items = list(meeting.items.select_related("unit", "entered_by"))
    return [
        (number, head, [item for item in items if item.section == number])
        for number, head in enumerate(meeting.sections, 1)
    ]


@dataclass(frozen=True)
class Clash:
    """Another meeting at the same time: whom both want, and whether they want the same place."""

    meeting: Meeting
    people: tuple[str, ...]
    same_place: bool


def clashes(body: Body, span: Span, place: str, today: date, own: int | None = None) -> list[Clash]:
    """The other meetings of the area at the time of one, with those who sit in both bodies today.

    Four queries, five where all heads of schools sit in one.
    """
    there = Meeting.objects.filter(
        ~Q(pk=own), body__area=body.area_id, begins__lte=span.ends, ends__gte=span.begins
    ).exclude(state=Meeting.State.CANCELLED)
    listed = [m for m in there.select_related("body").order_by("begins") if span.meets(span_of(m))]
    if not listed:
        return []
    sitting = seated([body, *{m.body_id: m.body for m in listed}.values()], today)
    own_people = _people(sitting[body.pk])
    asked = search_text(place)
    return [
        Clash(
            meeting,
            tuple(n for key, n in own_people.items() if key in _people(sitting[meeting.body_id])),
            bool(asked) and search_text(meeting.place) == asked,
        )
        for meeting in listed
    ]


def span_of(meeting: Meeting) -> Span:
    """From when to when a meeting is."""
    return Span(meeting.begins, meeting.ends, meeting.starts, meeting.finishes)


def holiday_on(area: Unit, begins: date, ends: date) -> Holiday | None:
    """The first holiday of the office from one day to another."""
    days = Holiday.objects.filter(area=area, closed=True, day__range=(begins, ends))
    return days.order_by("day").first()


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


def _people(sitting: Iterable[Seated]) -> dict[int, str]:
    return {one.person.pk: one.name for one in sitting if one.person is not None}
