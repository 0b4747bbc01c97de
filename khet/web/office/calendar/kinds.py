"""The kinds of records of days on which the office is closed, and the words of their events."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from khet.rules.calendar import calendar_year
from khet.web.parts.kinds import Kind, Named, Ref, register
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer

ACTIONS = {
    "close-day": _("เพิ่มวันหยุดของสำนักงาน"),
    "open-day": _("เปิดทำการในวันหยุดประจำปี"),
    "remove-holiday": _("นำวันหยุดของสำนักงานออก"),
}


def _holidays(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Keys are ``area/day``; everybody of the area may know them."""
    found = {}
    for ref in refs:
        area, _slash, told = ref.key.partition("/")
        try:
            day = date.fromisoformat(told)
        except ValueError:
            continue
        if area == viewer.area.code:
            url = f"{reverse('office:holidays')}?year={calendar_year(day).be}"
            found[ref] = Named(be_date(day), url)
    return found


KINDS = {"office.holiday": Kind(_("วันหยุดของสำนักงาน"), _holidays)}
register(KINDS, ACTIONS, {})
