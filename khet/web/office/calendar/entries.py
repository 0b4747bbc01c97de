"""What stands on the days of a calendar, each with its word and the address where it leads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.office.models import Meeting
from khet.records.office.queries.agenda import Due, due_in, meetings_in
from khet.rules.deadlines import days_late
from khet.web.office.calendar.asked import Asked
from khet.web.office.calendar.days_off import days_off
from khet.web.office.calendar.words import due_title, meeting_title
from khet.web.parts.agenda import happenings
from khet.web.parts.tags import hours
from khet.web.parts.viewer import Viewer

HOLIDAY, MEETING, LATE, DUE, DONE = "holiday", "meeting", "late", "due", "done"


@dataclass(frozen=True)
class Entry:
    """A line of a day: what kind of thing, in a word, its name (``thai`` always) and address."""

    kind: str
    word: str
    label: str
    url: str = ""
    thai: bool = True


@dataclass(frozen=True)
class Day:
    """A day of a calendar; ``inside`` the month that is shown, or of one of its neighbours."""

    day: date
    inside: bool
    today: bool
    entries: tuple[Entry, ...] = ()

    @property
    def off(self) -> bool:
        """Whether it is a Saturday or Sunday, or a holiday."""
        return self.day.weekday() > 4 or any(one.kind == HOLIDAY for one in self.entries)


@dataclass(frozen=True)
class Shown:
    """A month filled in: its weeks, and what is late from any month, the longest late first."""

    weeks: list[list[Day]]
    late: list[Entry]

    @property
    def days(self) -> list[Day]:
        """The days of the month on which there is something."""
        return [day for week in self.weeks for day in week if day.inside and day.entries]


def month_of(asked: Asked) -> Shown:
    """The month that an address asks for; three queries, and those of other subjects."""
    viewer, first, last = asked.viewer, asked.month.first, asked.month.last
    on: dict[date, list[Entry]] = {}
    for day, entry in _holidays(viewer, first, last).items():
        on.setdefault(day, []).append(entry)
    for meeting in meetings_in(asked.meetings, first, last):
        for day in _days(max(meeting.begins, first), min(meeting.ends, last)):
            on.setdefault(day, []).append(_meeting(meeting))
    for one in happenings(viewer, asked.whose, first, last):
        kind = DONE if one.over else MEETING
        on.setdefault(one.day, []).append(Entry(kind, one.word, one.label, one.url))
    due = due_in(asked.owned, first, last, viewer.today)
    for owed in due:
        on.setdefault(owed.due, []).append(_due(owed, asked))
    late = [_due(owed, asked) for owed in due if owed.owed and owed.due < viewer.today]
    return Shown([[_day(day, asked, on) for day in week] for week in asked.weeks], late)


def _day(day: date, asked: Asked, on: dict[date, list[Entry]]) -> Day:
    inside = day.month == asked.month.number
    return Day(day, inside, day == asked.viewer.today, tuple(on.get(day, ()) if inside else ()))


def _days(begins: date, ends: date) -> Iterable[date]:
    return (begins + timedelta(n) for n in range((ends - begins).days + 1))


def _holidays(viewer: Viewer, first: date, last: date) -> dict[date, Entry]:
    """The days on which the office is closed, or opens all the same: the fixed and its own."""
    closed, opened = _("วันหยุด"), _("เปิดทำการ")
    return {
        day: Entry(HOLIDAY, closed, one.name, thai=one.own)
        if one.closed
        else Entry(DUE, opened, one.name)
        for day, one in days_off(viewer.area, first, last, viewer.tables).items()
    }


def _meeting(meeting: Meeting) -> Entry:
    cancelled = meeting.state == Meeting.State.CANCELLED
    word = _("ยกเลิกประชุม") if cancelled else _("ประชุม")
    told = f"{word} {hours(meeting.starts, meeting.finishes)}".strip()
    url = reverse("office:meeting", args=[meeting.pk])
    return Entry(DONE if cancelled else MEETING, told, meeting_title(meeting), url)


def _due(due: Due, asked: Asked) -> Entry:
    """Duties of a rule on a day: the one, or how many and how many of them are still owed."""
    kind, word = DUE, _("ครบกำหนด")
    if not due.owed:
        kind, word = DONE, _("ส่งแล้ว")
    elif late := days_late(due.due, asked.viewer.today):
        kind, word = LATE, _("เกินกำหนด %(days)s วัน") % {"days": late}
    title = due_title(due.rule, due.title)
    if due.count == 1:
        return Entry(kind, word, f"{title} {due.unit}", reverse("office:duty", args=[due.one]))
    told = {"what": title, "count": due.count, "owed": due.owed}
    label = _("%(what)s %(count)s รายการ ยังไม่ส่ง %(owed)s") % told
    url = f"{reverse('office:calendar-like', args=[due.one])}?of={asked.whose}"
    return Entry(kind, word, label, url)
