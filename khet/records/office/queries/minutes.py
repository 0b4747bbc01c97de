"""Looking up minutes: whose are seen by whom, what is to be written or adopted."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from khet.records.office.access import Sight
from khet.records.office.models import Body, Duty, Level, Meeting, Minutes
from khet.records.office.queries.meetings import bodies_seen, excused
from khet.records.registry.models import Unit
from khet.rules.deadlines import MINUTES

MEETING, INSTRUCTION = "office.meeting", "office.instruction"
"""The kinds of records that the duties of minutes and of instructions are about."""
_TOLD = (Minutes.State.CIRCULATED, Minutes.State.ADOPTED)


@dataclass(frozen=True)
class Reader:
    """A person before minutes: the sight, whether one of the heads, and whether one who writes.

    Heads see every body's and have minutes circulated; who ``writes`` does so for every body that
    isn't closed, and for closed ones that are the own. ``office`` is who sees meetings in the whole
    office, ``teller`` who sees any.
    """

    sight: Sight
    heads: bool
    writes: bool
    office: bool
    teller: bool

    def may_write(self, body: Body) -> bool:
        """Whether the minutes of the body's meetings are the reader's to write."""
        return self.writes and (not body.closed or body.pk in self.sight.bodies)

    def knows(self, body: Body) -> bool:
        """Whether the reader is of the body, or one of the heads."""
        return self.heads or body.pk in self.sight.bodies


def level_of(body: Body) -> str:
    """How far circulated minutes of a body are seen."""
    if body.closed:
        return Level.PERSON
    return Level.AREA if body.kind == Body.Kind.DIRECTORS else Level.OFFICE


def told_to(reader: Reader, meeting: str = "") -> Q:
    """Which meetings' minutes the reader sees; ``meeting`` leads to them, as ``meeting__``."""
    of, sight = f"{meeting}body__", reader.sight
    if reader.heads:
        return Q((f"{of}area", sight.area))
    told = Q((f"{meeting}minutes__state__in", _TOLD))
    seen = told & bodies_seen(sight, reader.office, heads=False, of=of)
    if reader.writes:
        seen |= bodies_seen(sight, office=True, heads=False, of=of)
    return seen if reader.teller else Q(pk__in=())


def minutes_meetings(reader: Reader) -> QuerySet[Meeting]:
    """The held meetings whose minutes the reader sees, newest first.

    Those that need none, as their duty was waived, are left out.
    """
    held = Meeting.objects.filter(told_to(reader), state=Meeting.State.HELD)
    held = held.exclude(excused(), minutes__isnull=True)
    return held.select_related("body", "minutes").order_by("-begins", "-pk")


def meeting_of_key(pk: int) -> Meeting | None:
    """A meeting with its body and its minutes."""
    found = Meeting.objects.filter(pk=pk)
    return found.select_related("body__area", "body__secretariat", "minutes", "host").first()


def duties_of_meeting(meeting: Meeting, rule: str = "") -> QuerySet[Duty]:
    """The duties about a meeting, or those that one rule opened."""
    about = Duty.objects.filter(about_kind=MEETING, about_key=str(meeting.pk))
    found = about.filter(rule=rule) if rule else about
    return found.select_related("unit").order_by("pk")


def minutes_duties(meetings: Iterable[Meeting]) -> dict[int, Duty]:
    """The duty to write the minutes of each meeting (its key)."""
    keys = [str(one.pk) for one in meetings]
    found = Duty.objects.filter(rule=MINUTES.code, about_kind=MEETING, about_key__in=keys)
    return {int(duty.about_key): duty for duty in found.select_related("unit")}


def following(meeting: Meeting) -> Meeting | None:
    """The next meeting of the body that isn't cancelled."""
    later = Meeting.objects.filter(body=meeting.body_id, begins__gt=meeting.ends)
    return later.exclude(state=Meeting.State.CANCELLED).order_by("begins", "pk").first()


def adopting(meeting: Meeting) -> QuerySet[Meeting]:
    """The meetings of the body, held later, that can adopt the minutes; the next one first."""
    later = Meeting.objects.filter(body=meeting.body_id, begins__gt=meeting.ends)
    return later.filter(state=Meeting.State.HELD).order_by("begins", "pk")


def to_adopt(meeting: Meeting) -> QuerySet[Meeting]:
    """The earlier meetings of the body whose minutes are circulated and not adopted yet."""
    earlier = Meeting.objects.filter(body=meeting.body_id, ends__lt=meeting.begins)
    waiting = earlier.filter(minutes__state=Minutes.State.CIRCULATED)
    return waiting.select_related("body", "minutes").order_by("begins", "pk")


def published_meetings(area: Unit) -> QuerySet[Meeting]:
    """The meetings of an area whose minutes anybody may read, newest first."""
    told = Meeting.objects.filter(body__area=area, body__closed=False, minutes__published=True)
    told = told.filter(minutes__state__in=_TOLD)
    return told.select_related("body__area", "minutes").order_by("-begins", "-pk")


def without_minutes(bodies: Iterable[int]) -> QuerySet[Meeting]:
    """The held meetings of the bodies (keys) whose minutes weren't proposed, oldest first."""
    written = Minutes.objects.filter(meeting=OuterRef("pk")).exclude(state=Minutes.State.DRAFT)
    held = Meeting.objects.filter(body__in=bodies, state=Meeting.State.HELD)
    owed = held.exclude(Exists(written)).exclude(excused())
    return owed.select_related("body").order_by("begins", "pk")
