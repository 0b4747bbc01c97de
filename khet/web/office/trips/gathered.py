"""What trips add to the calendar and to the hand-over book."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from khet.records.office.queries.trips import in_days, trips_seen
from khet.rules.deadlines import TRIP_REPORT, days_late
from khet.web.office.trips.words import people_told, trip_url
from khet.web.parts.agenda import MINE, UNITS, Happening
from khet.web.parts.gathered import About, Section
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer


def happenings(viewer: Viewer, whose: str, first: date, last: date) -> Iterable[Happening]:
    """The trips of a calendar's days on their first day: the own, of the units, or all."""
    if viewer.user is None or not viewer.office_sight.office:
        return []
    found = trips_seen(viewer.office_sight).filter(in_days(first, last))
    if whose == MINE:
        found = found.filter(travellers__user=viewer.user)
    elif whose == UNITS:
        found = found.filter(unit__in=viewer.office_sight.units)
    return [
        Happening(
            max(trip.starts, first),
            _("ไปราชการ"),
            f"{trip.title} ({people_told(trip)})",
            trip_url(trip),
            trip.ends < viewer.today,
        )
        for trip in found.order_by("starts", "pk")
    ]


def unreported(_viewer: Viewer, about: About) -> Section | None:
    """The reports of trips that the person of a hand-over still owes."""
    if about.person is None:
        return None
    owed = (one for one in about.owed if one.rule == TRIP_REPORT.code)
    found = [one for one in owed if one.person_id == about.person.pk]
    rows = [
        (
            one.title,
            be_date(one.opened),
            be_date(one.due),
            str(days_late(one.due, about.day) or "–"),
        )
        for one in found
    ]
    heads = (_("เรื่อง"), _("วันกลับ"), _("ครบกำหนดรายงาน"), _("เกินกำหนด (วัน)"))
    told = _("%(n)s เรื่อง") % {"n": len(rows)} if rows else _("ไม่มี")
    return Section(_("การไปราชการที่ยังไม่รายงาน"), told, heads if rows else (), rows)
