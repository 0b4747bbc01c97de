"""Doors of achievement and colours."""

from tests.made_area import school_code
from tests.web.doors.who import SEES_EVERY_SCHOOL, SEES_SCHOOLS, WITH_ROLE

SITTING = "test=O-NET&grade=P6&year=2556"
PERCENT = f"/learning/figure/percent-below?{SITTING}"
DOORS = {
    f"/learning/overview?{SITTING}": WITH_ROLE,
    f"/learning/colours?{SITTING}": WITH_ROLE,
    f"/learning/colours.xlsx?{SITTING}": SEES_SCHOOLS,
    "/learning/panels/colours": WITH_ROLE,
    "/learning/panels/schools": SEES_SCHOOLS,
    "/learning/panels/own-school": SEES_SCHOOLS,
    PERCENT: WITH_ROLE,
    f"{PERCENT}&school={school_code(0)}": SEES_SCHOOLS,
    f"{PERCENT}&school={school_code(3)}": SEES_EVERY_SCHOOL,
    f"{PERCENT}&network=N1": SEES_EVERY_SCHOOL | {"network-supervisor", "network-chair"},
    f"{PERCENT}&district=D2": SEES_EVERY_SCHOOL,
    "/learning/compare": WITH_ROLE,
    f"/learning/compare?{SITTING}&units=school-{school_code(3)}": SEES_EVERY_SCHOOL,
    "/learning/compare.xlsx": SEES_SCHOOLS,
    f"{PERCENT}&size=small": SEES_EVERY_SCHOOL,
    "/learning/measures": WITH_ROLE,
    "/learning/measures/percent-below": WITH_ROLE,
    f"/learning/figure-pupils?{SITTING}&subject=thai&school={school_code(0)}": SEES_SCHOOLS,
    f"/learning/figure-pupils?{SITTING}&subject=thai&school={school_code(3)}": SEES_EVERY_SCHOOL,
}
