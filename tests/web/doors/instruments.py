"""Doors of instruments, of their drafts, and of what was answered."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from khet.records.office.models import AnswerSheet, Instrument, InstrumentVersion
from khet.records.registry.models import Unit, UnitKind
from khet.rules.instruments import Choice, Content, Item, ItemKind, Part, told_of
from tests.made_area import school_code
from tests.web.doors.who import WITH_ROLE

SAMPLE, DRAFT, SHEET = 3_100_001, 3_100_002, 3_100_001
DAY = date(2014, 8, 22)
MAKERS = {"director", "deputy", "supervisor", "network-supervisor"}
LOOKS = MAKERS | {"planner", "auditor", "network-chair"}
_HERE = "/office/instruments"
_SCHOOLS = WITH_ROLE
DOORS = {
    f"{_HERE}/": LOOKS,
    f"{_HERE}/?closed=1": LOOKS,
    f"{_HERE}/{SAMPLE}": LOOKS,
    f"{_HERE}/{SAMPLE}?version=1": LOOKS,
    f"{_HERE}/{SAMPLE}/answers": LOOKS,
    f"{_HERE}/{SAMPLE}/answers.xlsx": LOOKS,
    f"{_HERE}/answers/{SHEET}": LOOKS,
    f"{_HERE}/about/registry.school/{school_code(0)}": _SCHOOLS,
}
FORMS = {
    f"{_HERE}/add": MAKERS,
    f"{_HERE}/{SAMPLE}/change": MAKERS,
    f"{_HERE}/{SAMPLE}/try": MAKERS,
    f"{_HERE}/{SAMPLE}/answer?school={school_code(0)}": MAKERS,
    f"{_HERE}/{SAMPLE}/step/close": MAKERS,
    f"{_HERE}/{SAMPLE}/step/reopen": MAKERS,
    f"{_HERE}/{DRAFT}/step/release": MAKERS,
    f"{_HERE}/{DRAFT}/step/discard": MAKERS,
    f"{_HERE}/{DRAFT}/draft/parts/add": MAKERS,
    f"{_HERE}/{DRAFT}/draft/parts/rooms": MAKERS,
    f"{_HERE}/{DRAFT}/draft/parts/rooms/remove": MAKERS,
    f"{_HERE}/{DRAFT}/draft/parts/rooms/items/add?kind=one": MAKERS,
    f"{_HERE}/{DRAFT}/draft/items/clean": MAKERS,
    f"{_HERE}/{DRAFT}/draft/items/clean/remove": MAKERS,
}
POSTS = {f"{_HERE}/ready/readiness": MAKERS}
BY_KEY = (f"{_HERE}/{DRAFT}/draft",)
CONTENT = Content(
    (
        Part(
            "rooms",
            "ห้องเรียน",
            (
                Item(
                    "clean",
                    ItemKind.LEVEL,
                    "ห้องเรียนสะอาด",
                    required=True,
                    weight=Decimal(2),
                    may_skip=True,
                    levels=("รก", "พอเดินได้", "สะอาดบ้าง", "สะอาด", "สะอาดทุกห้อง"),
                ),
                Item("plan", ItemKind.YES_NO, "มีแผน", weight=Decimal(1)),
                Item("why", ItemKind.TEXT, "เพราะเหตุใด", required=True, relevant="${plan} = 'no'"),
            ),
        ),
        Part(
            "more",
            "อื่น ๆ",
            (
                Item("rooms_n", ItemKind.INTEGER, "จำนวนห้อง", constraint=". < 200"),
                Item("size", ItemKind.DECIMAL, "พื้นที่"),
                Item("day", ItemKind.DATE, "ซ่อมเมื่อ"),
                Item(
                    "where",
                    ItemKind.MANY,
                    "จุดที่ซ่อม",
                    choices=(Choice("roof", "หลังคา"), Choice("floor", "พื้น")),
                ),
                Item("each", ItemKind.CALCULATE, "ห้องต่อไร่", calculation="${rooms_n} div ${size}"),
                Item("pic", ItemKind.PHOTO, "ภาพ"),
                Item("thanks", ItemKind.NOTE, "ขอบคุณ"),
            ),
        ),
    )
)
"""One item of almost every kind."""


def bring_sample() -> None:
    """An instrument in use that was answered about the first school, and one that is a draft."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    at = timezone.make_aware(datetime(2014, 8, 22, 9))
    for pk, title, released in ((SAMPLE, "แบบทดสอบ", at), (DRAFT, "แบบร่าง", None)):
        Instrument.objects.create(pk=pk, area=area, unit=area, title=title)
        InstrumentVersion.objects.create(
            pk=pk,
            instrument_id=pk,
            number=1,
            content=told_of(CONTENT),
            made_by="ผู้ทดสอบ",
            released_at=released,
            released_by="ผู้ทดสอบ" if released else "",
        )
    AnswerSheet.objects.create(
        pk=SHEET,
        version_id=SAMPLE,
        unit=Unit.objects.get(kind=UnitKind.SCHOOL, code=school_code(0)),
        about_kind="office.instrument",
        about_key=f"{SAMPLE}/{school_code(0)}/{DAY.isoformat()}",
        day=DAY,
        values={"clean": 4, "plan": True},
        got=Decimal("2.6"),
        possible=3,
        filled_at=at,
        filled_by="ผู้ทดสอบ",
    )
