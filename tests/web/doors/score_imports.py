"""Doors of score imports and of the versions of a sitting."""

from khet.jobs.uploads import report_path
from khet.records.registry.models import Import, Unit, UnitKind, User

SAMPLE = "00000000-0000-4000-8000-000000000001"
SITTING = "year=2556&test=O-NET&grade=P6"
IMPORTS = {"supervisor"}
FOLLOWS = {"supervisor", "director", "deputy"}
DOORS = {
    f"/learning/imports/{SAMPLE}/progress": IMPORTS,
    f"/learning/imports/{SAMPLE}/report.xlsx": IMPORTS,
    "/learning/sittings": FOLLOWS,
    f"/learning/sittings/versions?{SITTING}": FOLLOWS,
    f"/learning/sittings/differences?{SITTING}&before=1&after=1": FOLLOWS,
    f"/learning/sittings/source?{SITTING}&version=1": IMPORTS,
}
FORMS = {
    "/learning/imports": IMPORTS,
    f"/learning/imports/{SAMPLE}": IMPORTS,
    f"/learning/sittings/move?{SITTING}&version=1&to=checked": FOLLOWS,
    f"/learning/sittings/withdraw?{SITTING}&version=1": FOLLOWS,
    f"/learning/sittings/return?{SITTING}&version=1": IMPORTS,
}


def bring_sample() -> None:
    """A file that was brought and thrown away, with the workbook that no one fetched."""
    held = Import.objects.create(
        pk=SAMPLE,
        area=Unit.objects.get(kind=UnitKind.AREA),
        what="scores",
        name="คะแนน.csv",
        sha256="0" * 64,
        size=1,
        state=Import.State.DISCARDED,
        brought_by=User.objects.get(username="supervisor"),
    )
    report_path(held).parent.mkdir(parents=True)
    report_path(held).write_bytes(b"PK")
