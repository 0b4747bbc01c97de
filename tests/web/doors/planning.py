"""Doors of targets, and of the pupils nearest to the limit."""

from tests.made_area import school_code
from tests.web.doors.units import AT_SCHOOL
from tests.web.doors.who import SEES_EVERY_SCHOOL, SEES_SCHOOLS

SITTING = "year=2556&test=O-NET&grade=P6"
PLANS = SEES_EVERY_SCHOOL | {"network-supervisor"}
NAMES_OF_OWN = {"supervisor", "network-supervisor"} | AT_SCHOOL
_OWN = f"{SITTING}&subject=thai&school={school_code(0)}"
_OTHER = f"{SITTING}&subject=thai&school={school_code(3)}"
DOORS = {
    "/learning/planning": PLANS,
    f"/learning/planning?{SITTING}&subject=thai": PLANS,
    f"/learning/planning.xlsx?{SITTING}&subject=thai": PLANS,
    f"/learning/nearest?{_OWN}": SEES_SCHOOLS,
    f"/learning/nearest?{_OTHER}": SEES_EVERY_SCHOOL,
    f"/learning/nearest.xlsx?{_OWN}": NAMES_OF_OWN,
    f"/learning/nearest.xlsx?{_OTHER}": {"supervisor"},
    f"/learning/panels/targets?{SITTING}&school={school_code(0)}": SEES_SCHOOLS,
    f"/learning/panels/targets?{SITTING}&school={school_code(3)}": SEES_EVERY_SCHOOL,
}
FORMS = {
    f"/learning/planning/edit?{SITTING}&subject=thai": {
        *("director", "deputy", "supervisor", "network-supervisor"),
    }
}
