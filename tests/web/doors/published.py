"""Doors of what others told of sittings."""

from decimal import Decimal

from khet.records.learning.models import Published, Sitting
from khet.records.registry.actions.audit import record_event
from khet.records.registry.models import Unit, UnitKind
from tests.web.doors.score_imports import IMPORTS
from tests.web.doors.who import SEES_EVERY_SCHOOL

SAMPLE = 1_000_001
SITTING = "year=2555&test=O-NET&grade=P6"
READS = SEES_EVERY_SCHOOL | {"network-supervisor"}
DOORS = {
    "/learning/published": READS,
    f"/learning/published?{SITTING}": READS,
    "/registry/imports/published.xlsx": IMPORTS,
    "/registry/imports/published.csv": IMPORTS,
}
FORMS = {
    f"/learning/published/add?{SITTING}": IMPORTS,
    f"/learning/published/{SAMPLE}/withdraw": IMPORTS,
    "/registry/imports/published": IMPORTS,
}


def tell_sample() -> None:
    """The mean of a subject that somebody told of the year before."""
    sitting = Sitting.objects.get(academic_year=2555, test="O-NET", grade="P6")
    assert sitting.area == Unit.objects.get(kind=UnitKind.AREA)
    Published.objects.create(
        pk=SAMPLE,
        sitting=sitting,
        what="obec-mean",
        subject="arts",
        value=Decimal("52.27"),
        source="รายงานผลสอบ หน้า 3",
        told_by="ผู้ทดสอบ",
    )
    record_event(
        by="ผู้ทดสอบ", action="publish-value", kind="learning.published", key=str(sitting.pk)
    )
