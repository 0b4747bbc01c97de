"""Doors of registers as files."""

from khet.records.registry.models import Import, Unit, UnitKind, User
from tests.web.doors.who import WITH_ROLE

KEEPS = {"planner", "data-officer", "administrator"}
AT_SCHOOL = {"school-director", "teacher"}
SEES_AREA = WITH_ROLE - AT_SCHOOL - {"network-supervisor", "network-chair"}
SEES_PUPILS = AT_SCHOOL | {"supervisor", "network-supervisor", "data-officer"}
BRINGS_PUPILS = {"data-officer", "school-director"}
SAMPLE = "00000000-0000-4000-8000-000000000002"
DOORS = {
    f"/registry/imports/files/{SAMPLE}/report.xlsx": KEEPS,
    "/registry/imports/": SEES_AREA | SEES_PUPILS,
    "/registry/imports/pupils.xlsx": SEES_PUPILS,
    "/registry/imports/districts.xlsx": SEES_AREA,
    "/registry/imports/schools.csv": SEES_AREA,
}
FORMS = {
    f"/registry/imports/files/{SAMPLE}": KEEPS,
    "/registry/imports/areas": KEEPS,
    "/registry/imports/schools": KEEPS,
    "/registry/imports/enrolment": KEEPS,
    "/registry/imports/pupils": BRINGS_PUPILS,
}


def bring_sample() -> None:
    """A file for the register of schools that was brought and thrown away."""
    Import.objects.create(
        pk=SAMPLE,
        area=Unit.objects.get(kind=UnitKind.AREA),
        what="schools",
        name="โรงเรียน.csv",
        sha256="0" * 64,
        size=1,
        state=Import.State.DISCARDED,
        brought_by=User.objects.get(username="planner"),
    )
