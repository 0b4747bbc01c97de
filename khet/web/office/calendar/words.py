"""What duties and meetings are called in a calendar, on the page and in a phone."""

from datetime import date

from django.utils.translation import gettext as _

from khet.records.office.models import Meeting
from khet.records.office.queries.minutes_content import number_of
from khet.rules.holidays import FixedHoliday
from khet.web.office.kinds import duty_name
from khet.web.parts.tags import words


def due_title(rule: str, title: str) -> str:
    """What is to be done: as its duty says, or as its rule is called."""
    return title or duty_name(rule)


def meeting_title(meeting: Meeting) -> str:
    """The body and number of a meeting, with what it is about where that is said."""
    named = {"body": meeting.body, "number": number_of(meeting)}
    told = _("%(body)s ครั้งที่ %(number)s") % named
    return f"{told} {meeting.title}".strip()


def holiday_name(holiday: FixedHoliday, day: date) -> str:
    """What a fixed holiday is called on its day, and on the day that is closed in its place."""
    name = words(holiday.name)
    return _("ชดเชย%(name)s") % {"name": name} if day == holiday.instead else name
