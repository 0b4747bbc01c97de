"""Looking up meetings: which a person sees, what they clash with, who came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, TruncMonth

from khet.records.office.access import Sight
from khet.records.office.models import Body, Duty, Findable, Holiday, Host, Item, Meeting, Minutes
from khet.records.office.queries.bodies import Seated, seated
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.register import units_of
from khet.rules.deadlines import BODY_REPORT, MINUTES
from khet.rules.finding import search_text
from khet.rules.meetings import Span, meeting_name
from khet.rules.thai import sort_key

TO_COME = (Meeting.State.PLANNED, Meeting.State.CALLED)
"""The states of a meeting that is still to be held."""


def name_of(meeting: Meeting) -> str:
    """What a meeting is called; Thai in every language."""
    return meeting_name(str(meeting.body), meeting.number, meeting.year, meeting.printed)


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


def keys_seen(seen: Q, keys: Iterable[int]) -> set[int]:
    """Which of the bodies of those keys are among those seen (``bodies_seen``)."""
    return set(Body.objects.filter(seen, pk__in=list(keys)).values_list("pk", flat=True))


def meetings_in(seen: Q) -> QuerySet[Meeting]:
    """The meetings of the bodies seen (``bodies_seen`` of ``body__``), newest first.

    Each tells as ``excused`` whether its minutes need not be made.
    """
    found = Meeting.objects.filter(seen).select_related(
        "body__area", "body__secretariat", "host", "minutes"
    )
    return found.annotate(excused=excused()).order_by("-begins", "-pk")


def meetings_at_places(found: QuerySet[Meeting], first: date, last: date) -> QuerySet[Meeting]:
    """Those of the meetings on these days that have a place and weren't cancelled."""
    there = found.filter(begins__lte=last, ends__gte=first).exclude(place="")
    return there.exclude(state=Meeting.State.CANCELLED).order_by("begins", "starts", "pk")


def excused() -> Exists:
    """Meetings whose minutes need not be written: that was waived."""
    key = Cast(OuterRef("pk"), CharField())
    about = Duty.objects.filter(rule=MINUTES.code, about_kind="office.meeting", about_key=key)
    return Exists(about.filter(state=Duty.State.WAIVED))


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


def hosting_units(body: Body) -> list[Unit]:
    """The units to choose a host from: those of the rotation, else the groups of the office."""
    rotation = hosts_of(body)
    return rotation or list(units_of(body.area, UnitKind.GROUP))


def places_used(area: Unit) -> list[str]:
    """The places where meetings were before, in Thai order."""
    found = Meeting.objects.filter(body__area=area).exclude(place="")
    return sorted(set(found.values_list("place", flat=True)), key=sort_key)


def meeting_duties(meeting: Meeting) -> QuerySet[Duty]:
    """What is owed because the meeting was held, but for what was waived."""
    about = {"about_kind": "office.meeting", "about_key": str(meeting.pk)}
    found = Duty.objects.filter(rule__in=[MINUTES.code, BODY_REPORT.code], **about)
    return found.exclude(state=Duty.State.WAIVED).select_related("unit").order_by("due", "pk")


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


def coming_of(chosen: Q, today: date) -> QuerySet[Meeting]:
    """Those of the meetings chosen that are still to come, the next first."""
    found = meetings_in(chosen & Q(ends__gte=today))
    return found.filter(state__in=TO_COME).order_by("begins", "starts", "pk")


def item_of(meeting: Meeting, pk: int) -> Item | None:
    """The item of that key on a meeting's agenda."""
    return meeting.items.select_related("unit", "meeting").filter(pk=pk).first()


def without_minutes() -> Q:
    """Those of ``meetings_in`` that were held and whose minutes the executive hasn't yet."""
    none = Q(minutes__isnull=True) | Q(minutes__state=Minutes.State.DRAFT)
    return Q(state=Meeting.State.HELD, excused=False) & none


def years_met(seen: Q) -> list[date]:
    """The days on which meetings of the bodies seen begin, each month of a year once."""
    months = Meeting.objects.filter(seen).annotate(month=TruncMonth("begins"))
    return list(months.order_by().values_list("month", flat=True).distinct())


def meetings_told(found: QuerySet[Meeting], words: str) -> QuerySet[Meeting]:
    """Those of the meetings whose name, place or agenda has every word."""
    known = Findable.objects.filter(kind="office.meeting")
    for word in search_text(words).split():
        known = known.filter(text__contains=word)
    return found.filter(pk__in=[int(key) for key in known.values_list("key", flat=True)])


def _people(sitting: Iterable[Seated]) -> dict[int, str]:
    return {one.person.pk: one.name for one in sitting if one.person is not None}
