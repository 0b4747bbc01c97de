"""A calendar as other programs read it: an iCalendar file (RFC 5545) of what happens when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

_HERE = ZoneInfo("Asia/Bangkok")
_MADE_BY = "-//Khet//Khet//TH"


@dataclass(frozen=True)
class Happening:
    """Something in a calendar: from one day to another, both counted.

    Without ``starts`` it takes the whole days; with it the same hours on each of them, of Thai
    time. ``uid`` is the same in every file that tells of it. ``until`` may be unknown.
    """

    uid: str
    title: str
    begins: date
    ends: date
    url: str
    starts: time | None = None
    until: time | None = None
    place: str = ""
    text: str = ""
    cancelled: bool = False


def calendar_file(name: str, happenings: Iterable[Happening], at: datetime) -> bytes:
    """The file of a calendar of that name, as it stood ``at`` a time."""
    calendar = Calendar()
    calendar.add("prodid", _MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(_HERE))
    for happening in happenings:
        calendar.add_component(_event(happening, at))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(told: Happening, at: datetime) -> Event:
    event = Event()
    event.add("uid", told.uid)
    event.add("dtstamp", at)
    event.add("summary", told.title)
    event.add("url", told.url)
    event.add("status", "CANCELLED" if told.cancelled else "CONFIRMED")
    for word, value in (("location", told.place), ("description", told.text)):
        if value:
            event.add(word, value)
    if told.starts is None:
        event.add("dtstart", told.begins)
        event.add("dtend", told.ends + timedelta(1))
        event.add("transp", "TRANSPARENT")
    else:
        _add_hours(event, told, told.starts)
    return event


def _add_hours(event: Event, told: Happening, starts: time) -> None:
    """The hours of the first day, and that they come again on the others."""
    event.add("dtstart", datetime.combine(told.begins, starts, _HERE))
    if told.until and told.until > starts:
        event.add("dtend", datetime.combine(told.begins, told.until, _HERE))
    if told.ends > told.begins:
        event.add("rrule", {"freq": "daily", "count": (told.ends - told.begins).days + 1})
