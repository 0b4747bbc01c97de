"""Doors of achievement and colours."""

from khet.records.registry.models import Pupil, Unit
from tests.made_area import school_code
from tests.web.doors.who import OF_NETWORK, SEES_EVERY_SCHOOL, SEES_FEW, SEES_SCHOOLS, WITH_ROLE

SITTING = "test=O-NET&grade=P6&year=2556"
PERCENT = f"/learning/figure/percent-below?{SITTING}"
ANNOUNCES = {"director", "deputy", "supervisor"}
SAMPLE_PUPIL = 2_000_001
SEES_NAMES = {"supervisor", "network-supervisor", "school-director", "teacher"}
"""They see a school of few pupils too; the first school has two."""
DOORS = {
    f"/learning/overview?{SITTING}": WITH_ROLE,
    f"/learning/colours?{SITTING}": WITH_ROLE,
    f"/learning/colours.xlsx?{SITTING}": SEES_SCHOOLS,
    "/learning/panels/colours": WITH_ROLE,
    "/learning/panels/schools": SEES_SCHOOLS,
    "/learning/panels/own-school": SEES_SCHOOLS,
    f"/learning/scan?{SITTING}": WITH_ROLE,
    f"/learning/scan.xlsx?{SITTING}": SEES_SCHOOLS,
    f"/learning/scan/{school_code(0)}?{SITTING}": SEES_SCHOOLS,
    f"/learning/scan/{school_code(3)}?{SITTING}": SEES_EVERY_SCHOOL,
    f"/learning/scan/{school_code(0)}.xlsx?{SITTING}": SEES_NAMES,
    f"/learning/scan/{school_code(3)}.xlsx?{SITTING}": {"supervisor"},
    f"/learning/pupils/{SAMPLE_PUPIL}": SEES_NAMES,
    PERCENT: WITH_ROLE,
    f"{PERCENT}&school={school_code(0)}": SEES_NAMES,
    f"{PERCENT}&school={school_code(3)}": SEES_EVERY_SCHOOL,
    f"{PERCENT}&network=N1": WITH_ROLE,
    f"{PERCENT}&district=D2": WITH_ROLE,
    f"{PERCENT}&network=N1&grade=M3": SEES_EVERY_SCHOOL | OF_NETWORK,
    f"/learning/schools/{school_code(0)}?{SITTING}": SEES_SCHOOLS,
    f"/learning/schools/{school_code(3)}?{SITTING}": SEES_EVERY_SCHOOL,
    f"/learning/networks/N1?{SITTING}": WITH_ROLE,
    f"/learning/networks/N1?{SITTING}&grade=M3": SEES_EVERY_SCHOOL | OF_NETWORK,
    f"/learning/districts/D2?{SITTING}": WITH_ROLE,
    f"/learning/subjects/thai?{SITTING}": WITH_ROLE,
    f"/learning/subjects/thai.xlsx?{SITTING}": SEES_SCHOOLS,
    "/learning/panels/pupils": SEES_NAMES | {"data-officer"},
    f"/learning/panels/school?school={school_code(0)}&year=2556": SEES_SCHOOLS,
    f"/learning/panels/school?school={school_code(3)}&year=2556": SEES_EVERY_SCHOOL,
    f"/learning/letters?{SITTING}": ANNOUNCES,
    f"/learning/letters.pdf?{SITTING}": ANNOUNCES,
    f"/learning/letters.pdf?{SITTING}&school={school_code(0)}": ANNOUNCES | SEES_FEW,
    f"/learning/letters.pdf?{SITTING}&school={school_code(3)}": SEES_EVERY_SCHOOL,
    f"/learning/letters.xlsx?{SITTING}": ANNOUNCES,
    f"/learning/schools/{school_code(0)}/sheet.pdf?{SITTING}": SEES_SCHOOLS,
    f"/learning/schools/{school_code(3)}/sheet.pdf?{SITTING}": SEES_EVERY_SCHOOL,
    f"/learning/networks/N1/sheets.pdf?{SITTING}": SEES_SCHOOLS,
    f"/learning/networks/N2/sheets.pdf?{SITTING}": SEES_EVERY_SCHOOL,
    "/learning/compare": WITH_ROLE,
    f"/learning/compare?{SITTING}&units=school-{school_code(3)}": SEES_EVERY_SCHOOL,
    "/learning/compare.xlsx": SEES_SCHOOLS,
    f"{PERCENT}&size=small": WITH_ROLE,
    "/learning/measures": WITH_ROLE,
    "/learning/measures/percent-below": WITH_ROLE,
    f"/learning/figure-pupils?{SITTING}&subject=thai&school={school_code(0)}": SEES_NAMES,
    f"/learning/figure-pupils?{SITTING}&subject=thai&school={school_code(3)}": SEES_EVERY_SCHOOL,
}


def bring_sample() -> None:
    """A pupil of the first school, registered in a year without other lists."""
    Pupil.objects.create(
        pk=SAMPLE_PUPIL,
        school=Unit.objects.get(code=school_code(0)),
        academic_year=2554,
        grade="P4",
        number="00000",
        key="0" * 32,
        name="นักเรียนตัวอย่าง",
    )


BY_KEY = ("/learning/files/",)
