"""Doors of registers as files."""

from tests.web.doors.who import WITH_ROLE

KEEPS = {"planner", "data-officer", "administrator"}
AT_SCHOOL = {"school-director", "teacher"}
SEES_AREA = WITH_ROLE - AT_SCHOOL - {"network-supervisor", "network-chair"}
SEES_PUPILS = AT_SCHOOL | {"supervisor", "network-supervisor", "data-officer"}
BRINGS_PUPILS = {"data-officer", "school-director"}
DOORS = {
    "/registry/imports/": SEES_AREA | SEES_PUPILS,
    "/registry/imports/pupils.xlsx": SEES_PUPILS,
    "/registry/imports/districts.xlsx": SEES_AREA,
    "/registry/imports/schools.csv": SEES_AREA,
}
FORMS = {
    "/registry/imports/areas": KEEPS,
    "/registry/imports/schools": KEEPS,
    "/registry/imports/enrolment": KEEPS,
    "/registry/imports/pupils": BRINGS_PUPILS,
}
