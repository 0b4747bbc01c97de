"""Doors of means by strand, standard and indicator."""

from decimal import Decimal

from khet.records.learning.actions import StandardEntry, keep_standard_means
from khet.records.registry.models import Unit, UnitKind
from tests.made_area import school_code
from tests.web.doors.score_imports import IMPORTS
from tests.web.doors.who import SEES_EVERY_SCHOOL, SEES_SCHOOLS, WITH_ROLE

STANDARDS = "/learning/standards?year=2556&test=O-NET&grade=P6&subject=mathematics"
DOORS = {
    "/learning/standards": WITH_ROLE,
    f"{STANDARDS}&school={school_code(0)}": SEES_SCHOOLS,
    f"{STANDARDS}&school={school_code(3)}": SEES_EVERY_SCHOOL,
    STANDARDS.replace("standards", "standards.xlsx"): SEES_SCHOOLS,
    "/registry/imports/standards.xlsx": IMPORTS,
}
FORMS = {
    STANDARDS.replace("standards", "standards/withdraw"): IMPORTS,
    "/registry/imports/standards": IMPORTS,
}
MEANS = (
    ("strand", "ค 1", "60.00"),
    ("standard", "ค 1.1", "49.99"),
    ("standard", "ค 1.2", "50.00"),
    ("indicator", "ค 1.1 ป.6/1", "30.00"),
    ("indicator", "ค 1.1 ป.6/2", "70.00"),
    ("strand", "ค 2", "40.00"),
)


def tell_sample() -> None:
    """Means of mathematics of the area and of two schools, the second of very few pupils."""
    told = [
        StandardEntry(
            *(2556, "O-NET", "P6", "", "mathematics", level, code, Decimal(mean) + more),
            "สรุปผลสอบตัวอย่าง หน้า 9",
            school,
            f"ชื่อของ {code}",
            n,
        )
        for school, more, n in (("", 0, 80), (school_code(0), -10, 20), (school_code(3), 5, 4))
        for level, code, mean in MEANS
    ]
    area = Unit.objects.get(kind=UnitKind.AREA)
    keep_standard_means(by="ผู้ทดสอบ", area=area, entries=told)
