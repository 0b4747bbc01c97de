"""Doors of requests of services: of a teacher, in the states in which something is done."""

from datetime import datetime

from django.utils import timezone

from khet.records.office.models import AttachedFile, ServiceRequest
from khet.records.registry.models import Unit, UnitKind, User
from tests.papers import stored_text
from tests.web.doors.who import WITH_ROLE

ASKED, CHECKED, ALLOWED, RETURNED = (7_400_001 + k for k in range(4))
FILE = 7_400_001
CHECKS = {"director", "deputy", "clerk"}
ALLOWS = {"director", "deputy"}
SEES = CHECKS | {"teacher"}
CLAIM = {
    "kind": "ค่ารักษาพยาบาล",
    "amount": "1250.50",
    "for_whom": "ตนเอง",
    "receipts": "1 ฉบับ",
    "paid_on": "2014-08-01",
}
_HERE = "/office/requests"
DOORS = {
    f"{_HERE}/": WITH_ROLE,
    f"{_HERE}/panel": WITH_ROLE,
    f"{_HERE}/?list=check": CHECKS,
    f"{_HERE}/?list=decide": ALLOWS,
    f"{_HERE}/{ASKED}": SEES,
    f"{_HERE}/{CHECKED}": SEES,
    f"{_HERE}/{CHECKED}/request.pdf": SEES,
    f"{_HERE}/{CHECKED}/request.docx?digits=arabic": SEES,
}
FORMS = {
    f"{_HERE}/ask/id-card": WITH_ROLE,
    f"{_HERE}/ask/welfare": WITH_ROLE,
    f"{_HERE}/ask/car": WITH_ROLE,
    f"{_HERE}/{RETURNED}/change": {"teacher"},
    f"{_HERE}/{ASKED}/step/check": CHECKS,
    f"{_HERE}/{ASKED}/step/return": CHECKS,
    f"{_HERE}/{ASKED}/step/cancel": {"teacher"},
    f"{_HERE}/{CHECKED}/step/allow": ALLOWS,
    f"{_HERE}/{CHECKED}/step/refuse": ALLOWS,
    f"{_HERE}/{ALLOWED}/step/close": SEES,
}
POSTS = {f"{_HERE}/{RETURNED}/files/{FILE}/off": {"teacher"}}


def bring_sample() -> None:
    """A claim in each of the states, and a file of the one that was given back."""
    area, school = Unit.objects.get(kind=UnitKind.AREA), Unit.objects.filter(kind="school")
    teacher = User.objects.get(username="teacher")
    at = timezone.make_aware(datetime(2014, 8, 5, 9))
    states = {ASKED: "asked", CHECKED: "checked", ALLOWED: "allowed", RETURNED: "returned"}
    for pk, state in states.items():
        ServiceRequest.objects.create(
            pk=pk,
            area=area,
            unit=school.order_by("code")[0],
            service="welfare",
            details=CLAIM,
            state=state,
            asked_by=teacher,
            asked_at=at,
            checked_at=at,
        )
    AttachedFile.objects.create(
        pk=FILE,
        about_kind="office.request",
        about_key=str(RETURNED),
        **stored_text("หลักฐาน.txt"),
        attached_at=at,
        attached_by="ผู้ทดสอบ",
    )
