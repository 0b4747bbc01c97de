"""Doors of trips: one in each state, of the supervisor with the clerk."""

from datetime import date, datetime

from django.utils import timezone

from khet.records.office.models import AttachedFile, Traveller, Trip
from khet.records.registry.models import Unit, UnitKind, User
from tests.papers import stored_text
from tests.web.doors.who import WITH_ROLE

ASKED, APPROVED, REPORTED, CIRCULATED = (7_300_001 + k for k in range(4))
FILE = 7_300_001
STARTS, ENDS = date(2014, 8, 20), date(2014, 8, 22)
OFFICE = WITH_ROLE - {"network-supervisor", "network-chair", "school-director", "teacher"}
DECIDES = {"director", "deputy"}
CONCERNED = {*DECIDES, "supervisor", "clerk"}
_HERE = "/office/trips"
DOORS = {
    f"{_HERE}/": OFFICE,
    f"{_HERE}/?q=ตัวอย่าง&phase=late&year=2557&unit=area:9302&who=ผู้ทดสอบ": OFFICE,
    f"{_HERE}/trips.xlsx": OFFICE,
    f"{_HERE}/essences?q=สาระ&year=2557": WITH_ROLE,
    f"{_HERE}/{ASKED}": OFFICE,
    f"{_HERE}/{APPROVED}": OFFICE,
    f"{_HERE}/{CIRCULATED}": WITH_ROLE,
    f"{_HERE}/{ASKED}/memo.pdf": OFFICE,
    f"{_HERE}/{APPROVED}/memo.docx?digits=arabic": OFFICE,
    f"{_HERE}/{REPORTED}/report.pdf": OFFICE,
    f"{_HERE}/{CIRCULATED}/report.docx": WITH_ROLE,
}
FORMS = {
    f"{_HERE}/ask": OFFICE,
    f"{_HERE}/{ASKED}/change": {"supervisor"},
    f"{_HERE}/{ASKED}/step/approve": DECIDES,
    f"{_HERE}/{ASKED}/step/refuse": DECIDES,
    f"{_HERE}/{APPROVED}/step/move-end": DECIDES,
    f"{_HERE}/{APPROVED}/step/cancel": DECIDES,
    f"{_HERE}/{APPROVED}/report": {"supervisor"},
    f"{_HERE}/{REPORTED}/step/circulate": CONCERNED,
}
POSTS = {f"{_HERE}/{REPORTED}/files/{FILE}/off": {"supervisor"}}


def bring_sample() -> None:
    """A trip in each state."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    leads, other = (User.objects.get(username=name) for name in ("supervisor", "clerk"))
    at = timezone.make_aware(datetime(2014, 8, 1, 9))
    states = {ASKED: "asked", APPROVED: "approved", REPORTED: "reported", CIRCULATED: "circulated"}
    for pk, state in states.items():
        trip = Trip.objects.create(
            pk=pk,
            area=area,
            unit=area,
            title=f"สัมมนาตัวอย่าง {pk}",
            place="ห้องสมมติ",
            starts=STARTS,
            ends=ENDS,
            first_ends=ENDS,
            state=state,
            asked_by=leads,
            asked_at=at,
            circulated_at=at if state == "circulated" else None,
        )
        told = {"essence": "สาระตัวอย่าง", "reported_at": at} if pk >= REPORTED else {}
        Traveller.objects.create(pk=pk, trip=trip, user=leads, leads=True, **told)
        Traveller.objects.create(pk=pk + 10, trip=trip, user=other)
    AttachedFile.objects.create(
        pk=FILE,
        about_kind="office.trip",
        about_key=str(REPORTED),
        part=f"report-{REPORTED}",
        **stored_text("หลักฐาน.txt"),
        attached_at=at,
        attached_by="ผู้ทดสอบ",
    )
