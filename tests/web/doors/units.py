"""Doors of the registers' pages."""

from tests.made_area import PROGRAMME, school_code
from tests.web.doors.who import WITH_ROLE

AT_SCHOOL = {"school-director", "teacher"}
IN_NETWORK = {"network-supervisor", "network-chair"}
SEES_PUPILS = {"supervisor", "data-officer"}
OFFICE = WITH_ROLE - AT_SCHOOL - IN_NETWORK
DOORS = {
    "/registry/?year=2556": WITH_ROLE,
    "/registry/our-school": AT_SCHOOL,
    "/registry/schools?year=2556": WITH_ROLE,
    "/registry/schools.xlsx?year=2556": WITH_ROLE,
    f"/registry/schools/{school_code(0)}": OFFICE | AT_SCHOOL | IN_NETWORK,
    f"/registry/schools/{school_code(2)}": OFFICE | IN_NETWORK,
    f"/registry/schools/{school_code(3)}": OFFICE,
    f"/registry/panels/school?school={school_code(0)}": OFFICE | AT_SCHOOL | IN_NETWORK,
    f"/registry/panels/school?school={school_code(3)}": OFFICE,
    f"/registry/schools/{school_code(0)}/pupils?grade=P6": OFFICE | AT_SCHOOL | IN_NETWORK,
    f"/registry/schools/{school_code(3)}/pupils": OFFICE,
    f"/registry/schools/{school_code(0)}/pupils.xlsx": SEES_PUPILS
    | AT_SCHOOL
    | {"network-supervisor"},
    f"/registry/schools/{school_code(3)}/pupils.xlsx": SEES_PUPILS,
    "/registry/districts": WITH_ROLE,
    "/registry/districts/D1": WITH_ROLE,
    "/registry/networks": WITH_ROLE,
    "/registry/networks/N1": WITH_ROLE,
    "/registry/groups": WITH_ROLE,
    "/registry/programmes": WITH_ROLE,
    f"/registry/programmes/{PROGRAMME}": WITH_ROLE,
    "/registry/quality?year=2556": OFFICE,
    "/registry/quality/people": {"director", "deputy", "auditor", "personnel", "administrator"},
}
