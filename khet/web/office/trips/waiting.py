"""Trips that wait to be approved, as the folder shows them and approves several at once."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from khet.records.office.actions.trips import TripMovedError
from khet.records.office.queries.trips import AskedTrip, asked_trips
from khet.rules.powers import TRIPS
from khet.rules.trips import APPROVE
from khet.web.office.trips.asked import TripDesk
from khet.web.office.trips.steps import decide_together
from khet.web.office.trips.words import fault_told, trip_name, trip_url, with_others
from khet.web.parts.folder import RefusedError, Source, Waiting
from khet.web.parts.viewer import Viewer


def _asked(desk: TripDesk) -> list[AskedTrip]:
    """The trips on which the reader decides, the first asked first."""
    if not desk.at_office or desk.decides is None:
        return []
    found = asked_trips(desk.viewer.office_sight, desk.viewer.today)
    return [one for one in found if desk.decides_on_one(one.trip, one.goes)]


def waiting_trips(viewer: Viewer) -> list[Waiting]:
    """The trips that the viewer is to approve."""
    return [
        Waiting(
            key=str(one.trip.pk),
            title=_("ไปราชการ: %(trip)s") % {"trip": trip_name(one.trip)},
            url=trip_url(one.trip),
            about=f"{with_others(one.leader, one.people)} · {one.trip.unit}",
            since=one.trip.asked_at,
            act=_("อนุมัติ"),
            summary="\n".join(filter(None, [one.trip.place, one.trip.purpose, one.trip.costs])),
        )
        for one in _asked(TripDesk(viewer))
    ]


def approve_trips(viewer: Viewer, keys: Sequence[str], said: str) -> None:
    """Approve trips, with the same words for all.

    Raises:
        RefusedError: one can't be approved; tells which and why.
    """
    desk = TripDesk(viewer)
    here = {str(one.trip.pk): one.trip for one in _asked(desk)}
    for key in keys:
        if key not in here:
            raise RefusedError(_("การไปราชการรายการหนึ่งไม่รออนุมัติแล้ว: กลับไปดูแฟ้มเสนอ"))
        try:
            decide_together(desk, here[key], APPROVE, said[:300])
        except TripMovedError as fault:
            raise RefusedError(f"{trip_name(here[key])}: {fault_told(fault)}") from fault


TRIPS_SOURCE = Source("trips", gettext_noop("ไปราชการ"), waiting_trips, approve_trips, (TRIPS,))
