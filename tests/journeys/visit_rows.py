"""Visits before a browser begins: one that found something, one to be made, and many more."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import connections
from django.utils import timezone
from PIL import Image

from khet.records.learning.actions.visit_plan import PlanEntry, plan_visits
from khet.records.learning.actions.visit_records import FindingEntry, VisitRecord, record_visit
from khet.records.learning.actions.visit_steps import tell_school
from khet.records.learning.models import Visit
from khet.records.office.models import Instrument, InstrumentVersion
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.instruments import Choice, Content, Item, ItemKind, Part, told_of
from khet.rules.months import month_of
from tests.made_area import school_code

BY = "ทดสอบ"
FINDING, TOPIC = "จัดทำทะเบียนหนังสือ", "ห้องสมุด"
INSTRUMENT = "แบบสังเกตอาคาร"
T = TypeVar("T")


@dataclass(frozen=True)
class Known:
    """The visits by their numbers: one to be made, many, and one for each further story."""

    visit: UUID
    many: tuple[UUID, ...]
    last: tuple[UUID, ...]


def prepare(many: int = 50, last: int = 8) -> Known:
    """A finding of an earlier visit to the first school is open; its next visit is planned."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    lead, deputy = (User.objects.get(username=name) for name in ("supervisor", "deputy"))
    here, other = school(0), school(1)
    today, at = timezone.localdate(), timezone.now()
    entries = [
        PlanEntry(one, who, month_of(today), Visit.Kind.POLICY, [TOPIC], today)
        for one, who in (
            (here, lead),
            (here, lead),
            *[(other, deputy)] * many,
            *[(other, lead)] * last,
        )
    ]
    made = plan_visits(by=BY, area=area, entries=entries, draft=False)
    found = FindingEntry(uuid4(), "ไม่มีทะเบียน", FINDING, today + timedelta(30))
    record = VisitRecord(today - timedelta(20), [TOPIC], advice="ควรทำทะเบียน", findings=[found])
    record_visit(by=BY, visit=made[0], record=record, base=0, at=at)
    tell_school(by=BY, visit=made[0], today=today, at=at)
    made[1].instruments.add(_instrument(area))
    numbers = tuple(visit.uuid for visit in made[2:])
    return Known(made[1].uuid, numbers[:many], numbers[many:])


def school(number: int) -> Unit:
    """A school of the made area."""
    return Unit.objects.get(code=school_code(number))


def record_meanwhile(number: UUID, advice: str) -> None:
    """Somebody else writes the visit down."""
    record = VisitRecord(timezone.localdate(), [TOPIC], advice=advice)
    visit = Visit.objects.get(uuid=number)
    record_visit(by=BY, visit=visit, record=record, base=0, at=timezone.now())


def _instrument(area: Unit) -> Instrument:
    books = Item(
        "books",
        ItemKind.INTEGER,
        "จำนวนหนังสือ",
        required=True,
        relevant="${library} = 'yes'",
        constraint=". <= 1000",
        message="ไม่เกิน 1000 เล่ม",
    )
    items = (
        Item(
            "clean",
            ItemKind.LEVEL,
            "ห้องเรียนสะอาด",
            required=True,
            weight=Decimal(1),
            may_skip=True,
        ),
        Item("library", ItemKind.YES_NO, "มีห้องสมุด", required=True),
        books,
        Item("lacks", ItemKind.MANY, "สิ่งที่ขาด", choices=(Choice("roof", "หลังคา"),)),
        Item("roof", ItemKind.TEXT, "หลังคาเป็นอย่างไร", relevant="selected(${lacks}, 'roof')"),
    )
    made = Instrument.objects.create(area=area, unit=area, title=INSTRUMENT)
    InstrumentVersion.objects.create(
        instrument=made,
        number=1,
        content=told_of(Content((Part("rooms", "อาคาร", items),))),
        made_by=BY,
        released_at=timezone.now(),
        released_by=BY,
    )
    return made


def asked_of_records(blocker: Any, ask: Callable[[], T]) -> T:
    """Ask the database while a browser runs, whose loop would hide it from this thread."""

    def alone() -> T:
        with blocker.unblock():
            try:
                return ask()
            finally:
                connections.close_all()

    with ThreadPoolExecutor(1) as other:
        return other.submit(alone).result()


def picture(folder: Path, number: int, size: tuple[int, int] = (2400, 1200)) -> Path:
    """A photo of a plain colour, as a file."""
    path, out = folder / f"ภาพ{number}.jpg", BytesIO()
    Image.new("RGB", size, (number * 37 % 256, 120, 90)).save(out, "JPEG")
    path.write_bytes(out.getvalue())
    return path
