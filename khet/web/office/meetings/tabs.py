"""What stands above every page of one meeting: its tabs."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.office.models import Meeting

FACTS, AGENDA, PEOPLE, MINUTES = "facts", "agenda", "people", "minutes"


class Tab(NamedTuple):
    """A tab: its label, its address (none yet: empty), and whether it is the page shown."""

    label: str
    url: str
    current: bool


def meeting_tabs(meeting: Meeting, current: str) -> list[Tab]:
    """The tabs of a meeting; ``current`` is one of this module's words.

    A page draws them with ``office/meetings/_tabs.html``, as ``tabs``.
    """
    pages = (
        (FACTS, _("ข้อมูล"), "office:meeting"),
        (AGENDA, _("ระเบียบวาระ"), "office:agenda"),
        (PEOPLE, _("ผู้เข้าประชุม"), "office:attendance"),
        (MINUTES, _("รายงานการประชุม"), "office:minutes"),
    )
    at, held = [meeting.pk], meeting.state == Meeting.State.HELD
    return [
        Tab(label, reverse(name, args=at) if held or key != MINUTES else "", key == current)
        for key, label, name in pages
    ]
