"""Doors of circulars: one to be sent, one sent that asks for words, one that asks for a form."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from khet.records.office.models import (
    Circular,
    Instrument,
    InstrumentVersion,
    Letter,
    Number,
    Receipt,
    Series,
)
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.instruments import Content, Item, ItemKind, Part, told_of
from tests.made_area import school_code
from tests.web.doors.letters import DRAFTS, OFFICE
from tests.web.doors.who import WITH_ROLE

SIGNED, SENT, FORM, CLOSED = (7_500_001 + k for k in range(4))
OF_SCHOOL, OF_PERSON, OF_FORM, OF_OTHER = (7_500_001 + k for k in range(4))
YEAR, DAY, DUE = 2556, date(2013, 8, 22), date(2038, 1, 15)
AT = timezone.make_aware(datetime(2013, 8, 22, 9))
OWN = {"school-director", "teacher"}
_HERE, _SENT = "/office/circulars", "/office/circulars/sent"
DOORS = {
    f"{_HERE}/": WITH_ROLE,
    **{f"{_HERE}/?tab={tab}&q=ตัวอย่าง": WITH_ROLE for tab in ("unread", "owed", "all")},
    f"{_HERE}/panels/inbox": WITH_ROLE,
    f"{_HERE}/panels/unread": OFFICE,
    f"{_HERE}/receipts/{OF_SCHOOL}": OFFICE | OWN,
    f"{_HERE}/receipts/{OF_PERSON}": OFFICE,
    f"{_HERE}/receipts/{OF_OTHER}": OFFICE,
    f"{_HERE}/receipts/{OF_SCHOOL}/receipt.pdf": OFFICE | OWN,
    f"{_HERE}/receipts/{OF_SCHOOL}/receipt.docx?digits=arabic": OFFICE | OWN,
    f"{_SENT}/?q=ตัวอย่าง": OFFICE,
    f"{_SENT}/{SIGNED}": OFFICE,
    f"{_SENT}/{SENT}?show=owing&network=N1": OFFICE,
    f"{_SENT}/{SENT}/panel": OFFICE | OWN,
    f"{_SENT}/{SENT}/receivers.xlsx?show=all": OFFICE,
    f"{_SENT}/{SENT}/answers": OFFICE,
    f"{_SENT}/{FORM}/answers.xlsx": OFFICE,
    f"/office/letters/{SENT}/letter.pdf": OFFICE | OWN,
}
FORMS = {
    f"{_HERE}/receipts/{OF_SCHOOL}/answer": {"school-director"},
    f"{_HERE}/receipts/{OF_FORM}/form": {"school-director"},
    f"{_HERE}/receipts/{OF_OTHER}/return": DRAFTS,
    f"{_SENT}/{SIGNED}/prepare": DRAFTS,
    f"{_SENT}/{SIGNED}/send": DRAFTS,
    f"{_SENT}/{SENT}/step/extend": DRAFTS,
    f"{_SENT}/{SENT}/step/close": DRAFTS,
    f"{_SENT}/{CLOSED}/step/reopen": DRAFTS,
}
POSTS = {
    f"{_HERE}/receipts/{OF_SCHOOL}/read": {"school-director"},
    f"{_HERE}/receipts/{OF_PERSON}/read": {"planner"},
    f"{_SENT}/{SIGNED}/prepare/count": DRAFTS,
    f"{_SENT}/{SENT}/remind": DRAFTS,
}


def bring_sample() -> None:
    """Letters signed, sent and closed, with receipts of the cast's school, another, a person."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    clerk, planner = (User.objects.get(username=name) for name in ("clerk", "planner"))
    own, other = (Unit.objects.get(code=school_code(place)) for place in (0, 1))
    series = Series.objects.create(area=area, kind="sent", year=YEAR, last=4)
    taken = {"series": series, "state": "used", "taken_at": AT, "taken_by": "ท"}
    asks = {SIGNED: "read", SENT: "text", FORM: "form", CLOSED: "text"}
    made = {}
    for place, (pk, what) in enumerate(asks.items(), 1):
        letter = Letter.objects.create(
            pk=pk, area=area, unit=area, owner=clerk, book="circular",
            number=Number.objects.create(number=place, **taken), ref=f"ศธ 04999/ว{place}",
            day=DAY, subject=f"หนังสือเวียนตัวอย่าง {place}", text="ด้วยงานนี้", signer="ผู้ลงนาม",
            state="signed" if pk == SIGNED else "sent", signed_at=AT, registered_at=AT,
        )  # fmt: skip
        sent = None if pk == SIGNED else AT
        made[pk] = Circular.objects.create(
            pk=pk, letter=letter, audience=["schools"], asks=what, sent_at=sent,
            due=None if what == "read" else DUE, closed_at=AT if pk == CLOSED else None,
            instrument=_version(area) if pk == FORM else None,
        )  # fmt: skip
    answered = {"answer": "มีครบ", "answered_at": AT, "answered_by": "ผอ.", "read_by": "ผอ."}
    for pk, circular, more in (
        (OF_SCHOOL, SENT, {"unit": own}),
        (OF_PERSON, SENT, {"user": planner}),
        (OF_FORM, FORM, {"unit": own}),
        (OF_OTHER, SENT, {"unit": other, "state": "answered", "read_at": AT, **answered}),
    ):
        Receipt.objects.create(pk=pk, circular=made[circular], sent_at=AT, **more)


def _version(area: Unit) -> InstrumentVersion:
    item = Item("clean", ItemKind.LEVEL, "ห้องเรียนสะอาด", weight=Decimal(8), required=True)
    content = told_of(Content((Part("rooms", "ห้องเรียน", (item,)),)))
    made = Instrument.objects.create(area=area, unit=area, title="แบบของหนังสือเวียน")
    return InstrumentVersion.objects.create(
        instrument=made, number=1, content=content, made_by="ท",
        released_at=AT, released_by="ท",
    )  # fmt: skip
