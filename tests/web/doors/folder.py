"""Doors of the folder, of steps of letters, and of powers that were given."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from khet.records.office.models import Delegation, Letter, LetterStep, Number, Series
from khet.records.registry.models import Unit, UnitKind, User
from tests.web.doors.who import WITH_ROLE

(PROPOSED, TO_SIGN, DRAFT, SIGNED, ORDERED, FILED) = (7_000_001 + k for k in range(6))
GIVEN, OVER = 7_000_001, 7_000_002
DAY = date(2014, 8, 22)
OFFICE = WITH_ROLE - {"network-supervisor", "network-chair", "school-director", "teacher"}
LEADS = {"director", "clerk"}
_HERE, _LETTERS, _POWERS = "/office/folder", "/office/folder/letters", "/office/delegations"
DOORS = {
    f"{_HERE}/": OFFICE,
    f"{_HERE}/?kind=letters": OFFICE,
    f"{_HERE}/panel": OFFICE,
    f"{_LETTERS}/{PROPOSED}/steps": OFFICE,
    f"{_LETTERS}/{ORDERED}/steps": OFFICE,
    f"{_POWERS}/": OFFICE,
    f"{_POWERS}/?over=yes": OFFICE,
}
FORMS = {
    f"{_HERE}/act?one=letters:{PROPOSED}": OFFICE,
    f"{_LETTERS}/{DRAFT}/step/propose": LEADS,
    f"{_LETTERS}/{PROPOSED}/step/endorse": {"director"},
    f"{_LETTERS}/{PROPOSED}/step/order": {"director"},
    f"{_LETTERS}/{PROPOSED}/step/return": LEADS,
    f"{_LETTERS}/{PROPOSED}/step/cancel": LEADS,
    f"{_LETTERS}/{TO_SIGN}/step/sign": {"director"},
    f"{_LETTERS}/{SIGNED}/step/send": {"clerk"},
    f"{_LETTERS}/{ORDERED}/step/file": {"clerk"},
    f"{_LETTERS}/{FILED}/step/reopen": LEADS,
    f"{_POWERS}/give": {"director"},
    f"{_POWERS}/{GIVEN}/end": {"director"},
    f"{_POWERS}/{GIVEN}/take-back": {"director"},
}


def bring_sample() -> None:
    """A letter in each state, and two powers of which one is over."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    director, clerk = (User.objects.get(username=name) for name in ("director", "clerk"))
    at = timezone.make_aware(datetime(2014, 8, 22, 9))
    series = Series.objects.create(area=area, kind="sample", year=2557, last=6)
    for k, (pk, book, state) in enumerate(
        (
            (PROPOSED, "received", "proposed"),
            (TO_SIGN, "sent", "proposed"),
            (DRAFT, "sent", "draft"),
            (SIGNED, "sent", "signed"),
            (ORDERED, "received", "ordered"),
            (FILED, "received", "filed"),
        )
    ):
        numbered = book == "received" or state == "signed"
        number = Number(series=series, number=k + 1, state="used", taken_at=at, taken_by="ท")
        if numbered:
            number.save()
        Letter.objects.create(
            pk=pk,
            area=area,
            unit=area,
            owner=clerk,
            book=book,
            state=state,
            number=number if numbered else None,
            ref=f"ทส 1/{k}" if numbered else "",
            ref_key=f"ทส1/{k}" if numbered else "",
            day=DAY,
            sender="หน่วยงานตัวอย่าง",
            subject=f"เรื่องตัวอย่าง {k}",
            text="ด้วยหน่วยงานตัวอย่างขอให้ดำเนินการ",
            desk=director if state == "proposed" else None,
        )
        LetterStep.objects.create(letter_id=pk, step="propose", by=clerk, at=at)
    today = timezone.localdate()
    for pk, since, until in (
        (GIVEN, today - timedelta(30), today + timedelta(30)),
        (OVER, DAY, DAY + timedelta(30)),
    ):
        Delegation.objects.create(
            pk=pk,
            area=area,
            power="rooms",
            giver=director,
            post="ผู้อำนวยการ",
            to=User.objects.get(username="planner"),
            since=since,
            until=until,
            under="คำสั่งตัวอย่าง",
            given_by="ท",
        )
