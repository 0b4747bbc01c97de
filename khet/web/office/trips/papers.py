"""The papers of a trip, as PDF to print and as DOCX to edit."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from khet.documents.trip_papers import Goer, TripTold, Written, memo, report
from khet.records.office.models import Letter, Trip
from khet.rules.calendar import thai_date
from khet.web.office.trips.asked import TripDesk, desk_of, office_desk, trip_of
from khet.web.parts.private import paper_of

_DECIDED = {Trip.State.REFUSED: "ไม่อนุมัติ"}


@require_safe
def memo_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The memo that asks for a trip; digits are Thai unless ``digits=arabic``."""
    desk = office_desk(request)
    trip = trip_of(desk, pk)
    paper = memo(_told(desk, trip), thai=request.GET.get("digits") != "arabic")
    return paper_of(paper, kind, timezone.localdate(trip.asked_at), f"trip-{trip.pk}")


@require_safe
def report_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The report of a trip, once somebody wrote one.

    Raises:
        Http404: nobody has.
    """
    desk = desk_of(request)
    trip = trip_of(desk, pk)
    written = [
        Written(str(one.user), one.essence, one.put_to_use, timezone.localdate(one.reported_at))
        for one in trip.travellers.all()
        if one.reported_at
    ]
    if not written:
        raise Http404
    paper = report(_told(desk, trip), written, thai=request.GET.get("digits") != "arabic")
    return paper_of(paper, kind, trip.ends, f"trip-report-{trip.pk}")


def _told(desk: TripDesk, trip: Trip) -> TripTold:
    return TripTold(
        office=str(trip.area.name),
        unit=str(trip.unit) if trip.unit_id != trip.area_id else "",
        title=trip.title,
        place=trip.place,
        starts=trip.starts,
        ends=trip.ends,
        people=[Goer(str(one.user), one.user.position) for one in trip.travellers.all()],
        purpose=trip.purpose,
        letter=_letter(desk.letter(trip)),
        travels_by=trip.travels_by,
        costs=trip.costs,
        asked_by=str(trip.asked_by),
        asked_on=timezone.localdate(trip.asked_at),
        decided=_decided(trip),
    )


def _letter(letter: Letter | None) -> str:
    if letter is None:
        return ""
    day = f" ลงวันที่ {thai_date(letter.day)}" if letter.day else ""
    return f"หนังสือที่ {letter.ref}{day} เรื่อง {letter.subject}"


def _decided(trip: Trip) -> list[str]:
    if trip.decided_by is None or trip.decided_at is None:
        return []
    word = _DECIDED.get(Trip.State(trip.state), "อนุมัติ")
    instead = [f"ปฏิบัติราชการแทน {trip.decided_for}"] if trip.decided_for else []
    day = thai_date(timezone.localdate(trip.decided_at))
    said = f"{word} {trip.reason}".strip() if trip.state == Trip.State.REFUSED else word
    return [said, f"({trip.decided_by})", *instead, day]
