"""Doors of results that schools send."""

from datetime import date

from django.utils import timezone

from khet.records.learning.models import Collection, Sitting
from khet.records.registry.models import Unit, UnitKind
from tests.made_area import school_code
from tests.web.doors.score_imports import IMPORTS

SAMPLE = 3_000_001
SENDS = {"school-director", "teacher"}
OWN = f"school={school_code(0)}"
DOORS = {
    "/learning/collecting": IMPORTS,
    f"/learning/collecting/{SAMPLE}": IMPORTS,
    f"/learning/collecting/{SAMPLE}.xlsx": IMPORTS,
    "/learning/panels/awaited": IMPORTS,
    "/learning/panels/to-send": SENDS,
    "/learning/sending": SENDS,
}
FORMS = {
    "/learning/collecting/open": IMPORTS,
    f"/learning/collecting/{SAMPLE}/close": IMPORTS,
    f"/learning/collecting/{SAMPLE}/change": IMPORTS,
    f"/learning/collecting/{SAMPLE}/withdraw": IMPORTS,
    f"/learning/collecting/{SAMPLE}/take-in": IMPORTS,
    f"/learning/sending/{SAMPLE}": SENDS,
    f"/learning/sending/{SAMPLE}?{OWN}": SENDS,
    f"/learning/sending/{SAMPLE}?school={school_code(3)}": set(),
    f"/learning/sending/{SAMPLE}/type?{OWN}": SENDS,
    f"/learning/sending/{SAMPLE}/type?school={school_code(3)}": set(),
}


def open_sample() -> None:
    """A collection of an early year that was closed without a file."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    sitting = Sitting.objects.create(area=area, academic_year=2553, test="LAS", grade="P4")
    Collection.objects.create(
        pk=SAMPLE,
        sitting=sitting,
        due=date(2011, 3, 31),
        opened_by="ผู้ทดสอบ",
        closed_by="ผู้ทดสอบ",
        closed_at=timezone.now(),
    )
