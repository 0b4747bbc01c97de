"""Doors of the change between rounds."""

from tests.made_area import school_code
from tests.web.doors.who import SEES_EVERY_SCHOOL, SEES_SCHOOLS, WITH_ROLE

ROUNDS = "/learning/rounds?year=2556&test=Pre O-NET&grade=P6&round=1"
DOORS = {
    "/learning/rounds": WITH_ROLE,
    f"{ROUNDS}&network=N1": WITH_ROLE,
    f"{ROUNDS}&school={school_code(0)}": SEES_SCHOOLS,
    f"{ROUNDS}&school={school_code(3)}": SEES_EVERY_SCHOOL,
}
